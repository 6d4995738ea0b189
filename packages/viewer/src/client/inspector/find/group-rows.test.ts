import type { FieldColumn } from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { groupRows, totalGroup } from "./group-rows.ts";
import { joinColumns, listRows } from "./result-table.ts";

const METRE = { kind: "LENGTHUNIT", name: "METRE", symbol: "m", toSi: 1, siOffset: 0 };
const MILLIMETRE = { kind: "LENGTHUNIT", name: "MILLIMETRE", symbol: "mm", toSi: 1e-3, siOffset: 0 };

const texts = (cells: number[], own: string[]): FieldColumn => ({
  ...{ kind: "text", unit: undefined, cells: Float64Array.from(cells), several: new Map(), texts: own },
});
const numbers = (cells: number[], unit: typeof METRE): FieldColumn => ({
  ...{ kind: "number", unit, cells: Float64Array.from(cells), several: new Map(), texts: [] },
});

describe("groupRows", () => {
  const rows = listRows([Uint8Array.from([1, 1, 1, 0]), Uint8Array.from([1, 1])]);
  const types = joinColumns({ attribute: "type" }, [
    texts([0, 1, 0, 0], ["Beam 10", "Beam 2"]),
    texts([0, Number.NaN], ["Beam 10"]),
  ]);
  const lengths = joinColumns({ set: "Qto", property: "Length" }, [
    numbers([1, 2, 4, 100], METRE),
    numbers([8_000, 16_000], MILLIMETRE),
  ]);

  it("joins alike values of all models in natural order, those without one last", () => {
    const groups = groupRows(rows, types);
    expect(groups.map(({ label, rows: own }) => [label, own.rows.length])).toEqual([
      ["Beam 2", 1],
      ["Beam 10", 3],
      ["", 1],
    ]);
  });

  it("sums each group in the column's unit, all of them to the whole", () => {
    const sums = groupRows(rows, types).map((group) => totalGroup(group, [lengths], () => false)[0]?.sum);
    expect(sums).toEqual([2, 1 + 4 + 8, 16]);
  });
});
