import type { SensorFigureKey } from "@shuicheng/shared/catalogue";
import type { DeviceKind, Measure } from "./device-kind.ts";
import {
  buildingPowerAt,
  designValueAt,
  flowMeterAt,
  gasPressureAt,
  manholeLevelAt,
  placesAt,
  trafficSpeedAt,
  trafficVolumeAt,
  waterPressureAt,
} from "./place-limits.ts";
import type { Site } from "./site.ts";

const waterPressure: Measure = { figure: "waterPressure", at: waterPressureAt };
const manholeLevel: Measure = { figure: "drainLevel", at: manholeLevelAt };
const drainFlow: Measure = { figure: "drainFlow", at: flowMeterAt(2.5, 1_000) };
const plain = (...figures: readonly SensorFigureKey[]): Measure[] => figures.map((figure) => ({ figure }));
const isPublic = (site: Site) => site.isPublic;
const isLargeDrain = ({ diameterMm }: Site) => diameterMm >= 500;
const byDiameter = ({ diameterMm }: Site) => diameterMm;
const byLowGround = ({ groundM }: Site) => -groundM;
const PUBLIC_USES = new Set(["hospital", "school", "government", "fire-station", "culture", "sports"]);
const holds = (words: RegExp) => (site: Site) =>
  Object.values(site.attributes).some(({ value }) => typeof value === "string" && words.test(value));

const WATER: readonly DeviceKind[] = [
  {
    ...{ of: "water", classes: ["water-plant"], share: "every" },
    measures: [
      ...[{ figure: "waterFlow", at: flowMeterAt(3, 1_000) } as const, waterPressure],
      ...plain("waterTankLevel", "waterTurbidity", "waterChlorine", "waterPh", "pumpRunning"),
    ],
  },
  { of: "water", classes: ["tank"], share: "every", measures: plain("waterTankLevel") },
  {
    ...{ of: "water", classes: ["service-point"], share: "every", where: isPublic },
    measures: [waterPressure, { figure: "waterFlow", at: flowMeterAt(2, 100) }],
  },
  {
    of: "water",
    classes: ["service-point"],
    share: 260,
    measures: [waterPressure],
    where: ({ storeys }) => storeys > 0,
  },
  { of: "water", classes: ["hydrant"], share: 300, measures: [waterPressure] },
  { of: "water", classes: ["junction"], share: 130, measures: [waterPressure], prefer: byDiameter },
  {
    ...{ of: "water", classes: ["pipe"], share: 190, prefer: byDiameter },
    measures: [{ figure: "waterFlow", at: flowMeterAt(2.5, 300) }],
    where: ({ diameterMm }) => diameterMm >= 200,
  },
  {
    of: "water",
    classes: ["junction"],
    share: 30,
    measures: plain("waterTurbidity", "waterChlorine", "waterPh"),
  },
  { of: "water", classes: ["valve"], share: 160, measures: plain("leakNoise") },
  {
    ...{ of: "facilities", classes: ["pump-house"], share: 60 },
    measures: [
      ...plain("boosterPressure", "waterTankLevel", "pumpRunning"),
      { figure: "waterFlow", at: flowMeterAt(2, 150) },
    ],
  },
];

