import type { Unit } from "../contracts/index.ts";

/** Where the codes in `definition` come from; what is in braces counts something UCUM has no unit for. */
export const UCUM = "The Unified Code for Units of Measure, version 2.2";

const unit = (name: string, symbol: string, definition: string): Unit => ({ name, symbol, definition });

/** Units that instruments of a city report in: symbol for the screen, UCUM code for programs. */
export const UNITS = {
  metreOfWater: unit("metre of water column", "mH₂O", "m[H2O]"),
  megapascal: unit("megapascal", "MPa", "MPa"),
  kilopascal: unit("kilopascal", "kPa", "kPa"),
  litrePerSecond: unit("litre per second", "L/s", "L/s"),
  cubicMetrePerHour: unit("cubic metre per hour", "m³/h", "m3/h"),
  metre: unit("metre", "m", "m"),
  centimetre: unit("centimetre", "cm", "cm"),
  millimetre: unit("millimetre", "mm", "mm"),
  millimetrePerHour: unit("millimetre per hour", "mm/h", "mm/h"),
  millimetrePerSecond: unit("millimetre per second", "mm/s", "mm/s"),
  microstrain: unit("micrometre per metre", "µε", "um/m"),
  degree: unit("degree of arc", "°", "deg"),
  celsius: unit("degree Celsius", "°C", "Cel"),
  percent: unit("percent", "%", "%"),
  percentLel: unit("percent of the lower explosive limit", "%LEL", "%{LEL}"),
  percentVolume: unit("percent by volume", "%VOL", "%{vol}"),
  percentHumidity: unit("percent relative humidity", "%RH", "%{RH}"),
  milligramPerCubicMetre: unit("milligram per cubic metre", "mg/m³", "mg/m3"),
  microgramPerCubicMetre: unit("microgram per cubic metre", "µg/m³", "ug/m3"),
  milligramPerLitre: unit("milligram per litre", "mg/L", "mg/L"),
  turbidity: unit("nephelometric turbidity unit", "NTU", "{NTU}"),
  ph: unit("pH", "pH", "[pH]"),
  decibel: unit("decibel", "dB", "dB"),
  kilometrePerHour: unit("kilometre per hour", "km/h", "km/h"),
  vehiclePerHour: unit("vehicles per hour", "veh/h", "{veh}/h"),
  ampere: unit("ampere", "A", "A"),
  kilovolt: unit("kilovolt", "kV", "kV"),
  kilowatt: unit("kilowatt", "kW", "kW"),
  megawatt: unit("megawatt", "MW", "MW"),
  space: unit("parking spaces", "个", "{space}"),
  charger: unit("chargers", "个", "{charger}"),
} as const satisfies Record<string, Unit>;
