import { describe, expect, it } from "vitest";
import { ELEMENT_STATE } from "../../../client/inspector/element-states.ts";
import type { OpenModel } from "../../../client/inspector-store.ts";
import { rowsByModel, selectedOf } from "./table-selection.ts";

const model = (id: string) => ({ id, name: id, table: {} }) as OpenModel;
const models = [model("a"), model("b")];
/** Sorted by something: models take turns. */
const listed = { models: Uint16Array.from([1, 0, 1, 0]), rows: Uint32Array.from([7, 3, 2, 9]) };

describe("rowsByModel", () => {
  it("gives a range of the list, whichever end comes first", () => {
    const range = new Map([
      ["a", [3]],
      ["b", [2]],
    ]);
    expect(rowsByModel(models, listed, 1, 2)).toEqual(range);
    expect(rowsByModel(models, listed, 2, 1)).toEqual(range);
    expect(rowsByModel(models, listed).get("a")).toEqual([3, 9]);
  });
});

describe("selectedOf", () => {
  it("keeps the list's order and leaves out what is selected elsewhere", () => {
    const [a, b] = [new Uint8Array(10), new Uint8Array(10)];
    for (const row of [9, 3, 4]) a[row] = ELEMENT_STATE.selected;
    b[7] = ELEMENT_STATE.selected | ELEMENT_STATE.hidden;
    b[2] = ELEMENT_STATE.hidden;
    const states = new Map([
      ["a", a],
      ["b", b],
    ]);
    expect([...selectedOf(models, listed, states).rows]).toEqual([7, 3, 9]);
  });
});
