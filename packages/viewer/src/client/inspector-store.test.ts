import type { ElementTable } from "@shuicheng/shared/ifc";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { ELEMENT_STATE, rowsWith } from "./inspector/element-states.ts";
import { redoLatest, undoLatest, useToolHistory } from "./inspector/tool-history.ts";
import { mixPaints, useInspectorStore } from "./inspector-store.ts";

const { hidden, selected, ghosted, filteredOut } = ELEMENT_STATE;
const COUNT = 40;
const table = { objects: { count: COUNT } } as unknown as ElementTable;
const store = () => useInspectorStore.getState();
const rows = (bit: number, model = "a") => [...rowsWith(store().states.get(model)!, bit)];
const on = (...own: number[]) => new Map([["a", own]]);

beforeEach(() => {
  store().reset();
  for (const id of ["a", "b"]) store().open({ id, name: id, table });
});

describe("useInspectorStore", () => {
  it("selects one after the other, together, and takes away again", () => {
    store().select(on(3));
    store().select(on(5, 6));
    expect([rows(selected), store().primary]).toEqual([[5, 6], { model: "a", row: 6 }]);
    store().select(new Map([["b", [2]]]), "add");
    expect([rows(selected), rows(selected, "b")]).toEqual([[5, 6], [2]]);
    store().select(on(5), "toggle");
    expect(rows(selected)).toEqual([6]);
    store().clearSelection();
    expect([rows(selected), rows(selected, "b"), store().primary]).toEqual([[], [], null]);
  });

  it("isolates the selection in all models, and shows all again", () => {
    store().isolate();
    expect(rows(hidden)).toEqual([]);
    store().select(on(1, 2));
    store().isolate();
    expect([rows(hidden).length, rows(hidden, "b").length]).toEqual([COUNT - 2, COUNT]);
    store().showAll();
    expect([rows(hidden), rows(hidden, "b")]).toEqual([[], []]);
  });

  it("isolates nothing that has no shape, and says of how much it was asked", () => {
    store().isolate();
    expect(store().isolationRefused).toBeNull();
    const shapeless = { objects: { count: COUNT, hasRepresentation: new Uint8Array(COUNT) } };
    store().open({ id: "a", name: "a", table: shapeless as unknown as ElementTable });
    store().select(on(1, 2));
    store().isolate();
    expect([rows(hidden), store().isolationRefused]).toEqual([[], { rows: 2 }]);
  });

  it("ghosts all but the selection, and ends it with the next press", () => {
    store().select(on(1));
    store().toggleGhosts();
    expect(rows(ghosted)).not.toContain(1);
    expect(rows(ghosted)).toHaveLength(COUNT - 1);
    store().toggleGhosts();
    expect(rows(ghosted)).toEqual([]);
  });

  it("takes steps back and forth, and leaves the filter as it is now", () => {
    store().select(on(1));
    store().hideSelected();
    store().filter(on(1, 2, 3));
    undoLatest();
    expect([rows(hidden), rows(selected), rows(filteredOut).length]).toEqual([[], [1], COUNT - 3]);
    redoLatest();
    expect([rows(hidden), rows(selected)]).toEqual([[1], []]);
    store().filter(undefined);
    expect(rows(filteredOut)).toEqual([]);
  });

  it("does not count what changes nothing as a step", () => {
    store().select(on(1));
    const steps = useToolHistory.getState().done.length;
    store().select(on(1));
    store().showAll();
    store().setHidden(on(4), false);
    expect(useToolHistory.getState().done).toHaveLength(steps);
  });

  it("comes back to where it was, whatever was done", () => {
    const own = fc.uniqueArray(fc.nat(COUNT - 1), { maxLength: 8 });
    const act = fc.oneof(
      own.map((list) => () => store().select(on(...list), "toggle")),
      own.map((list) => () => store().setHidden(on(...list), true)),
      fc.constant(() => store().isolate()),
      fc.constant(() => store().toggleGhosts()),
      fc.constant(() => store().hideSelected()),
      fc.constant(() => store().showAll()),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        store().reset();
        store().open({ id: "a", name: "a", table });
        const moments = [store().states.get("a")!];
        for (const each of acts) {
          const before = useToolHistory.getState().done.length;
          each();
          if (useToolHistory.getState().done.length > before) moments.push(store().states.get("a")!);
        }
        for (const moment of moments.toReversed()) {
          expect([...store().states.get("a")!]).toEqual([...moment]);
          undoLatest();
        }
        for (const _ of moments) redoLatest();
        expect([...store().states.get("a")!]).toEqual([...moments.at(-1)!]);
      }),
      { numRuns: 60 },
    );
  });

  it("mixes colours so that the later painter is seen", () => {
    const paint = (...bytes: number[]) => new Map([["a", Uint8Array.from(bytes)]]);
    store().paint("live", paint(9, 9, 9, 255, 0, 0, 0, 0));
    store().paint("clash", paint(0, 0, 0, 0, 2, 2, 2, 255));
    expect([...mixPaints(store().paints, "a")!]).toEqual([9, 9, 9, 255, 2, 2, 2, 255]);
    store().paint("live", undefined);
    expect([...mixPaints(store().paints, "a")!]).toEqual([0, 0, 0, 0, 2, 2, 2, 255]);
    expect(mixPaints(store().paints, "b")).toBeUndefined();
  });

  it.each(["heat", "property"] as const)("shows %s in the colours of its own legend alone", (painter) => {
    store().paint("live", new Map([["a", Uint8Array.of(9, 9, 9, 255, 8, 8, 8, 255)]]));
    store().paint(painter, new Map([["a", Uint8Array.of(1, 1, 1, 255, 0, 0, 0, 0)]]));
    expect([...mixPaints(store().paints, "a")!]).toEqual([1, 1, 1, 255, 0, 0, 0, 0]);
    store().paint(painter, undefined);
    expect([...mixPaints(store().paints, "a")!]).toEqual([9, 9, 9, 255, 8, 8, 8, 255]);
  });
});
