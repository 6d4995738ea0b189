import type { MarkupShape } from "@shuicheng/shared/contracts";
import { useSavedViewStore } from "../views/saved-view-store.ts";
import { replaceView } from "../views/view-lists.ts";
import { takeThumbnail } from "../views/view-thumbnail.ts";
import { encodeMarkup } from "./markup-codec.ts";
import { useMarkupStore } from "./markup-store.ts";

/** Nothing was drawn for so long: it is saved. */
const QUIET_MS = 800;

/** Markup that is to be saved, with the view that it is on. */
interface Due {
  readonly id: string;
  readonly shapes: readonly MarkupShape[];
}

let due: Due | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let saving: Promise<void> = Promise.resolve();

/**
 * Saves markup with its view as it is drawn: a little after the last stroke, and at once when drawing ends or another view comes. One
 * after the other; where it fails the drawing stays, and is said. Answers what ends it.
 */
export function saveMarkup(): () => void {
  const end = useMarkupStore.subscribe((now, before) => {
    const isOther = now.camera !== before.camera;
    const isAgain = now.retries !== before.retries;
    const { shown } = useSavedViewStore.getState();
    if (!isOther && shown && (isAgain || (now.shapes !== before.shapes && now.shapes !== now.saved))) {
      due = { id: shown.view.id, shapes: now.shapes };
      useMarkupStore.setState({ saving: "due" });
      clearTimeout(timer);
      timer = setTimeout(() => void settleMarkup(), isAgain ? 0 : QUIET_MS);
    }
    if (isOther || (before.isEditing && !now.isEditing)) void settleMarkup();
  });
  return () => {
    void settleMarkup();
    end();
  };
}

/** Saves what is due now. Answers when all is saved, or has failed. */
export function settleMarkup(): Promise<void> {
  clearTimeout(timer);
  const now = due;
  due = undefined;
  if (now) saving = saving.then(() => save(now));
  return saving;
}

async function save({ id, shapes }: Due): Promise<void> {
  const { opened, shown } = useSavedViewStore.getState();
  const kept = opened.get(id);
  // It was deleted meanwhile.
  if (!kept) return;
  const { place, view } = kept;
  const isShown = shown?.view.id === id;
  const picture = isShown && !useMarkupStore.getState().isAway ? await takeThumbnail() : null;
  const content = {
    ...view.content,
    markup: encodeMarkup(shapes),
    thumbnail: picture ?? view.content.thumbnail,
  };
  try {
    await replaceView(place, id, view.version, content);
    if (isShown)
      useMarkupStore.setState(({ shapes: latest }) => ({
        saved: shapes,
        saving: latest === shapes ? "saved" : "due",
      }));
  } catch (error) {
    if (isShown) useMarkupStore.setState({ saving: "failed" });
    useSavedViewStore.setState({ notice: { kind: "failed", error } });
  }
}
