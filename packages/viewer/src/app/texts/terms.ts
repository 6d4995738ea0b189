import { texts } from "./texts.ts";

/** Words of the trade that several panels use: layer kinds, severities. */
export const terms = texts(
  {
    kind: {
      water: "给水",
      storm: "雨水",
      sewage: "污水",
      gas: "燃气",
      heating: "供热",
      power: "电力",
      telecom: "通信",
      tunnel: "综合管廊",
      buildings: "建筑",
      facilities: "设施",
      sensors: "传感器",
      models: "建筑模型",
    },
    severity: {
      unknown: "无数据",
      normal: "正常",
      advisory: "存疑",
      low: "低",
      medium: "中",
      high: "高",
      critical: "紧急",
    },
    flag: { stale: "陈旧", bad: "坏值", outOfService: "停用", shelved: "搁置", unacknowledged: "未确认" },
  },
  {
    kind: {
      water: "Water",
      storm: "Storm",
      sewage: "Sewage",
      gas: "Gas",
      heating: "Heating",
      power: "Power",
      telecom: "Telecom",
      tunnel: "Tunnel",
      buildings: "Buildings",
      facilities: "Facilities",
      sensors: "Sensors",
      models: "Building model",
    },
    severity: {
      unknown: "No data",
      normal: "Normal",
      advisory: "Uncertain",
      low: "Low",
      medium: "Medium",
      high: "High",
      critical: "Critical",
    },
    flag: {
      stale: "Stale",
      bad: "Bad",
      outOfService: "Out of service",
      shelved: "Shelved",
      unacknowledged: "Unacknowledged",
    },
  },
);
