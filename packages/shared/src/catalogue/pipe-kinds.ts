import type { LayerKind } from "../contracts/index.ts";
import type { Certainty, Words } from "./sourced.ts";

/** Layer kinds that are pipes. */
export type PipeKindKey = Extract<
  LayerKind,
  "water" | "storm" | "sewage" | "gas" | "heating" | "power" | "telecom"
>;

/** A subdivision: letters and class number as survey tables write them, e.g. 配水 `JP` `04`. */
export interface PipeSubkind {
  readonly code: string;
  readonly number: string;
  readonly zh: string;
  readonly en: string;
}

/** A pipe kind of CJJ 61-2017: its code in survey tables and its colour in plans. */
export interface PipeKind extends Words {
  /** Letters of the class, e.g. `JS`. */
  readonly code: string;
  readonly number: number;
  /**
   * The standard's colour, sRGB. For print and export as it is; on a dark ground brown and black vanish, and a
   * display then lightens or outlines it and keeps the hue.
   */
  readonly colourHex: `#${string}`;
  readonly subkinds: readonly PipeSubkind[];
  readonly source: string;
  readonly certainty: Certainty;
}

const SOURCE =
  "CJJ 61-2017 城市地下管线探测技术规程, appendix B (transcription BdJmLtd/BdJmLtd.github.io @1a922eb)";

const DRAINAGE = {
  code: "PS",
  number: 2,
  colourHex: "#4C3926",
  source: SOURCE,
  certainty: "verified",
} as const;

/** Pipe kinds by the layer kind they are drawn in. Drainage (PS) is two layers here: storm and sewage. */
export const PIPE_KINDS: Readonly<Record<PipeKindKey, PipeKind>> = {
  water: {
    ...{ code: "JS", number: 1, zh: "给水", en: "Water supply", colourHex: "#00FFFF" },
    ...{ source: SOURCE, certainty: "verified" },
    subkinds: [
      { code: "JY", number: "01", zh: "原水", en: "Raw water" },
      { code: "SS", number: "02", zh: "输水", en: "Transmission" },
      { code: "ZS", number: "03", zh: "中水", en: "Reclaimed water" },
      { code: "JP", number: "04", zh: "配水", en: "Distribution" },
      { code: "JZ", number: "05", zh: "直饮水", en: "Direct drinking water" },
      { code: "XS", number: "06", zh: "消防水", en: "Fire water" },
      { code: "LS", number: "07", zh: "绿化水", en: "Irrigation" },
      { code: "JH", number: "08", zh: "循环水", en: "Circulating water" },
    ],
  },
  storm: {
    ...DRAINAGE,
    ...{ zh: "雨水", en: "Storm drain" },
    subkinds: [{ code: "YS", number: "01", zh: "雨水", en: "Storm water" }],
  },
  sewage: {
    ...DRAINAGE,
    ...{ zh: "污水", en: "Sewage" },
    subkinds: [
      { code: "WS", number: "02", zh: "污水", en: "Foul sewage" },
      { code: "HS", number: "03", zh: "雨污合流", en: "Combined sewage" },
    ],
  },
  gas: {
    ...{ code: "RQ", number: 3, zh: "燃气", en: "Gas", colourHex: "#FF00FF" },
    ...{ source: SOURCE, certainty: "verified" },
    subkinds: [
      { code: "MQ", number: "01", zh: "煤气", en: "Coal gas" },
      { code: "YH", number: "02", zh: "液化气", en: "Liquefied gas" },
      { code: "TR", number: "03", zh: "天然气", en: "Natural gas" },
    ],
  },
  heating: {
    ...{ code: "RL", number: 4, zh: "热力", en: "District heating", colourHex: "#FF8000" },
    ...{ source: SOURCE, certainty: "verified" },
    subkinds: [
      { code: "RS", number: "01", zh: "热水", en: "Hot water" },
      { code: "ZQ", number: "02", zh: "蒸汽", en: "Steam" },
    ],
  },
  power: {
    ...{ code: "DL", number: 5, zh: "电力", en: "Power", colourHex: "#FF0000" },
    ...{ source: SOURCE, certainty: "verified" },
    subkinds: [
      { code: "GD", number: "01", zh: "供电", en: "Supply" },
      { code: "LD", number: "02", zh: "路灯", en: "Street lighting" },
      { code: "XH", number: "03", zh: "交通信号", en: "Traffic signals" },
      { code: "DC", number: "04", zh: "电车", en: "Trolley" },
      { code: "GG", number: "05", zh: "广告", en: "Advertising" },
    ],
  },
  telecom: {
    ...{ code: "TX", number: 6, zh: "通信", en: "Telecom", colourHex: "#00FF00" },
    ...{ source: SOURCE, certainty: "verified" },
    subkinds: [
      { code: "DH", number: "01", zh: "电话", en: "Telephone" },
      { code: "DS", number: "02", zh: "有线电视", en: "Cable television" },
      { code: "XX", number: "03", zh: "信息网络", en: "Data network" },
      { code: "GB", number: "04", zh: "广播", en: "Broadcast" },
    ],
  },
};
