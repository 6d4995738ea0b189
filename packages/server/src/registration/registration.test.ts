import { AssetInputSchema, DatastreamInputSchema, IDENTIFIER_PATTERN } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import fc from "fast-check";
import { Compile } from "typebox/compile";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../test/fuzz/fuzz-runs.ts";
import { buildRegistration } from "./build-registration.ts";
import { readTable } from "./read-table.ts";
import { buildTableTemplate, findTableColumn, TABLE_COLUMNS } from "./table-columns.ts";

const NOTHING = { findDatastream: () => undefined, findAsset: () => undefined };
const build = (text: string) => buildRegistration(readTable(Buffer.from(text), undefined), "water", NOTHING);
const malformed = expect.objectContaining({ code: "request/malformed-body" });

const GOOD = "datastream,asset,assetClass,observedProperty";
const errorsOf = (header: string, ...rows: string[]) =>
  build([`${GOOD}${header}`, ...rows].join("\n")).errors.map(({ row, column, code }) => [row, column, code]);

describe("a table's header", () => {
  it("is known in English and in Chinese, whatever its case, spaces and units", () => {
    for (const [key, { en, zh, also }] of Object.entries(TABLE_COLUMNS))
      for (const header of [
        en,
        zh,
        ...also,
        ` ${en.toUpperCase()} `,
        zh.replace("(", "（").replace(")", "）"),
      ])
        expect(findTableColumn(header), header).toBe(key);
    expect(findTableColumn("expected_interval_s")).toBe("expectedIntervalS");
    expect(findTableColumn("ＬＯＮ")).toBe("lon");
    expect(findTableColumn("备注")).toBeUndefined();
    expect(findTableColumn("constructor")).toBeUndefined();
  });

  it("must have the datastreams' ids, and each column once", () => {
    for (const text of ["", "\n", "asset,name\nA,b", "datastream,id\nA,b", 'datastream\n"unclosed'])
      expect(() => readTable(Buffer.from(text), undefined), text).toThrow(malformed);
  });
});

describe("the template", () => {
  it.each(["en", "zh"] as const)("in %s is a table that can be registered as it is", (language) => {
    expect(build(buildTableTemplate(language))).toEqual({
      errors: [],
      rows: [2],
      assets: [
        {
          id: "WS-0001",
          class: "junction",
          name: { en: "Gauge, Dongchang Rd", zh: "东昌路测压点" }[language],
          position: { lon: 115.9871, lat: 36.4553, heightM: 31.2 },
        },
      ],
      datastreams: [
        {
          id: "WS-0001-P",
          asset: "WS-0001",
          name: { en: "Pressure, Dongchang Rd", zh: "东昌路压力" }[language],
          observedProperty: "pressure",
          resultType: "number",
          unit: { name: "megapascal", symbol: "MPa", definition: "MPa" },
          range: { min: 0, max: 1.6 },
          limits: { LL: 0.1, L: 0.15, H: 0.6, HH: 0.8 },
          ...{ expectedIntervalMs: 60_000, staleAfterMs: 180_000, decimals: 3 },
        },
      ],
    });
  });
});

describe("a table's text", () => {
  /** 数据流编号,资产编号,资产类别,观测指标 / 泵-1 … in GBK. */
  const gbk = Buffer.concat([
    Buffer.from([0xca, 0xfd, 0xbe, 0xdd, 0xc1, 0xf7, 0xb1, 0xe0, 0xba, 0xc5]),
    Buffer.from(",asset,assetClass,observedProperty,name\r\np-1,n-1,junction,"),
    Buffer.from([0xd1, 0xb9, 0xc1, 0xa6]),
    Buffer.from(","),
    Buffer.from([0xb6, 0xab, 0xb2, 0xfd, 0xc2, 0xb7]),
    Buffer.from("\r\n"),
  ]);

  it("may be GBK, said or not", () => {
    for (const charset of [undefined, "gbk", "GB2312"]) {
      const { datastreams, errors } = buildRegistration(readTable(gbk, charset), "water", NOTHING);
      expect(errors).toEqual([]);
      expect(datastreams).toMatchObject([{ id: "p-1", observedProperty: "pressure", name: "东昌路" }]);
    }
    expect(() => readTable(gbk, "utf-8")).toThrow(malformed);
    expect(() => readTable(gbk, "latin-9")).toThrow(
      expect.objectContaining({ code: "request/unsupported-media-type" }),
    );
  });

  it("may have semicolons or tabs, quotes, blank rows, short rows and columns that mean nothing", () => {
    const table = readTable(
      Buffer.from('\uFEFFdatastream;asset;remark;assetClass;observedProperty\n;;\np-1;"n;1";x;junction\n'),
      undefined,
    );
    expect(table.ignored).toEqual(["remark"]);
    expect(table.rows).toMatchObject([{ row: 3 }]);
    expect(table.rows[0]?.cells.get("asset")).toBe("n;1");
    expect(table.rows[0]?.cells.get("observedProperty")).toBe("");
    expect(readTable(Buffer.from("datastream\tasset\np-1\tn-1"), undefined).rows).toHaveLength(1);
  });
});

