import type { Language } from "./language.ts";

type Words = Readonly<Record<Language, string>>;

/**
 * An attribute's text in words, where it is one of a closed set: a use, a material, a way of laying. Names of roads,
 * waters and owners, and whatever nobody translated, are shown as the integrator wrote them.
 *
 * @param name The attribute's key: `压力` is a kind of flow and might be another attribute's name.
 */
export function formatAttributeValue(name: string, value: string, language: Language): string {
  return VALUES.get(name)?.get(value)?.[language] ?? value;
}

/** A unit for the screen, `根` → `cables`: what is counted is a Chinese word in the trade's tables. */
export function formatAttributeUnit(unit: string, value: number, language: Language): string {
  const words = language === "en" && Object.hasOwn(COUNTED, unit) ? COUNTED[unit] : undefined;
  return words?.[value === 1 ? 0 : 1] ?? unit;
}

/** Chinese, English, then the codes that stand for it in data. */
type Entry = readonly [zh: string, en: string, ...codes: string[]];

/** What is counted: one of it, more of it. */
const COUNTED: Readonly<Record<string, readonly [string, string]>> = {
  根: ["cable", "cables"],
  芯: ["core", "cores"],
  孔: ["duct", "ducts"],
  人: ["person", "people"],
};

/** Of buildings, and of what pipes are for (CJJ 61-2017 names pipes after what they carry). */
const USES: readonly Entry[] = [
  ["住宅", "Residential", "residential"],
  ["商业", "Commercial", "commercial"],
  ["办公", "Offices", "office"],
  ["行政办公", "Government", "government"],
  ["工业", "Industrial", "industrial"],
  ["学校", "School", "school"],
  ["医院", "Hospital", "hospital"],
  ["消防站", "Fire station", "fire-station"],
  ["文化设施", "Culture", "culture"],
  ["文物建筑", "Heritage building", "heritage"],
  ["体育设施", "Sports", "sports"],
  ["车站", "Railway or coach station", "station"],
  ["市政设施", "Utility", "utility"],
  ["雨水", "Storm water"],
  ["污水", "Sewage"],
  ["雨污合流", "Combined sewage and storm water"],
  ["供电", "Power supply"],
  ["信息网络", "Data network"],
];

const MATERIALS: readonly Entry[] = [
  ["球墨铸铁", "Ductile iron"],
  ["铸铁", "Cast iron"],
  ["钢管", "Steel"],
  ["混凝土", "Concrete"],
  ["钢筋混凝土", "Reinforced concrete"],
  ["钢筋混凝土箱涵", "Reinforced concrete box culvert"],
  ["HDPE双壁波纹管", "HDPE, double-wall corrugated"],
  ["预制直埋保温钢管", "Pre-insulated steel"],
  ["MPP管", "MPP"],
  ["CPVC管", "CPVC"],
  ["PVC管", "PVC"],
  ["PVC格栅管", "PVC multi-duct"],
];

const PIPES: Readonly<Record<string, readonly Entry[]>> = {
  material: MATERIALS,
  coverMaterial: MATERIALS,
  buriedMethod: [
    ["直埋", "Directly buried"],
    ["管埋", "In buried ducts"],
    ["管块", "In a duct bank"],
    ["架空", "Overhead"],
    ["上架", "On a bridge"],
    ["明挖", "Cut and cover"],
  ],
  // An EPANET model says how a link begins (EPANET 2.2 manual, [PIPES], [STATUS]), not how it is now.
  status: [
    ["在用", "In use"],
    ["废弃", "Abandoned"],
    ["开（模型初始）", "Open at the model's start", "OPEN"],
    ["关（模型初始）", "Closed at the model's start", "CLOSED"],
    ["止回", "Check valve", "CV"],
    ["按设定调节", "Controlled by its setting", "ACTIVE"],
  ],
  flow: [
    ["压力", "Under pressure"],
    ["重力", "By gravity"],
  ],
  pressureClass: [
    ["低压", "Low"],
    ["中压B", "Medium B"],
    ["中压A", "Medium A"],
    ["次高压B", "Sub-high B"],
    ["次高压A", "Sub-high A"],
  ],
  lineKind: [
    ["供水", "Supply"],
    ["回水", "Return"],
  ],
  medium: [["煤气", "Town gas"]],
  valveState: [
    ["开", "Open"],
    ["关", "Closed"],
  ],
  valveType: [
    ["蝶阀", "Butterfly"],
    ["闸阀", "Gate"],
    ["球阀", "Ball"],
    ["焊接球阀", "Welded ball"],
  ],
  regulatorType: [
    ["楼栋调压箱", "Building regulator box"],
    ["区域调压柜", "District regulator cabinet"],
  ],
  kind: [
    ["一体化预制泵站", "Packaged pump station"],
    ["户线井", "Inspection chamber"],
  ],
  cover: [
    ["密闭井盖", "Sealed cover"],
    ["雨水箅", "Grate"],
  ],
  grate: [["平箅式", "Flat grate"]],
  compartment: [
    ["燃气舱", "Gas"],
    ["综合舱", "Water and telecom"],
    ["电力舱", "Power"],
    ["连接通道", "Passage"],
  ],
  carries: [
    ["天然气", "Natural gas"],
    ["给水、通信", "Water and telecom"],
    ["110kV/10kV电缆", "110 kV and 10 kV cables"],
  ],
  powerSupply: [["双路市电+油机", "Two mains feeds and a generator"]],
};

const ABOVE_GROUND: Readonly<Record<string, readonly Entry[]>> = {
  use: USES,
  control: [
    ["联网协调", "Coordinated"],
    ["单点感应", "Vehicle-actuated"],
  ],
  purpose: [
    ["电子警察", "Traffic enforcement"],
    ["桥梁监控", "Bridge watch"],
    ["治安监控", "Public security"],
  ],
  loadClass: [
    ["城-A级", "City-A"],
    ["城-B级", "City-B"],
  ],
};

/** By key of the attribute, then by the value as data write it. */
const VALUES: ReadonlyMap<string, ReadonlyMap<string, Words>> = new Map(
  Object.entries({ ...PIPES, ...ABOVE_GROUND }).map(([name, entries]) => [
    name,
    new Map(
      entries.flatMap(([zh, en, ...codes]) =>
        [zh, ...codes].map((text): [string, Words] => [text, { zh, en }]),
      ),
    ),
  ]),
);
