import { THEMES } from "../../app/tokens.ts";
import { type ClashSide, type FoundClash, useClashStore } from "../../client/inspector/clash-store.ts";
import { useToolStore } from "../../client/inspector/tool-store.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import { useViewStore } from "../../client/view-store.ts";
import type { InspectorStage } from "../stage/stage-contract.ts";
import { type ClashElement, type ClashRule, findClashes } from "./find-clashes.ts";
import { runInSlices } from "./run-in-slices.ts";

/** Colours of both elements: neither is an alarm's, nor the interface's. Red, green, blue, 0 to 255. */
const SIDE_COLOURS = { a: [111, 196, 214], b: [222, 168, 96] } as const;

/** Searches when the panel asks, shows the clash that is looked at. Answers what ends it. */
export function bindClashTool(stage: InspectorStage): () => void {
  let running: AbortController | undefined;
  const search = async (): Promise<void> => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const { a, b, kind, toleranceM, clearanceM } = useClashStore.getState();
    const rule: ClashRule = kind === "hard" ? { kind, toleranceM } : { kind, toleranceM, clearanceM };
    const tell = useClashStore.setState;
    tell({ clashes: [], shown: null, search: { phase: "running", donePairs: 0, totalPairs: 0, found: 0 } });
    try {
      const steps = findClashes(elementsOf(stage, a), elementsOf(stage, b), rule);
      const clashes = await runInSlices(steps, mine.signal, ({ donePairs, totalPairs, found }) => {
        tell({
          search: { phase: "running", donePairs, totalPairs, found: found.length },
          clashes: [...found],
        });
      });
      tell({ clashes, search: { phase: "done", isCancelled: false } });
    } catch (error) {
      if (running !== mine) return;
      if (mine.signal.aborted) tell({ search: { phase: "done", isCancelled: true } });
      else
        tell({
          search: { phase: "failed", message: error instanceof Error ? error.message : String(error) },
        });
    }
  };
  const endings = [
    useClashStore.subscribe((now, before) => {
      if (now.asked.run !== before.asked.run) void search();
      if (now.asked.cancel !== before.asked.cancel) running?.abort();
      if (now.shown !== before.shown) showClash(now.shown);
    }),
    stage.addOverlay((context, view) => {
      const { shown } = useClashStore.getState();
      const at = shown && useToolStore.getState().inHand === "clash" ? view.project(shown.pointM) : undefined;
      if (!at) return;
      context.strokeStyle = THEMES[useViewStore.getState().theme].selection;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(at.xPx, at.yPx, 11, 0, 2 * Math.PI);
      context.moveTo(at.xPx - 17, at.yPx);
      context.lineTo(at.xPx + 17, at.yPx);
      context.moveTo(at.xPx, at.yPx - 17);
      context.lineTo(at.xPx, at.yPx + 17);
      context.stroke();
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

/** The two elements alone, each in its colour, near enough to be looked at. */
function showClash(clash: FoundClash | null): void {
  const { models, isolate, look, paint } = useInspectorStore.getState();
  if (!clash) {
    paint("clash", undefined);
    return;
  }
  const rows = new Map<string, number[]>();
  const colours = new Map<string, Uint8Array>();
  for (const side of ["a", "b"] as const) {
    const { model, row } = clash[side];
    rows.set(model, [...(rows.get(model) ?? []), row]);
    const own = colours.get(model) ?? new Uint8Array(4 * (models.get(model)?.table.objects.count ?? 0));
    own.set([...SIDE_COLOURS[side], 255], 4 * row);
    colours.set(model, own);
  }
  isolate(rows);
  paint("clash", colours);
  look({ to: "fit", rows });
}
