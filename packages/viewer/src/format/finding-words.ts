import type { Language } from "./language.ts";

/** What a finding of a model's health is about, in a few words; undefined for a code without words: its message says it. */
export function findFindingWords(code: string, language: Language): string | undefined {
  return Object.hasOwn(WORDS, code) ? WORDS[code]?.[language] : undefined;
}

/** Codes of `shared/ifc`. The finding's own message, in English, has the particulars. */
const WORDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "ifc/bad-coordinate": { zh: "坐标不是有限的数", en: "Coordinate that is not a finite number" },
  "ifc/blank-map-conversion": { zh: "坐标转换为空", en: "Blank map conversion" },
  "ifc/doubled-georeference": { zh: "地理参照重复：只用一次", en: "Georeference given twice: applied once" },
  "ifc/doubled-world-frame": {
    zh: "世界坐标系重复：已略去",
    en: "World coordinate system given twice: left out",
  },
  "ifc/draft-schema": { zh: "草案版本的模式", en: "Draft version of the schema" },
  "ifc/duplicate-global-id": { zh: "GlobalId 重复", en: "Duplicate GlobalId" },
  "ifc/georeferences-disagree": { zh: "两处地理参照不一致", en: "Georeferences disagree" },
  "ifc/invalid-site-place": { zh: "IfcSite 经纬度无效", en: "Invalid place of IfcSite" },
  "ifc/malformed-global-id": { zh: "GlobalId 写法不对", en: "Malformed GlobalId" },
  "ifc/map-scale": { zh: "坐标转换的比例可疑", en: "Odd scale of the map conversion" },
  "ifc/map-unit": { zh: "坐标转换的单位可疑", en: "Odd unit of the map conversion" },
  "ifc/missing-global-id": { zh: "缺少 GlobalId", en: "Missing GlobalId" },
  "ifc/more-findings": { zh: "其余发现没有列出", en: "More findings, not listed" },
  "ifc/no-crs": { zh: "没有坐标参照系", en: "No CRS" },
  "ifc/no-georeference": { zh: "没有地理参照", en: "No georeference" },
  "ifc/no-map-conversion": { zh: "有坐标参照系而没有坐标转换", en: "CRS without a map conversion" },
  "ifc/not-in-structure": { zh: "不在空间结构中", en: "Not in the spatial structure" },
  "ifc/outside-crs": { zh: "在坐标参照系的范围以外", en: "Outside the area of its CRS" },
  "ifc/placement-unread": { zh: "布置方式没有看懂：位置不确定", en: "Placement that was not understood" },
  "ifc/placements-disagree": {
    zh: "沿线布置与给出的坐标不一致",
    en: "Place along a curve and CartesianPosition disagree",
  },
  "ifc/several-georeferences": { zh: "有多个地理参照", en: "Several georeferences" },
  "ifc/structure-cycle": { zh: "空间结构成环", en: "Cycle in the spatial structure" },
  "ifc/unit-missing": { zh: "没有给出单位", en: "Missing unit" },
  "ifc/unit-odd": { zh: "单位可疑", en: "Odd unit" },
  "ifc/unit-repeated": { zh: "同一单位给了两次", en: "Unit given twice" },
  "ifc/unit-unreadable": { zh: "单位无法读取", en: "Unreadable unit" },
  "ifc/unknown-class": { zh: "模式中没有的类别", en: "Class that the schema does not have" },
  "ifc/unknown-crs": { zh: "不认识的坐标参照系", en: "Unknown CRS" },
  "ifc/unknown-schema": { zh: "不认识的模式", en: "Unknown schema" },
  "ifc/web-ifc-error": { zh: "几何引擎报错", en: "Error of the geometry engine" },
  "step/charset": { zh: "文字编码不是标准写法", en: "Text in an encoding of its own" },
  "step/complex-instance": { zh: "复合实例没有读入", en: "Complex instance, not read" },
  "step/concatenated": { zh: "一个文件里有多段数据", en: "Several exchange structures in one file" },
  "step/duplicate-id": { zh: "编号重复", en: "Duplicate #id" },
  "step/empty": { zh: "文件是空的", en: "Empty file" },
  "step/missing-semicolon": { zh: "缺少分号", en: "Missing semicolon" },
  "step/no-records": { zh: "文件里没有数据", en: "File without data" },
  "step/not-step": { zh: "不是 STEP 文件", en: "Not a STEP file" },
  "step/syntax": { zh: "语法错误", en: "Syntax error" },
  "step/truncated": { zh: "文件不完整", en: "Truncated file" },
  "step/unclosed-bracket": { zh: "括号没有闭合", en: "Bracket that is not closed" },
  "step/unclosed-string": { zh: "文字没有结束引号", en: "Text that is not closed" },
  "step/undecodable-string": { zh: "有文字无法解码", en: "Undecodable string" },
};
