import { ASSET_CLASSES, findObservedProperty } from "@shuicheng/shared/catalogue";
import type { Language } from "./language.ts";

type Words = Readonly<Record<Language, string>>;

/** An asset class in words; a class without words is shown as it is. */
export function formatAssetClass(assetClass: string, language: Language): string {
  const words: Words | undefined = Object.hasOwn(ASSET_CLASSES, assetClass)
    ? ASSET_CLASSES[assetClass as keyof typeof ASSET_CLASSES]
    : findWords(OTHER_CLASSES, assetClass);
  return words?.[language] ?? assetClass;
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

/** A job's step in words; one without words is shown as the server names it. */
export function formatStage(stage: string, language: Language): string {
  return findWords(STAGES, stage)?.[language] ?? stage;
}

/** Classes that integrators register and the catalogue does not hold yet. */
const OTHER_CLASSES: Readonly<Record<string, Words>> = {
  manhole: { zh: "检查井", en: "Manhole" },
  sensor: { zh: "传感器", en: "Sensor" },
  building: { zh: "建筑", en: "Building" },
};

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
};

/** Properties that integrators observe and the catalogue does not hold yet. */
const OTHER_PROPERTIES: Readonly<Record<string, Words>> = {
  temperature: { zh: "温度", en: "Temperature" },
  chlorine: { zh: "余氯", en: "Chlorine" },
  turbidity: { zh: "浊度", en: "Turbidity" },
  methane: { zh: "甲烷", en: "Methane" },
  vibration: { zh: "振动", en: "Vibration" },
};

/** Steps of a job, as the server names them. */
const STAGES: Readonly<Record<string, Words>> = {
  queued: { zh: "等待", en: "queued" },
  reading: { zh: "读取文件", en: "reading" },
  placing: { zh: "定位", en: "placing" },
  "building tiles": { zh: "生成瓦片", en: "building tiles" },
  publishing: { zh: "发布图层", en: "publishing" },
};

function findWords(table: Readonly<Record<string, Words>>, key: string): Words | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
