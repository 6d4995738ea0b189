/** A column of a table of datastreams. */
interface TableColumn {
  /** Header in English: what errors name it by. */
  readonly en: string;
  readonly zh: string;
  /** Other headers that mean it. */
  readonly also: readonly string[];
  /** Of the template's row. */
  readonly example: { readonly en: string; readonly zh: string };
}

const column = (
  en: string,
  zh: string,
  example: string | [en: string, zh: string],
  ...also: string[]
): TableColumn => ({
  ...{ en, zh, also },
  example: typeof example === "string" ? { en: example, zh: example } : { en: example[0], zh: example[1] },
});

/** Columns in the order of the template. A limit or range is in the datastream's unit. */
export const TABLE_COLUMNS = {
  datastream: column("datastream", "数据流编号", "WS-0001-P", "id", "datastreamId", "测点编号"),
  name: column("name", "数据流名称", ["Pressure, Dongchang Rd", "东昌路压力"], "datastreamName", "测点名称"),
  asset: column("asset", "资产编号", "WS-0001", "assetId", "thing", "设备编号"),
  assetClass: column("assetClass", "资产类别", ["junction", "节点"], "class", "设备类别", "设备类型"),
  assetName: column(
    "assetName",
    "资产名称",
    ["Gauge, Dongchang Rd", "东昌路测压点"],
    "thingName",
    "设备名称",
  ),
  lon: column("lon", "经度(°)", "115.9871", "longitude", "lng"),
  lat: column("lat", "纬度(°)", "36.4553", "latitude"),
  heightM: column("heightM", "高程(m)", "31.2", "height", "elevation", "标高"),
  observedProperty: column(
    "observedProperty",
    "观测指标",
    ["pressure", "压力"],
    "property",
    "观测属性",
    "监测指标",
  ),
  resultType: column("resultType", "结果类型", ["number", "数值"], "type", "数据类型"),
  categories: column("categories", "类别值", "", "category"),
  unit: column("unit", "单位", "MPa", "unitSymbol", "计量单位"),
  rangeMin: column("rangeMin", "量程下限", "0", "min"),
  rangeMax: column("rangeMax", "量程上限", "1.6", "max"),
  LL: column("LL", "低低限", "0.1", "下下限"),
  L: column("L", "低限", "0.15", "下限", "报警下限"),
  H: column("H", "高限", "0.6", "上限", "报警上限"),
  HH: column("HH", "高高限", "0.8", "上上限"),
  expectedIntervalS: column("expectedIntervalS", "上报间隔(s)", "60", "interval", "上报周期"),
  staleAfterS: column("staleAfterS", "超时(s)", "180", "timeout", "过期时间"),
  decimals: column("decimals", "小数位数", "3", "digits"),
} as const satisfies Record<string, TableColumn>;

export type TableColumnKey = keyof typeof TABLE_COLUMNS;
const KEYS = Object.keys(TABLE_COLUMNS) as TableColumnKey[];

/** What headers are compared by: no case, no spaces, no unit in brackets, one width of letters. */
function headerKeyOf(header: string): string {
  return header
    .normalize("NFKC")
    .replace(/[([].*$/, "")
    .replace(/[\s_*:-]/g, "")
    .toLowerCase();
}

const BY_HEADER = new Map(
  KEYS.flatMap((key) => {
    const { en, zh, also } = TABLE_COLUMNS[key];
    return [en, zh, ...also].map((header) => [headerKeyOf(header), key] as const);
  }),
);

/** The column that a header means. */
export const findTableColumn = (header: string): TableColumnKey | undefined =>
  BY_HEADER.get(headerKeyOf(header));

/** A table to be filled in: headers and one row, UTF-8 with a byte order mark, which spreadsheets want. */
export function buildTableTemplate(language: "en" | "zh"): string {
  const rows = [
    KEYS.map((key) => TABLE_COLUMNS[key][language]),
    KEYS.map((key) => TABLE_COLUMNS[key].example[language]),
  ];
  const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `\uFEFF${rows.map((row) => `${row.map(quote).join(",")}\r\n`).join("")}`;
}