const DRAINAGE: readonly DeviceKind[] = [
  {
    ...{ of: "storm", classes: ["pump-station"], share: "every" },
    measures: [...plain("wetWellLevel", "pumpRunning", "rainfall"), drainFlow],
  },
  {
    ...{ of: "sewage", classes: ["pump-station"], share: "every" },
    measures: [...plain("wetWellLevel", "pumpRunning", "sewerHydrogenSulfide"), drainFlow],
  },
  {
    ...{ of: "sewage", classes: ["treatment-plant"], share: "every" },
    measures: [drainFlow, ...plain("effluentCod", "effluentAmmonia", "waterPh")],
  },
  { of: "storm", classes: ["outfall"], share: 60, measures: [manholeLevel, drainFlow], prefer: byDiameter },
  {
    of: "storm",
    classes: ["manhole"],
    share: 140,
    measures: [manholeLevel, ...plain("battery")],
    prefer: byDiameter,
  },
  { of: "storm", classes: ["manhole"], share: 150, measures: [manholeLevel], prefer: byDiameter },
  { of: "storm", classes: ["manhole"], share: 150, measures: plain("ponding"), prefer: byLowGround },
  { of: "storm", classes: ["gully"], share: 50, measures: plain("ponding"), prefer: byLowGround },
  { of: "facilities", classes: ["underpass"], share: "every", measures: plain("ponding", "pumpRunning") },
  { of: "storm", classes: ["manhole"], share: 110, measures: plain("coverTilt") },
  {
    of: "storm",
    classes: ["pipe"],
    share: 40,
    measures: [drainFlow],
    where: isLargeDrain,
    prefer: byDiameter,
  },
  {
    ...{
      of: "buildings",
      classes: ["building"],
      share: 36,
      measures: plain("rainfall", "outdoorTemperature"),
    },
    where: ({ use }) => PUBLIC_USES.has(use),
  },
  {
    ...{ of: "sewage", classes: ["manhole"], share: 130, isNearGas: true },
    measures: [manholeLevel, ...plain("sewerHydrogenSulfide", "adjacentSpaceGas")],
  },
  {
    of: "sewage",
    classes: ["manhole"],
    share: 110,
    measures: [manholeLevel, ...plain("battery")],
    prefer: byDiameter,
  },
  { of: "sewage", classes: ["manhole"], share: 90, measures: plain("coverTilt") },
  {
    of: "sewage",
    classes: ["pipe"],
    share: 60,
    measures: [drainFlow],
    where: ({ diameterMm }) => diameterMm >= 400,
  },
];

const GAS: readonly DeviceKind[] = [
  {
    ...{ of: "gas", classes: ["gate-station"], share: "every" },
    measures: [
      { figure: "gasPressure", at: gasPressureAt },
      { figure: "gasFlow", at: flowMeterAt(60, 300) },
      ...plain("gasProbe"),
    ],
  },
  {
    ...{ of: "gas", classes: ["regulator"], share: 120 },
    measures: [{ figure: "gasInletPressure", at: gasPressureAt }, ...plain("gasOutletPressure", "gasProbe")],
  },
  { of: "gas", classes: ["valve-pit", "valve"], share: 170, measures: plain("adjacentSpaceGas", "battery") },
  { of: "gas", classes: ["junction"], share: 110, measures: [{ figure: "gasPressure", at: gasPressureAt }] },
  {
    ...{
      of: "gas",
      classes: ["pipe"],
      share: 40,
      where: ({ diameterMm }) => diameterMm >= 150,
      prefer: byDiameter,
    },
    measures: [{ figure: "gasFlow", at: flowMeterAt(40, 200) }],
  },
  { of: "storm", classes: ["manhole"], share: 130, measures: plain("adjacentSpaceGas"), isNearGas: true },
  { of: "telecom", classes: ["manhole"], share: 130, measures: plain("adjacentSpaceGas"), isNearGas: true },
  { of: "power", classes: ["manhole"], share: 100, measures: plain("adjacentSpaceGas"), isNearGas: true },
];

const exchangeStation: readonly Measure[] = [
  ...plain("secondarySupplyTemperature", "secondaryReturnTemperature", "secondaryPressure"),
  ...plain("secondaryReturnPressure", "makeUpFlow", "pumpRunning"),
  { figure: "heatFlow", at: flowMeterAt(2, 250) },
];

const HEATING: readonly DeviceKind[] = [
  {
    ...{ of: "heating", classes: ["heat-source"], share: "every" },
    measures: [
      ...plain(
        "primarySupplyTemperature",
        "primaryReturnTemperature",
        "primaryPressure",
        "primaryReturnPressure",
      ),
      ...plain("heatPower", "makeUpFlow", "pumpRunning"),
      { figure: "heatFlow", at: flowMeterAt(3, 800) },
    ],
  },
  {
    ...{ of: "heating", classes: ["heat-exchange-station"], share: "every", where: isPublic },
    measures: exchangeStation,
  },
  { of: "heating", classes: ["heat-exchange-station"], share: 90, measures: exchangeStation },
  { of: "heating", classes: ["valve-pit", "manhole", "valve"], share: 60, measures: plain("pitTemperature") },
  {
    ...{ of: "buildings", classes: ["building"], share: 200, measures: plain("indoorTemperature") },
    where: ({ use }) => use === "residential" || use === "hospital" || use === "school",
  },
];

