import { beforeEach, describe, expect, it } from "vitest";
import { type OpenModel, useInspectorStore } from "../../inspector-store.ts";
import { useSectionStore } from "./section-store.ts";
import { stepStorey, storeyAt, storeysOf } from "./storey-plan.ts";

/** On a building that stands at 40 m; the attic is not placed, the deck has no height at all. */
const model = {
  id: "m",
  name: "m",
  table: {
    objects: { count: 4, elementCount: 4, globalId: ["first", "ground", "attic", "deck"] },
    storeys: [
      { row: 0, name: "First", elevationM: 3, placedM: 43 },
      { row: 1, name: "Ground", elevationM: 0, placedM: 40 },
      { row: 2, name: "Attic", elevationM: 46 },
      { row: 3, name: "Deck" },
    ],
  },
} as unknown as OpenModel;

beforeEach(() => {
  useSectionStore.getState().reset();
  useInspectorStore.getState().reset();
  useInspectorStore.getState().open(model);
  useSectionStore.setState({ heights: new Map([["m", { zeroM: -40, scale: 1 }]]) });
});

describe("storeysOf", () => {
  it("takes storeys as high as they are placed, else by their elevation, from the lowest up", () => {
    expect(storeysOf(model).map(({ name, heightM }) => [name, heightM])).toEqual([
      ["Ground", 40],
      ["First", 43],
      ["Attic", 46],
    ]);
  });
});

describe("stepStorey", () => {
  it("goes from storey to storey with the height of the cut that was chosen, and stops at the last", () => {
    const plan = () => useSectionStore.getState().plan;
    stepStorey(1);
    expect(plan()).toEqual({ model: "m", storey: "ground", floorM: 0, cutHeightM: 1.2 });
    useSectionStore.getState().cut({ plan: { ...plan()!, cutHeightM: 0.8 } });
    stepStorey(1);
    expect(plan()).toEqual({ model: "m", storey: "first", floorM: 3, cutHeightM: 0.8 });
    stepStorey(1);
    stepStorey(1);
    expect(plan()?.storey).toBe("attic");
    stepStorey(-1);
    expect(plan()?.storey).toBe("first");
  });
});

describe("storeyAt", () => {
  it("is the highest one whose floor lies below the feet", () => {
    const { heights } = useSectionStore.getState();
    const nameAt = (eyeM: number) => storeyAt(eyeM, storeysOf(model), heights)?.name;
    expect([0.5, 1.6, 3.9, 4.6, 20].map(nameAt)).toEqual([undefined, "Ground", "Ground", "First", "Attic"]);
  });
});
