import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { openStage } from "../bim/stage/open-stage.ts";
import type { StageControl } from "../bim/stage/stage-contract.ts";
import { useStageStore } from "../client/inspector/stage-store.ts";
import { useInspectorStore } from "../client/inspector-store.ts";
import { openInspectorLink } from "./inspector-link.ts";
import { loadModels } from "./inspector-loading.ts";
import { bindStage } from "./inspector-stage-binding.ts";
import { exposeInspector } from "./inspector-test-handle.ts";
import { bindInspectorTools } from "./inspector-tools.ts";

/** The picture of the models, with what loads them and the tools on it. */
export function InspectorStageHost({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation("inspector");
  const host = useRef<HTMLDivElement>(null);
  const models = useRef<ReturnType<typeof loadModels>>(undefined);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const stage = tryToOpen(element);
    const endings = stage ? [bindStage(stage), bindInspectorTools(stage), exposeInspector(stage)] : [];
    const link = openInspectorLink(stage);
    const loading = loadModels(stage, {
      onMore: () => link.showView(() => stage?.frameAtFirst()),
      onTables: link.showElements,
    });
    models.current = loading;
    endings.push(
      useInspectorStore.subscribe(({ shownKinds }, before) => {
        for (const kind of ["spaces", "openings"] as const) {
          if (shownKinds.has(kind) !== before.shownKinds.has(kind))
            loading.showKind(kind, shownKinds.has(kind));
        }
      }),
      link.close,
    );
    return () => {
      for (const end of endings) end();
      loading.close();
      models.current = undefined;
      stage?.dispose();
    };
  }, []);
  useEffect(() => models.current?.show(ids), [ids]);
  return (
    <div
      ref={host}
      className="inspector-canvas"
      data-testid="inspector-stage"
      title={undefined}
      aria-label={t("region")}
      role="img"
    />
  );
}

/** Without WebGL the page still has trees and properties. */
function tryToOpen(element: HTMLElement): StageControl | undefined {
  try {
    // Smoothed edges cost a machine that draws in software most of its time: `?msaa=1` turns them off, as in the city.
    const antialias = new URLSearchParams(window.location.search).get("msaa") !== "1";
    return openStage(element, { antialias });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    useStageStore.setState({ failure: { what: "no-webgl", message } });
    return undefined;
  }
}
