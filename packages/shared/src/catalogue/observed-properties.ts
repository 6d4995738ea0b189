import type { ResultType, Unit } from "../contracts/index.ts";
import type { Words } from "./sourced.ts";
import { UCUM, UNITS } from "./units.ts";

/** What a datastream measures, and how it is written when nobody says otherwise. */
export interface ObservedProperty extends Words {
  readonly resultType: ResultType;
  /** The symbol is shown, the definition is a UCUM code. Null for states that are on or off. */
  readonly unit: Unit | null;
  /** Digits after the point that an instrument of the trade resolves. */
  readonly decimals: number;
  /** Other units the trade writes it in, with their digits. */
  readonly otherUnits?: readonly { readonly unit: Unit; readonly decimals: number }[];
  /** What to say of a state without its name beside it. */
  readonly states?: { readonly yes: Words; readonly no: Words };
  readonly source: string;
}

/** A number in a unit. */
function measured<const U extends Unit>(zh: string, en: string, unit: U, decimals: number) {
  return { zh, en, resultType: "number", unit, decimals, source: UCUM } as const;
}

/** Something that is so or is not. */
function state(zh: string, en: string, states: { readonly yes: Words; readonly no: Words }) {
  const source = "A state has no unit; stored as 0 and 1, which is what limits are compared with";
  return { zh, en, resultType: "boolean", unit: null, decimals: 0, states, source } as const;
}

