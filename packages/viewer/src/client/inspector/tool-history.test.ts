import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { useInspectorStore } from "../inspector-store.ts";
import { measureLinkPart } from "./cuts/measure-link.ts";
import { useMeasureStore } from "./cuts/measure-store.ts";
import { sectionLinkPart } from "./cuts/section-link.ts";
import { addPlaneAcross, changePlane, cutsOf, dragPlane, useSectionStore } from "./cuts/section-store.ts";
import { linkOffsets } from "./federation/federation-store.ts";
import { bindElementData } from "./find/bind-element-data.ts";
import { useDataStore } from "./find/data-store.ts";
import { addLinkPart, readLinkParts, replaceAllParts, writeAllParts } from "./link/link-store.ts";
import { drawnLinkPart, legendLinkPart, tableLinkPart } from "./link/look-link.ts";
import { clearToolHistory, MAX_STEPS, redoLatest, undoLatest, useToolHistory } from "./tool-history.ts";

const COUNT = 12;
const [elements, sections, measures, data] = [
  useInspectorStore,
  useSectionStore,
  useMeasureStore,
  useDataStore,
];
const steps = () => useToolHistory.getState().done.length;

/** All that undo brings back. */
const seen = () => ({
  states: [...elements.getState().states.get("m")!],
  primary: elements.getState().primary,
  cuts: cutsOf(sections.getState()),
  list: measures.getState().list,
  text: data.getState().text,
  filter: data.getState().filter,
});

function begin(): void {
  for (const store of [elements, sections, measures, data]) store.getState().reset();
  clearToolHistory();
  elements.getState().open({ id: "m", name: "m", table: { objects: { count: COUNT } } as never });
  sections.setState({ extent: { lowM: [0, 0, 0], highM: [10, 20, 6] } });
}

beforeEach(begin);

const rows = fc.uniqueArray(fc.nat(COUNT - 1), { maxLength: 5 }).map((own) => new Map([["m", own]]));
/** One thing that somebody does; may change nothing. */
const act: fc.Arbitrary<() => void> = fc.oneof(
  rows.map((own) => () => elements.getState().select(own, "toggle")),
  rows.map((own) => () => elements.getState().setHidden(own, true)),
  fc.constant(() => elements.getState().toggleGhosts()),
  fc.constant(() => elements.getState().showAll()),
  fc.constantFrom<"x" | "y" | "z">("x", "y", "z").map((across) => () => addPlaneAcross(across, undefined)),
  fc.boolean().map((isOn) => () => {
    const [plane] = sections.getState().planes;
    if (plane) changePlane(plane.id, { isOn });
  }),
  fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 4 }).map((way) => () => {
    const [plane] = sections.getState().planes;
    if (!plane) return;
    const before = cutsOf(sections.getState());
    for (const tenth of way) dragPlane(plane.id, tenth / 10);
    sections.getState().endDrag(before);
  }),
  fc.constant(() => sections.getState().cut({ planes: [], box: null, plan: null })),
  fc.integer().map((riseM) => () => {
    measures.getState().add({ value: { mode: "height", riseM }, lines: [], labelM: [0, 0, 0] });
  }),
  fc.constant(() => measures.getState().clear()),
  fc.constantFrom("wall", "door 2").map((word) => () => {
    const { text, seek, clearFilter } = data.getState();
    if (text !== "") clearFilter();
    else for (let length = 1; length <= word.length; length++) seek(word.slice(0, length));
  }),
  fc.constant(() => data.getState().takeFilter({ text: "", filter: { groups: [[]] } })),
);

describe("the history of all tools", () => {
  it("goes back and forth through every moment in the order it was, also beyond what is kept", () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 260 }),
        fc.array(fc.integer({ min: -40, max: 40 }), { maxLength: 4 }),
        (acts, walks) => {
          begin();
          /** After each step; the first is before any. */
          let moments = [seen()];
          for (const each of acts) {
            const before = useToolHistory.getState().done;
            each();
            const { done } = useToolHistory.getState();
            if (done.at(-1) !== before.at(-1)) moments.push(seen());
          }
          const kept = steps();
          expect(kept).toBeLessThanOrEqual(MAX_STEPS);
          moments = moments.slice(-kept - 1);
          let at = moments.length - 1;
          for (const walk of [...walks, -2 * MAX_STEPS, 2 * MAX_STEPS]) {
            for (let k = 0; k < Math.abs(walk); k++) {
              if (walk < 0) undoLatest();
              else redoLatest();
              at = Math.max(0, Math.min(moments.length - 1, at + Math.sign(walk)));
              if (k % 7 === 0) expect(seen()).toEqual(moments[at]);
            }
            expect(seen()).toEqual(moments[at]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps the order after more than a hundred steps", () => {
    for (let k = 0; k < 150; k++) elements.getState().select(new Map([["m", [k % COUNT]]]));
    addPlaneAcross("z", undefined);
    elements.getState().setHidden(new Map([["m", [3]]]), true);
    undoLatest();
    expect([elements.getState().states.get("m")![3]! & 1, sections.getState().planes.length]).toEqual([0, 1]);
    undoLatest();
    expect(sections.getState().planes.length).toBe(0);
    expect(elements.getState().primary?.row).toBe(149 % COUNT);
  });

  it("forgets what was taken back once something else is done, whoever does it", () => {
    addPlaneAcross("z", undefined);
    undoLatest();
    elements.getState().select(new Map([["m", [1]]]));
    redoLatest();
    expect(sections.getState().planes).toEqual([]);
  });

  it("takes back a word that was typed as one step, and the conditions of a filter one by one", () => {
    for (const text of ["w", "wa", "wal", "wall"]) data.getState().seek(text);
    const condition = { field: { kind: "class" }, operator: "=", values: ["IfcWall"] } as never;
    data.getState().setCondition(0, 0, condition);
    undoLatest();
    expect([data.getState().text, data.getState().filter.groups]).toEqual(["wall", []]);
    undoLatest();
    expect(data.getState().text).toBe("");
    redoLatest();
    redoLatest();
    expect([data.getState().text, data.getState().filter.groups.length]).toEqual(["wall", 1]);
  });

  it("has no step of what a link or a view brings", () => {
    vi.stubGlobal("window", new EventTarget());
    const parts = [sectionLinkPart, measureLinkPart, drawnLinkPart, legendLinkPart, tableLinkPart];
    const endings = [bindElementData(), linkOffsets(), ...parts.map(addLinkPart)];
    data.getState().seek("wall");
    data.getState().colour({ attribute: "class" });
    addPlaneAcross("z", undefined);
    measures.getState().add({ value: { mode: "height", riseM: 3 }, lines: [], labelM: [0, 0, 0] });
    data.getState().openTable(true);
    const written = writeAllParts();
    expect([...written.keys()].sort()).toEqual(["colour", "cut", "filter", "measure", "table"]);
    begin();
    expect([readLinkParts(written), steps(), data.getState().text]).toEqual([true, 0, "wall"]);
    expect([replaceAllParts(new Map()), steps(), data.getState().text]).toEqual([true, 0, ""]);
    for (const end of endings) end();
    vi.unstubAllGlobals();
  });
});