const CABLES: readonly DeviceKind[] = [
  {
    ...{ of: "power", classes: ["substation"], share: "every" },
    measures: plain("substationPower", "feederVoltage", "cableCurrent"),
  },
  {
    ...{ of: "power", classes: ["ring-main-unit"], share: 120 },
    measures: plain("cableCurrent", "feederVoltage", "cabinetTemperature", "doorOpen"),
  },
  { of: "power", classes: ["manhole"], share: 100, measures: plain("cableTemperature", "wellWater") },
  {
    ...{ of: "telecom", classes: ["exchange"], share: "every" },
    measures: plain("exchangeTemperature", "exchangeHumidity", "doorOpen"),
  },
  { of: "telecom", classes: ["cabinet"], share: 50, measures: plain("cabinetTemperature", "doorOpen") },
];

const TUNNELS: readonly DeviceKind[] = [
  {
    ...{ of: "tunnel", classes: ["compartment"], share: 45, where: holds(/燃气/) },
    measures: plain("tunnelGas", "tunnelOxygen", "tunnelTemperature", "tunnelHumidity"),
  },
  {
    ...{ of: "tunnel", classes: ["compartment"], share: 90 },
    measures: plain("tunnelOxygen", "tunnelTemperature", "tunnelHumidity", "tunnelHydrogenSulfide"),
    where: (site) => !holds(/燃气/)(site),
  },
  { of: "tunnel", classes: ["sump"], share: 40, measures: plain("tunnelSump", "pumpRunning") },
  { of: "tunnel", classes: ["vent-shaft"], share: 40, measures: plain("fanRunning") },
  { of: "tunnel", classes: ["entrance", "hoist-opening"], share: 40, measures: plain("tunnelIntrusion") },
];

const STREETS: readonly DeviceKind[] = [
  {
    ...{ of: "facilities", classes: ["signal"], share: 190 },
    measures: [
      { figure: "trafficSpeed", at: trafficSpeedAt },
      { figure: "trafficVolume", at: trafficVolumeAt },
      ...plain("queueLength"),
    ],
  },
  { of: "facilities", classes: ["camera"], share: 140, measures: plain("deviceOnline") },
  { of: "facilities", classes: ["message-sign"], share: 40, measures: plain("deviceOnline") },
  {
    ...{ of: "facilities", classes: ["bridge"], share: "every" },
    measures: [
      { figure: "bridgeDeflection", at: designValueAt(60, 1) },
      { figure: "bridgeStrain", at: designValueAt(300, 0) },
      { figure: "bridgeVibration", at: designValueAt(25, 2) },
    ],
  },
  {
    ...{ of: "facilities", classes: ["charging-station"], share: 50 },
    measures: [{ figure: "occupiedChargers", at: placesAt("chargers", 24) }, ...plain("chargingPower")],
  },
  {
    ...{ of: "facilities", classes: ["parking-lot"], share: 40 },
    measures: [{ figure: "occupiedSpaces", at: placesAt("spaces", 120) }],
  },
  { of: "facilities", classes: ["park"], share: 25, measures: plain("parkNoise", "fineParticles") },
];

const PUBLIC_BUILDINGS: readonly DeviceKind[] = [
  {
    ...{ of: "buildings", classes: ["building"], share: "every", where: isPublic },
    measures: [{ figure: "buildingPower", at: buildingPowerAt }],
  },
  // In the kitchen or the boiler room; nobody cooks in a monument.
  {
    ...{
      of: "buildings",
      classes: ["building"],
      share: "every",
      measures: plain("gasProbe", "indoorTemperature"),
    },
    where: ({ isPublic: open, use }) => open && use !== "heritage",
  },
];

/** All devices of the demo city, in the order in which they choose their sites. */
export const DEVICE_KINDS: readonly DeviceKind[] = [
  ...WATER,
  ...DRAINAGE,
  ...GAS,
  ...HEATING,
  ...CABLES,
  ...TUNNELS,
  ...STREETS,
  ...PUBLIC_BUILDINGS,
];