describe("a row that cannot be registered", () => {
  it.each([
    ["", ",n-1,junction,pressure", "datastream", "request/invalid"],
    ["", "p 1,n-1,junction,pressure", "datastream", "request/invalid"],
    ["", "p-1,,junction,pressure", "asset", "request/invalid"],
    ["", "p-1,n-1,,pressure", "assetClass", "registry/invalid"],
    ["", "p-1,n-1,junction,", "observedProperty", "request/invalid"],
    [",lon,lat", "p-1,n-1,junction,pressure,115.9,", "lat", "request/invalid"],
    [",lon,lat", "p-1,n-1,junction,pressure,215.9,36", "lon", "request/invalid"],
    [",lon,lat", "p-1,n-1,junction,pressure,2.3,48.8", "heightM", "request/invalid"],
    [",resultType", "p-1,n-1,junction,pressure,float", "resultType", "request/invalid"],
    [",resultType", "p-1,n-1,junction,pressure,constructor", "resultType", "request/invalid"],
    [",resultType", "p-1,n-1,junction,mode,category", "categories", "request/invalid"],
    [",resultType,categories", "p-1,n-1,junction,mode,类别,on|on", "categories", "request/invalid"],
    [",L,H", "p-1,n-1,junction,pressure,5,4", "H", "request/invalid"],
    [",H", "p-1,n-1,junction,pressure,0.6 MPa", "H", "request/invalid"],
    [",min,max", "p-1,n-1,junction,pressure,5,4", "rangeMax", "request/invalid"],
    [",decimals", "p-1,n-1,junction,pressure,1.5", "decimals", "request/invalid"],
    [",interval", "p-1,n-1,junction,pressure,0", "expectedIntervalS", "request/invalid"],
  ])("is told by row and column (%#)", (header, row, column, code) => {
    expect(errorsOf(header, row)).toContainEqual([2, column, code]);
  });

  it("leaves the others in", () => {
    const draft = build(
      `${GOOD}\np-1,n-1,junction,pressure\np-2,n-1,tank,pressure\np-1,n-1,,flow\np-3,n-1,,压力`,
    );
    expect(draft.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, "asset", "registry/conflict"],
      [4, "datastream", "registry/conflict"],
    ]);
    expect(draft.datastreams.map(({ id }) => id)).toEqual(["p-1", "p-3"]);
    expect(draft.rows).toEqual([2, 5]);
    expect(draft.assets).toMatchObject([{ id: "n-1", class: "junction" }]);
  });
});

describe("any table", () => {
  const asset = Compile(AssetInputSchema);
  const datastream = Compile(DatastreamInputSchema);
  const headers = Object.values(TABLE_COLUMNS).flatMap(({ en, zh }) => [en, zh]);
  const cell = fc.oneof(
    fc.constantFrom(
      "p-1",
      "n-1",
      "junction",
      "压力",
      "",
      "1",
      "-0.5",
      "１２",
      "1e400",
      "a|b",
      "类别",
      "MPa",
      "°C",
    ),
    fc.stringMatching(new RegExp(IDENTIFIER_PATTERN)),
    fc.string({ unit: "grapheme" }),
    fc.double().map(String),
  );
  const quoted = cell.map((text) => `"${text.replaceAll('"', '""')}"`);

  it("gives only what can be registered, and a fault or an error for the rest", () => {
    fc.assert(
      fc.property(
        fc.subarray(headers, { minLength: 3 }),
        fc.array(fc.array(quoted, { maxLength: 24 }), { maxLength: 8 }),
        (some, rows) => {
          const text = [["datastream", ...some.filter((header) => header !== "datastream")], ...rows].join(
            "\n",
          );
          try {
            const table = readTable(Buffer.from(text), undefined);
            const draft = buildRegistration(table, "water", NOTHING);
            for (const one of draft.assets) expect([...asset.Errors(one)]).toEqual([]);
            for (const one of draft.datastreams) expect([...datastream.Errors(one)]).toEqual([]);
            const bad = new Set(draft.errors.map(({ row }) => row));
            expect(draft.rows.length + bad.size).toBe(table.rows.length);
          } catch (error) {
            if (!(error instanceof Fault)) throw error;
            expect(error.code).toBe("request/malformed-body");
          }
        },
      ),
      fuzzRuns("import, CSV cells", 300),
    );
  });

  it("of any bytes is read or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, withHeader) => {
        const whole = withHeader ? Buffer.concat([Buffer.from(`${GOOD}\n`), bytes]) : bytes;
        try {
          buildRegistration(readTable(whole, undefined), "water", NOTHING);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
        }
      }),
      fuzzRuns("import, CSV bytes", 500),
    );
  });
});
