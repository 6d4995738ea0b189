import { findAssetClass, findObservedProperty } from "@shuicheng/shared/catalogue";
import type { Language } from "./language.ts";

type Words = Readonly<Record<Language, string>>;

/** An asset class in words; a class without words is shown as it is. */
export function formatAssetClass(assetClass: string, language: Language): string {
  return findAssetClass(assetClass)?.[language] ?? assetClass;
}

/** An attribute's name in words; one that nobody translated is shown as the integrator wrote it. */
export function formatAttributeName(name: string, language: Language): string {
  return findWords(ATTRIBUTES, name)?.[language] ?? name;
}

/** An observed property in words, else the datastream's own name, else the key. */
export function formatProperty(property: string, name: string, language: Language): string {
  return (
    (findObservedProperty(property) ?? findWords(OTHER_PROPERTIES, property))?.[language] ??
    (name || property)
  );
}

/** A job's step in words, `building tiles: water` → `生成瓦片：给水`; one without words is shown as the server names it. */
export function formatStage(stage: string, language: Language): string {
  const at = stage.indexOf(": ");
  const [step, subject] = at < 0 ? [stage, undefined] : [stage.slice(0, at), stage.slice(at + 2)];
  const words = findWords(STAGES, step)?.[language];
  if (words === undefined || subject === undefined) return words ?? stage;
  const name = findWords(STAGE_SUBJECTS, subject)?.[language] ?? subject;
  return language === "zh" ? `${words}：${name}` : `${words}: ${name}`;
}

const ATTRIBUTES: Readonly<Record<string, Words>> = {
  length: { zh: "管长", en: "Length" },
  diameter: { zh: "管径", en: "Diameter" },
  roughness: { zh: "粗糙系数", en: "Roughness" },
  minorLoss: { zh: "局部损失系数", en: "Minor loss" },
  elevation: { zh: "高程", en: "Elevation" },
  head: { zh: "总水头", en: "Head" },
  baseDemand: { zh: "基本需水量", en: "Base demand" },
  pattern: { zh: "用水模式", en: "Pattern" },
  initialLevel: { zh: "初始水位", en: "Initial level" },
  minimumLevel: { zh: "最低水位", en: "Minimum level" },
  maximumLevel: { zh: "最高水位", en: "Maximum level" },
  minimumVolume: { zh: "最小容积", en: "Minimum volume" },
  volumeCurve: { zh: "容积曲线", en: "Volume curve" },
  headCurvePoints: { zh: "曲线各点", en: "Points of the curve" },
  roughnessFormula: { zh: "水头损失公式", en: "Head loss formula" },
  tag: { zh: "标签", en: "Tag" },
  headCurve: { zh: "扬程曲线", en: "Head curve" },
  power: { zh: "功率", en: "Power" },
  speed: { zh: "转速比", en: "Relative speed" },
  setting: { zh: "设定值", en: "Setting" },
  valveType: { zh: "阀门类型", en: "Valve type" },
  status: { zh: "初始状态", en: "Initial status" },
  depth: { zh: "埋深", en: "Depth" },
  coverDepth: { zh: "覆土", en: "Cover" },
  groundLevel: { zh: "地面高程", en: "Ground level" },
  owner: { zh: "权属", en: "Owner" },
  from: { zh: "起点", en: "From" },
  to: { zh: "终点", en: "To" },
  building: { zh: "服务建筑", en: "Serves" },
  serves: { zh: "服务对象", en: "Serves" },
  servedBuilding: { zh: "服务建筑", en: "Serves" },
  station: { zh: "所属站", en: "Station" },
};

/** Properties that integrators observe and the catalogue does not hold yet. */
const OTHER_PROPERTIES: Readonly<Record<string, Words>> = {
  chlorine: { zh: "余氯", en: "Chlorine" },
};

/** Steps of a job, as the server names them. */
const STAGES: Readonly<Record<string, Words>> = {
  queued: { zh: "等待", en: "queued" },
  reading: { zh: "读取文件", en: "reading" },
  placing: { zh: "定位", en: "placing" },
  "building tiles": { zh: "生成瓦片", en: "building tiles" },
  publishing: { zh: "发布图层", en: "publishing" },
  "generating the city": { zh: "生成城市", en: "generating the city" },
  registering: { zh: "登记资产与数据流", en: "registering assets and datastreams" },
};

/** What a step may be about: the layers of the demo city. */
const STAGE_SUBJECTS: Readonly<Record<string, Words>> = {
  water: { zh: "给水", en: "water" },
  storm: { zh: "雨水", en: "storm" },
  sewage: { zh: "污水", en: "sewage" },
  gas: { zh: "燃气", en: "gas" },
  heating: { zh: "供热", en: "heating" },
  power: { zh: "电力", en: "power" },
  telecom: { zh: "通信", en: "telecom" },
  tunnel: { zh: "综合管廊", en: "utility tunnels" },
  buildings: { zh: "建筑", en: "buildings" },
  facilities: { zh: "设施", en: "facilities" },
  town: { zh: "道路与建筑", en: "roads and buildings" },
  defects: { zh: "预设缺陷", en: "planted defects" },
  sensors: { zh: "传感器", en: "sensors" },
};

function findWords(table: Readonly<Record<string, Words>>, key: string): Words | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
