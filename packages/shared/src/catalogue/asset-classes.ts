import type { Words } from "./sourced.ts";

/** Classes of assets, by the words of the trade (for a water network also of EPANET, for survey points of CJJ 61). */
export const ASSET_CLASSES = {
  // Lines of every utility
  pipe: { zh: "管段", en: "Pipe" },
  "abandoned-pipe": { zh: "废弃管段", en: "Abandoned pipe" },
  duct: { zh: "管块", en: "Duct bank" },
  cable: { zh: "线缆", en: "Cable" },
  channel: { zh: "沟渠", en: "Channel" },
  compartment: { zh: "舱室", en: "Compartment" },

  // Points of every utility
  junction: { zh: "节点", en: "Junction" },
  bend: { zh: "弯头", en: "Bend" },
  tee: { zh: "三通", en: "Tee" },
  reducer: { zh: "变径", en: "Reducer" },
  cap: { zh: "管帽", en: "Cap" },
  valve: { zh: "阀门", en: "Valve" },
  "valve-pit": { zh: "阀门井", en: "Valve pit" },
  "air-valve": { zh: "排气阀", en: "Air valve" },
  "drain-valve": { zh: "泄水阀", en: "Drain valve" },
  vent: { zh: "放气阀", en: "Vent" },
  manhole: { zh: "检查井", en: "Manhole" },
  handhole: { zh: "手孔", en: "Handhole" },
  "service-point": { zh: "入户点", en: "Service point" },
  meter: { zh: "计量表", en: "Meter" },
  pump: { zh: "水泵", en: "Pump" },
  "pump-station": { zh: "泵站", en: "Pumping station" },
  sensor: { zh: "传感器", en: "Sensor" },

  // Water supply
  reservoir: { zh: "水源", en: "Reservoir" },
  tank: { zh: "水池", en: "Tank" },
  hydrant: { zh: "消火栓", en: "Hydrant" },
  "water-plant": { zh: "自来水厂", en: "Waterworks" },
  "pump-house": { zh: "二次供水泵房", en: "Booster pump house" },

  // Drainage
  gully: { zh: "雨水口", en: "Gully" },
  outfall: { zh: "排放口", en: "Outfall" },
  "septic-tank": { zh: "化粪池", en: "Septic tank" },
  "treatment-plant": { zh: "污水处理厂", en: "Wastewater treatment plant" },
  "rain-gauge": { zh: "雨量站", en: "Rain gauge" },
  underpass: { zh: "下穿通道", en: "Underpass" },

  // Gas
  "gate-station": { zh: "门站", en: "City gate station" },
  regulator: { zh: "调压箱", en: "Regulator" },
  "regulator-station": { zh: "调压站", en: "Regulator station" },
  siphon: { zh: "凝水缸", en: "Condensate trap" },

  // Heating
  "heat-source": { zh: "热源厂", en: "Heat source" },
  "heat-exchange-station": { zh: "换热站", en: "Heat exchange station" },
  compensator: { zh: "补偿器", en: "Expansion joint" },
  "fixed-support": { zh: "固定支座", en: "Fixed support" },

  // Power and telecom
  substation: { zh: "变电站", en: "Substation" },
  "ring-main-unit": { zh: "环网柜", en: "Ring main unit" },
  "switching-station": { zh: "开闭所", en: "Switching station" },
  transformer: { zh: "箱式变压器", en: "Kiosk transformer" },
  exchange: { zh: "通信机房", en: "Exchange" },
  cabinet: { zh: "交接箱", en: "Cabinet" },
  "base-station": { zh: "通信基站", en: "Base station" },

  // Utility tunnels
  "tunnel-node": { zh: "管廊节点", en: "Tunnel node" },
  "control-centre": { zh: "管廊监控中心", en: "Tunnel control centre" },
  "section-wall": { zh: "防火分隔", en: "Fire section wall" },
  entrance: { zh: "人员出入口", en: "Entrance" },
  "escape-exit": { zh: "逃生口", en: "Escape exit" },
  "hoist-opening": { zh: "吊装口", en: "Hoisting opening" },
  "vent-shaft": { zh: "通风口", en: "Ventilation shaft" },
  "cable-outlet": { zh: "管线分支口", en: "Branch outlet" },
  sump: { zh: "集水坑", en: "Sump" },

  // What stands above the ground
  building: { zh: "建筑", en: "Building" },
  bridge: { zh: "桥梁", en: "Bridge" },
  signal: { zh: "交通信号灯", en: "Traffic signal" },
  camera: { zh: "摄像机", en: "Camera" },
  "message-sign": { zh: "交通诱导屏", en: "Variable message sign" },
  "street-light": { zh: "路灯", en: "Street light" },
  "bus-stop": { zh: "公交站", en: "Bus stop" },
  "parking-lot": { zh: "停车场", en: "Parking lot" },
  "charging-station": { zh: "充电站", en: "Charging station" },
  park: { zh: "口袋公园", en: "Pocket park" },
  "weather-station": { zh: "气象站", en: "Weather station" },
  "public-toilet": { zh: "公共厕所", en: "Public toilet" },
  "waste-transfer-station": { zh: "垃圾中转站", en: "Waste transfer station" },
} as const satisfies Record<string, Words>;

/** Key of {@link ASSET_CLASSES}. */
export type AssetClass = keyof typeof ASSET_CLASSES;

/** The words of a class, or `undefined`: integrators may register others. */
export function findAssetClass(key: string): Words | undefined {
  return Object.hasOwn(ASSET_CLASSES, key) ? ASSET_CLASSES[key as AssetClass] : undefined;
}
