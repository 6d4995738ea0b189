import type { FieldColumn } from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { decodeFilter, encodeFilter } from "./filter-format.ts";
import { joinColumns, listRows, sortRows, totalColumn } from "./result-table.ts";
import { writeCsv, writeTabs } from "./table-csv.ts";

const METRE = { kind: "LENGTHUNIT", name: "METRE", symbol: "m", toSi: 1, siOffset: 0 };
const MILLIMETRE = { kind: "LENGTHUNIT", name: "MILLIMETRE", symbol: "mm", toSi: 1e-3, siOffset: 0 };
const KILOGRAM = { kind: "MASSUNIT", name: "KILOGRAM", symbol: "kg", toSi: 1, siOffset: 0 };
const FIELD = { set: "Qto", property: "Length" };

function numbers(cells: number[], unit: typeof METRE | undefined): FieldColumn {
  return { kind: "number", unit, cells: Float64Array.from(cells), several: new Map(), texts: [] };
}
function names(texts: string[]): FieldColumn {
  const cells = Float64Array.from(texts, (text, i) => (text === "" ? Number.NaN : i));
  return { kind: "text", unit: undefined, cells, several: new Map(), texts };
}

describe("result table", () => {
  const rows = listRows([Uint8Array.from([1, 1, 0]), Uint8Array.from([1, 1])]);
  const lengths = joinColumns(FIELD, [
    numbers([1.5, Number.NaN, 9], METRE),
    numbers([500, 3000], MILLIMETRE),
  ]);

  it("lists what is marked, model by model", () => {
    expect([...rows.models]).toEqual([0, 0, 1, 1]);
    expect([...rows.rows]).toEqual([0, 1, 0, 1]);
  });

  it("gives numbers of all models in one unit", () => {
    expect(lengths.unit).toBe(METRE);
    expect([lengths.number(0, 0), lengths.number(1, 0), lengths.number(1, 1)]).toEqual([1.5, 0.5, 3]);
    expect(totalColumn(rows, lengths, false)).toEqual({ count: 3, sum: 5, least: 0.5, greatest: 3 });
  });

  it("adds only what is alike: a mass among lengths is shown with its unit and not summed", () => {
    const mixed = joinColumns(FIELD, [numbers([1.5, 2, 9], METRE), numbers([500, 3000], KILOGRAM)]);
    expect(mixed.text(1, 0)).toBe("500 kg");
    expect(totalColumn(rows, mixed, true)).toEqual({ count: 2, sum: 3.5, least: 1.5, greatest: 2 });
  });

  it("does not add up what says nothing as a sum", () => {
    const plain = joinColumns(FIELD, [numbers([20, 22, 0], undefined), numbers([24, 18], undefined)]);
    expect(totalColumn(rows, plain, false)).toEqual({ count: 4, sum: undefined, least: 18, greatest: 24 });
    expect(totalColumn(rows, plain, true)?.sum).toBe(84);
    expect(
      totalColumn(rows, joinColumns(FIELD, [names(["a", "b", "c"]), names(["", "e"])]), false),
    ).toBeUndefined();
  });

  it("sorts numbers and names as people do, what has none last both ways", () => {
    const order = (direction: "up" | "down") =>
      [...sortRows(rows, lengths, direction).rows.entries()].map(
        ([at, row]) => `${sortRows(rows, lengths, direction).models[at]}/${row}`,
      );
    expect(order("up")).toEqual(["1/0", "0/0", "1/1", "0/1"]);
    expect(order("down")).toEqual(["1/1", "0/0", "1/0", "0/1"]);
    const column = joinColumns({ attribute: "name" }, [names(["P-10", "P-2", "x"]), names(["", "P-1"])]);
    const sorted = sortRows(rows, column, "up");
    expect(
      [...sorted.rows.keys()].map((at) =>
        column.text(sorted.models[at] as number, sorted.rows[at] as number),
      ),
    ).toEqual(["P-1", "P-2", "P-10", ""]);
  });
});

describe("writeCsv", () => {
  it("begins with a byte order mark, ends records with CRLF and quotes what needs it", () => {
    expect(
      writeCsv(
        ["名称", "Length [mm]"],
        [
          ['wall, "A"\nsecond line', -1.5],
          [undefined, Number.NaN],
        ],
      ),
    ).toBe('\uFEFF名称,Length [mm]\r\n"wall, ""A""\nsecond line",-1.5\r\n,\r\n');
  });

  it("leaves no text that a spreadsheet would run", () => {
    const texts = ["=1+1", "+86 635", "-cmd", "@SUM(A1)", "\t=1", "a=1"];
    expect(
      writeCsv(
        ["a"],
        texts.map((text) => [text]),
      )
        .split("\r\n")
        .slice(1, -1),
    ).toEqual(["'=1+1", "'+86 635", "'-cmd", "'@SUM(A1)", "'\t=1", "a=1"]);
    expect(writeTabs(["a", "b"], [["=1\t2\n3", -4]])).toBe("a\tb\n'=1 2 3\t-4");
  });
});

describe("encodeFilter", () => {
  const kept = {
    text: "泵 =2",
    filter: {
      groups: [
        [
          {
            field: { attribute: "class" as const },
            operator: "!=" as const,
            values: ["IfcSpace", "IfcDoor"],
          },
          {
            field: { set: "*", property: "Power & [kW]" },
            operator: "between" as const,
            values: ["1 kW", "2 kW"],
          },
        ],
        [{ field: { attribute: "storey" as const }, operator: "exists" as const, values: [] }],
      ],
    },
  };

  it("is read back as it was, also from an address", () => {
    const address = new URLSearchParams({ f: encodeFilter(kept) }).toString();
    expect(decodeFilter(new URLSearchParams(address).get("f") ?? "")).toEqual(kept);
  });

  it.each([
    "",
    "{}",
    "[]",
    "[1]",
    '["",[[["colour"],"="]]]',
    '["",[[["class"],"~"]]]',
    '["",[[["a","b","c"],"="]]]',
    '["",[[["class"],"=",1]]]',
    '["",1]',
  ])("reads nothing from %s", (json) => {
    expect(decodeFilter(json)).toBeUndefined();
  });
});
