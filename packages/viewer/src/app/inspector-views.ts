import type { MarkupShape } from "@shuicheng/shared/contracts";
import { drawMarkup } from "../bim/markup/draw-markup.ts";
import { bindMarkupTool } from "../bim/markup/markup-tool.ts";
import { markupOpacity } from "../bim/markup/view-distance.ts";
import type { StageControl } from "../bim/stage/stage-contract.ts";
import { addLinkPart } from "../client/inspector/link/link-store.ts";
import { drawnLinkPart, legendLinkPart, tableLinkPart } from "../client/inspector/link/look-link.ts";
import { saveMarkup } from "../client/inspector/markup/markup-saving.ts";
import { useMarkupStore } from "../client/inspector/markup/markup-store.ts";
import { toolKeys } from "../client/inspector/tool-keys.ts";
import { useToolStore } from "../client/inspector/tool-store.ts";
import { forgetSavedViews, useSavedViewStore } from "../client/inspector/views/saved-view-store.ts";
import { openViews } from "../client/inspector/views/view-lists.ts";
import { serveThumbnails } from "../client/inspector/views/view-thumbnail.ts";
import { useInspectorStore } from "../client/inspector-store.ts";
import { heatLinkPart } from "../client/live-binding/heat-link.ts";
import { isLocalId } from "../client/local-model-store.ts";
import { readModel } from "../client/model-queries.ts";
import { useRouteStore } from "../client/route-store.ts";
import { useViewStore } from "../client/view-store.ts";
import { PANEL_TOOLS } from "../panels/inspector/panel-tools.ts";
import { listenToMarkupKeys } from "./inspector-markup-keys.ts";
import { markupLookOf } from "./markup-look.ts";

/** Thumbnails are drawn twice as large and made smaller, which smooths them. Pixels. */
const THUMBNAIL = { widthPx: 320, heightPx: 180, drawnAt: 2 } as const;
const JPEG_QUALITY = 0.72;

/** Saved views and their markup on the stage. Answers what takes them away. */
export function bindViews(stage: StageControl): () => void {
  const endings = [
    followModel(),
    followRevisions(),
    bindMarkupTool(stage, () => markupLookOf(useViewStore.getState().theme)),
    ...[drawnLinkPart, legendLinkPart, tableLinkPart, heatLinkPart].map(addLinkPart),
    serveThumbnails((shapes) => takeThumbnail(stage, shapes)),
    takeKey(),
    listenToMarkupKeys(),
    saveMarkup(),
    useSavedViewStore.subscribe(({ flight }, before) => {
      if (!flight || flight === before.flight) return;
      const { setWalking, setProjection } = useInspectorStore.getState();
      setWalking(false);
      setProjection(flight.eye.projection);
      stage.setView(flight.eye, { isSudden: flight.isSudden });
    }),
    useViewStore.subscribe(({ theme }, before) => {
      if (theme !== before.theme) stage.requestFrame();
    }),
    // Editing is a part of the panel: another tool in hand ends it.
    useToolStore.subscribe(({ inHand }) => {
      if (inHand !== "views" && useMarkupStore.getState().isEditing) useMarkupStore.getState().edit(false);
    }),
  ];
  return () => {
    for (const end of endings) end();
    useMarkupStore.getState().show(null, []);
    forgetSavedViews();
  };
}

/** The page's views are those of the first model. */
function followModel(): () => void {
  const open = (): void => {
    const { route } = useRouteStore.getState();
    if (route.page === "inspector" && route.model !== useSavedViewStore.getState().model) {
      forgetSavedViews();
      useMarkupStore.getState().show(null, []);
      openViews(route.model);
    }
  };
  open();
  return useRouteStore.subscribe(open);
}

/** Which revision of each model is looked at. */
function followRevisions(): () => void {
  const ending = new AbortController();
  const asked = new Set<string>();
  const follow = (): void => {
    for (const id of useInspectorStore.getState().models.keys()) {
      if (isLocalId(id) || asked.has(id)) continue;
      asked.add(id);
      readModel(id, ending.signal).then(
        ({ revision }) =>
          useSavedViewStore.setState(({ revisions }) => ({
            revisions: new Map(revisions).set(id, revision),
          })),
        // A view without the number of its revision is still a view.
        () => asked.delete(id),
      );
    }
  };
  follow();
  const end = useInspectorStore.subscribe((now, before) => {
    if (now.models !== before.models) follow();
  });
  return () => {
    end();
    ending.abort();
  };
}

async function takeThumbnail(stage: StageControl, shapes: readonly MarkupShape[]): Promise<string | null> {
  const { widthPx, heightPx, drawnAt } = THUMBNAIL;
  const large = await stage.takePicture(widthPx * drawnAt, heightPx * drawnAt, { hasOverlays: false });
  const small = document.createElement("canvas");
  small.width = widthPx;
  small.height = heightPx;
  const context = small.getContext("2d");
  if (!context) return null;
  context.imageSmoothingQuality = "high";
  context.drawImage(large, 0, 0, widthPx, heightPx);
  const { camera } = useMarkupStore.getState();
  if (camera && markupOpacity(stage.view, camera) === 1)
    drawMarkup(context, THUMBNAIL, shapes, markupLookOf(useViewStore.getState().theme));
  return small.toDataURL("image/jpeg", JPEG_QUALITY).split(",")[1] ?? null;
}

function takeKey(): () => void {
  return toolKeys.add({
    letter: PANEL_TOOLS.views.letter.toLowerCase(),
    press: () => useToolStore.getState().toggle("views"),
    putAway() {
      const { inHand, putDown } = useToolStore.getState();
      if (inHand !== "views") return false;
      const { isEditing, tool, selected, select, take, edit } = useMarkupStore.getState();
      if (!isEditing) putDown();
      else if (selected >= 0) select(-1);
      else if (tool !== "select") take("select");
      else edit(false);
      return true;
    },
  });
}
