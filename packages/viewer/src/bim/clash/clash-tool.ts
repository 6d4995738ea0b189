import { THEMES } from "../../app/tokens.ts";
import { type ClashSide, useClashStore } from "../../client/inspector/cuts/clash-store.ts";
import { useToolStore } from "../../client/inspector/tool-store.ts";
import { useViewStore } from "../../client/view-store.ts";
import type { InspectorStage } from "../stage/stage-contract.ts";
import { type ClashElement, searchClashes } from "./search-clashes.ts";
import { createClashShow } from "./show-clash.ts";
import type { ClashRule } from "./test-pair.ts";

/** Searches when the panel asks, shows the clash that is looked at. Answers what ends it. */
export function bindClashTool(stage: InspectorStage): () => void {
  let running: AbortController | undefined;
  const tell = useClashStore.setState;
  const search = async (): Promise<void> => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const { a, b, kind, toleranceM, clearanceM, show } = useClashStore.getState();
    const rule: ClashRule = kind === "hard" ? { kind, toleranceM } : { kind, toleranceM, clearanceM };
    show(null);
    tell({ clashes: [], search: { phase: "running", donePairs: 0, totalPairs: 0 } });
    const isMine = () => running === mine;
    try {
      const end = await searchClashes(
        elementsOf(stage, a),
        elementsOf(stage, b),
        rule,
        mine.signal,
        ({ donePairs, totalPairs, found }) => {
          if (!isMine()) return;
          const { clashes } = useClashStore.getState();
          tell({
            search: { phase: "running", donePairs, totalPairs },
            ...(found.length > 0 ? { clashes: [...clashes, ...found] } : {}),
          });
        },
      );
      if (isMine())
        tell({ search: end === "lost" ? { phase: "lost" } : { phase: "done", isCancelled: false } });
    } catch (error) {
      if (!isMine()) return;
      if (mine.signal.aborted) tell({ search: { phase: "done", isCancelled: true } });
      else {
        const message = error instanceof Error ? error.message : String(error);
        tell({ search: { phase: "failed", message } });
      }
    }
  };
  const showing = createClashShow(stage);
  const endings = [
    useClashStore.subscribe((now, before) => {
      if (now.asked.run !== before.asked.run) void search();
      if (now.asked.cancel !== before.asked.cancel) running?.abort();
      if (now.shown !== before.shown) showing.show(now.shown);
    }),
    stage.addOverlay((context, view) => {
      const { shown } = useClashStore.getState();
      const at = shown && useToolStore.getState().inHand === "clash" ? view.project(shown.pointM) : undefined;
      if (at) drawPlace(context, at.xPx, at.yPx);
    }),
    useToolStore.subscribe((now, before) => {
      if (before.inHand === "clash" && now.inHand !== "clash") useClashStore.getState().show(null);
      stage.requestFrame();
    }),
  ];
  return () => {
    running?.abort();
    running = undefined;
    for (const end of endings) end();
    useClashStore.getState().reset();
  };
}

function drawPlace(context: CanvasRenderingContext2D, xPx: number, yPx: number): void {
  context.strokeStyle = THEMES[useViewStore.getState().theme].selection;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(xPx, yPx, 11, 0, 2 * Math.PI);
  for (const sign of [1, -1]) {
    context.moveTo(xPx + sign * 11, yPx);
    context.lineTo(xPx + sign * 19, yPx);
    context.moveTo(xPx, yPx + sign * 11);
    context.lineTo(xPx, yPx + sign * 19);
  }
  context.stroke();
}

function elementsOf(stage: InspectorStage, side: ClashSide): ClashElement[] {
  return [...side].flatMap(([model, rows]) => {
    const staged = stage.models.get(model);
    const mesh = staged?.meshes.get("tileset");
    if (!staged || !mesh) return [];
    return rows.flatMap((row): ClashElement[] => {
      if (!((mesh.starts[row + 1] ?? 0) > (mesh.starts[row] ?? 0))) return [];
      const boxM = [...staged.boundsM.subarray(6 * row, 6 * row + 6)];
      return [{ model, row, mesh, toStage: staged.toStage, boxM }];
    });
  });
}
