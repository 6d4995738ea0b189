import { CABLE_SENSORS } from "./cable-sensors.ts";
import { DRAIN_SENSORS } from "./drain-sensors.ts";
import { GAS_SENSORS } from "./gas-sensors.ts";
import { HEATING_SENSORS } from "./heating-sensors.ts";
import { STREET_SENSORS } from "./street-sensors.ts";
import { TUNNEL_SENSORS } from "./tunnel-sensors.ts";
import { WATER_SENSORS } from "./water-sensors.ts";

/** Instruments by their place. The key says both: what is measured there. */
export const SENSOR_FIGURES = {
  ...WATER_SENSORS,
  ...DRAIN_SENSORS,
  ...GAS_SENSORS,
  ...HEATING_SENSORS,
  ...CABLE_SENSORS,
  ...TUNNEL_SENSORS,
  ...STREET_SENSORS,
};

/** Key of {@link SENSOR_FIGURES}. */
export type SensorFigureKey = keyof typeof SENSOR_FIGURES;