/** Observed properties of a city's utilities, roads and buildings. */
export const OBSERVED_PROPERTIES = {
  // Pipes under pressure
  pressure: {
    ...measured("压力", "Pressure", UNITS.metreOfWater, 2),
    otherUnits: [
      { unit: UNITS.megapascal, decimals: 3 },
      { unit: UNITS.kilopascal, decimals: 2 },
    ],
    source: `${UCUM} (1 m[H2O] = 9.80665 kPa); gauge pressure, as EPANET 2.2 reports it in metres`,
  },
  inletPressure: {
    ...measured("进口压力", "Inlet pressure", UNITS.megapascal, 3),
    otherUnits: [{ unit: UNITS.metreOfWater, decimals: 2 }],
  },
  outletPressure: {
    ...measured("出口压力", "Outlet pressure", UNITS.kilopascal, 2),
    otherUnits: [
      { unit: UNITS.metreOfWater, decimals: 2 },
      { unit: UNITS.megapascal, decimals: 3 },
    ],
  },
  supplyPressure: measured("供水压力", "Supply pressure", UNITS.megapascal, 3),
  returnPressure: measured("回水压力", "Return pressure", UNITS.megapascal, 3),
  flow: {
    ...measured("流量", "Flow", UNITS.litrePerSecond, 1),
    otherUnits: [{ unit: UNITS.cubicMetrePerHour, decimals: 1 }],
  },
  makeUpFlow: measured("补水量", "Make-up flow", UNITS.cubicMetrePerHour, 2),
  leakNoise: measured("漏损噪声", "Leak noise", UNITS.decibel, 0),
  pumpRunning: state("水泵运行", "Pump running", {
    yes: { zh: "水泵运行", en: "Pump running" },
    no: { zh: "水泵停止", en: "Pump stopped" },
  }),

  // Water in drains and tanks, on roads and from the sky
  level: measured("水位", "Level", UNITS.metre, 2),
  ponding: measured("积水深度", "Ponding depth", UNITS.centimetre, 1),
  rainfall: measured("雨强", "Rain intensity", UNITS.millimetrePerHour, 1),

  // Quality of water
  turbidity: measured("浊度", "Turbidity", UNITS.turbidity, 2),
  residualChlorine: measured("余氯", "Residual chlorine", UNITS.milligramPerLitre, 2),
  pH: measured("酸碱度", "pH", UNITS.ph, 2),
  chemicalOxygenDemand: measured("化学需氧量", "Chemical oxygen demand", UNITS.milligramPerLitre, 1),
  ammoniaNitrogen: measured("氨氮", "Ammonia nitrogen", UNITS.milligramPerLitre, 2),

  // Air
  temperature: measured("温度", "Temperature", UNITS.celsius, 1),
  humidity: measured("湿度", "Humidity", UNITS.percentHumidity, 1),
  combustibleGas: measured("可燃气体", "Combustible gas", UNITS.percentLel, 1),
  methane: measured("甲烷", "Methane", UNITS.percentVolume, 2),
  oxygen: measured("氧气", "Oxygen", UNITS.percentVolume, 1),
  hydrogenSulfide: measured("硫化氢", "Hydrogen sulfide", UNITS.milligramPerCubicMetre, 1),
  carbonMonoxide: measured("一氧化碳", "Carbon monoxide", UNITS.milligramPerCubicMetre, 1),
  fineParticles: measured("细颗粒物", "Fine particles (PM2.5)", UNITS.microgramPerCubicMetre, 0),
  noise: measured("噪声", "Noise", UNITS.decibel, 1),

  // Heat
  supplyTemperature: measured("供水温度", "Supply temperature", UNITS.celsius, 1),
  returnTemperature: measured("回水温度", "Return temperature", UNITS.celsius, 1),
  indoorTemperature: measured("室内温度", "Indoor temperature", UNITS.celsius, 1),
  outdoorTemperature: measured("室外温度", "Outdoor temperature", UNITS.celsius, 1),
  heatPower: measured("热功率", "Heat power", UNITS.megawatt, 2),

  // Power
  current: measured("电流", "Current", UNITS.ampere, 1),
  voltage: measured("电压", "Voltage", UNITS.kilovolt, 2),
  activePower: measured("有功功率", "Active power", UNITS.kilowatt, 1),
  cableTemperature: measured("电缆温度", "Cable temperature", UNITS.celsius, 1),

  // Covers, doors and devices
  tilt: measured("倾角", "Tilt", UNITS.degree, 1),
  doorOpen: state("门开启", "Door open", {
    yes: { zh: "门开启", en: "Door open" },
    no: { zh: "门关闭", en: "Door closed" },
  }),
  intrusion: state("入侵", "Intrusion", {
    yes: { zh: "有入侵", en: "Intrusion detected" },
    no: { zh: "无入侵", en: "No intrusion" },
  }),
  fanRunning: state("风机运行", "Fan running", {
    yes: { zh: "风机运行", en: "Fan running" },
    no: { zh: "风机停止", en: "Fan stopped" },
  }),
  online: state("设备在线", "Online", {
    yes: { zh: "设备在线", en: "Online" },
    no: { zh: "设备离线", en: "Offline" },
  }),
  batteryLevel: measured("电池电量", "Battery level", UNITS.percent, 0),

  // Structures
  deflection: measured("挠度", "Deflection", UNITS.millimetre, 1),
  strain: measured("应变", "Strain", UNITS.microstrain, 0),
  vibration: measured("振动", "Vibration", UNITS.millimetrePerSecond, 2),
  crackWidth: measured("裂缝宽度", "Crack width", UNITS.millimetre, 2),

  // Roads
  trafficSpeed: measured("平均车速", "Mean speed", UNITS.kilometrePerHour, 0),
  trafficVolume: measured("交通量", "Traffic volume", UNITS.vehiclePerHour, 0),
  queueLength: measured("排队长度", "Queue length", UNITS.metre, 0),
  laneOccupancy: measured("车道占有率", "Lane occupancy", UNITS.percent, 1),
  occupiedSpaces: measured("已用车位", "Occupied spaces", UNITS.space, 0),
  occupiedChargers: measured("已用充电桩", "Occupied chargers", UNITS.charger, 0),
} as const satisfies Record<string, ObservedProperty>;

/** Key of {@link OBSERVED_PROPERTIES}. */
export type ObservedPropertyKey = keyof typeof OBSERVED_PROPERTIES;

/** The property of that key, or `undefined`: integrators may name others. */
export function findObservedProperty(key: string): ObservedProperty | undefined {
  return Object.hasOwn(OBSERVED_PROPERTIES, key)
    ? OBSERVED_PROPERTIES[key as ObservedPropertyKey]
    : undefined;
}
