import { findAssetClass, findObservedProperty } from "@shuicheng/shared/catalogue";
import type { Datastream } from "@shuicheng/shared/contracts";
import type { Language } from "./language.ts";

type Words = Readonly<Record<Language, string>>;

/** An asset class in words; a class without words is shown as it is. */
export function formatAssetClass(assetClass: string, language: Language): string {
  return findAssetClass(assetClass)?.[language] ?? assetClass;
}

/** An observed property in words, else the datastream's own name, else the key. */
export function formatProperty(property: string, name: string, language: Language): string {
  return (
    (findObservedProperty(property) ?? findWords(OTHER_PROPERTIES, property))?.[language] ??
    (name || property)
  );
}

/** Words of the page for what is so or is not. */
export interface YesNo {
  readonly yes: string;
  readonly no: string;
  readonly language: Language;
}

/** A state on its own, `有入侵`; one without words of its own is named: `Siren: yes`. */
export function formatState(
  { observedProperty, name }: Pick<Datastream, "observedProperty" | "name">,
  isSo: boolean,
  { yes, no, language }: YesNo,
): string {
  const states = findObservedProperty(observedProperty)?.states;
  if (states) return (isSo ? states.yes : states.no)[language];
  const property = formatProperty(observedProperty, name, language);
  return `${property}${language === "zh" ? "：" : ": "}${isSo ? yes : no}`;
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

/** Properties that integrators observe and the catalogue does not hold yet. */
const OTHER_PROPERTIES: Readonly<Record<string, Words>> = {
  chlorine: { zh: "余氯", en: "Chlorine" },
};

/** Steps of a job, as the server names them. */
const STAGES: Readonly<Record<string, Words>> = {
  queued: { zh: "等待", en: "queued" },
  reading: { zh: "读取文件", en: "reading" },
  scanning: { zh: "扫描文件", en: "scanning the file" },
  "reading data": { zh: "读取构件与属性", en: "reading elements and properties" },
  meshing: { zh: "生成几何", en: "meshing" },
  "writing tiles": { zh: "写出瓦片", en: "writing tiles" },
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
