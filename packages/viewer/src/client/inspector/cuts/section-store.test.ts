import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { useInspectorStore } from "../../inspector-store.ts";
import { clearToolHistory, redoLatest, undoLatest } from "../tool-history.ts";
import { useMeasureStore } from "./measure-store.ts";
import { readCuts, writeCuts } from "./section-link.ts";
import {
  addPlaneAcross,
  changePlane,
  cutsOf,
  dragPlane,
  halfSpacesOf,
  MAX_SECTION_PLANES,
  type Point,
  removePlane,
  type SectionPlane,
  useSectionStore,
} from "./section-store.ts";

const state = () => useSectionStore.getState();
const isKept = (point: Point) =>
  halfSpacesOf(state()).every(
    ({ normal, offsetM }) => normal.reduce((sum, n, k) => sum + n * point[k]!, 0) + offsetM >= 0,
  );

beforeEach(() => {
  state().reset();
  useMeasureStore.getState().reset();
  useInspectorStore.getState().reset();
  clearToolHistory();
  useSectionStore.setState({ extent: { lowM: [0, 0, 0], highM: [10, 20, 6] } });
});

describe("section planes", () => {
  it("stand in the middle and cut away what lies towards the eye", () => {
    addPlaneAcross("y", [5, -30, 10]);
    expect([isKept([5, 9, 1]), isKept([5, 11, 1])]).toEqual([false, true]);
    addPlaneAcross("x", [40, -30, 10]);
    expect([isKept([4, 11, 1]), isKept([6, 11, 1])]).toEqual([true, false]);
    addPlaneAcross("z", [40, -30, -10]);
    expect([isKept([4, 11, 2]), isKept([4, 11, 4])]).toEqual([true, false]);
  });

  it("turn round, are switched off, and go", () => {
    addPlaneAcross("z", undefined);
    const id = state().planes[0]!.id;
    changePlane(id, { isFlipped: true });
    expect([isKept([1, 1, 2]), isKept([1, 1, 4])]).toEqual([false, true]);
    changePlane(id, { isOn: false });
    expect(isKept([1, 1, 2])).toBe(true);
    removePlane(id);
    expect(state().planes).toEqual([]);
  });

  it("are no more than there is room for, and leave room for a box and a plan", () => {
    for (let k = 0; k < 9; k++) addPlaneAcross("x", undefined);
    state().cut({ box: state().extent, plan: { model: "m", storey: "s", floorM: 0, cutHeightM: 1.2 } });
    expect(state().planes.length).toBe(MAX_SECTION_PLANES);
    expect(halfSpacesOf(state()).length).toBe(MAX_SECTION_PLANES + 6 + 1);
  });

  it("leave of a box what is inside, of a plan what is below the cut", () => {
    state().cut({ box: { lowM: [1, 1, 1], highM: [2, 2, 2] } });
    expect([isKept([1.5, 1.5, 1.5]), isKept([0.5, 1.5, 1.5]), isKept([1.5, 1.5, 2.5])]).toEqual([
      true,
      false,
      false,
    ]);
    state().cut({ box: null, plan: { model: "m", storey: "s", floorM: 3, cutHeightM: 1.2 } });
    expect([isKept([0, 0, 4.19]), isKept([0, 0, 4.21])]).toEqual([true, false]);
  });
});

describe("undo of tools", () => {
  it("takes back a drag as one step, and steps of tools and of elements in the order they were made", () => {
    const table = { objects: { count: 3 } } as never;
    useInspectorStore.getState().open({ id: "m", name: "m", table });
    addPlaneAcross("z", undefined);
    const { id } = state().planes[0]!;
    useInspectorStore.getState().setHidden(new Map([["m", [1]]]), true);
    const before = cutsOf(state());
    for (const atM of [3.5, 4, 4.5]) dragPlane(id, atM);
    state().endDrag(before);
    useMeasureStore.getState().add({ value: { mode: "height", riseM: 1 }, lines: [], labelM: [0, 0, 0] });
    const seen = () => [
      state().planes[0]?.atM,
      useInspectorStore.getState().states.get("m")![1],
      useMeasureStore.getState().list.length,
    ];
    const steps = [
      [undefined, 0, 0],
      [3, 0, 0],
      [3, 1, 0],
      [4.5, 1, 0],
      [4.5, 1, 1],
    ];
    for (const expected of steps.toReversed()) {
      expect(seen()).toEqual(expected);
      undoLatest();
    }
    for (const expected of steps) {
      expect(seen()).toEqual(expected);
      redoLatest();
    }
    expect(seen()).toEqual(steps.at(-1));
  });
});

describe("sections in links", () => {
  const coordinate = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((mm) => mm / 1000);
  const plane = fc
    .record({
      across: fc.constantFrom("x", "y", "z", "face", "points") as fc.Arbitrary<SectionPlane["across"]>,
      axis: fc.constantFrom<Point>([1, 0, 0], [0, -1, 0], [0, 0, 1], [0.6, 0, 0.8], [0, 0.28, -0.96]),
      atM: coordinate,
      isFlipped: fc.boolean(),
      isOn: fc.boolean(),
    })
    .map((each): SectionPlane => ({ id: 0, ...each }));
  const box = fc.tuple(coordinate, coordinate, coordinate).map(([x, y, z]) => ({
    lowM: [x, y, z] as Point,
    highM: [x + 1, y + 2, z + 3].map((value) => Number(value.toFixed(3))) as unknown as Point,
  }));

  const plan = fc.record({
    model: fc.string({ minLength: 1 }),
    storey: fc.string(),
    floorM: coordinate,
    cutHeightM: fc.integer({ min: 1, max: 9000 }).map((mm) => mm / 1000),
  });

  it("come back as they were written", () => {
    fc.assert(
      fc.property(
        fc.array(plane, { maxLength: 6 }),
        fc.option(box),
        fc.option(plan),
        (some, around, floor) => {
          const planes = some.map((each, k) => ({ ...each, id: k + 1 }));
          const text = writeCuts({ planes, box: around, plan: floor });
          if (text === undefined) expect([planes.length, around, floor]).toEqual([0, null, null]);
          else {
            const read = readCuts(text)!;
            expect([read.box, read.plan]).toEqual([around, floor]);
            expect(read.planes.map(({ axis: _, ...rest }) => rest)).toEqual(
              planes.map(({ axis: _, ...rest }) => rest),
            );
            read.planes.forEach(({ axis }, k) => {
              axis.forEach((value, each) => {
                expect(value).toBeCloseTo(planes[k]!.axis[each]!, 6);
              });
            });
          }
        },
      ),
    );
  });

  it("are refused where they are none", () => {
    for (const text of [
      "",
      "q,1",
      "p,x,1,0,0,5",
      "p,x,1,1,0,5,0,1",
      "p,w,1,0,0,5,0,1",
      "b,0,0,0,1,1",
      "b,0,0,0,1,-1,1",
      "p,x,1,0,0,NaN,0,1",
      // An empty word is no zero.
      "p,x,1,0,0,,0,1",
      "p,x,1,0,0,5,,1",
      "p,x,1,0,0,5,0,2",
      "p,x,1,,,5,0,1",
      "b,,0,0,1,1,1",
      "s,m,g,,1.2",
      "s,m,g,0,0",
      "s,%,g,0,1",
      "p,x,1,0,0,5,0,1;",
    ]) {
      expect(readCuts(text), text).toBeUndefined();
    }
  });
});
