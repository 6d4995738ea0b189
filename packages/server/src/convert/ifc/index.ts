export type { ConversionOrder } from "./conversion-messages.ts";
export {
  type ConversionCallbacks,
  type ConversionLimits,
  type ConversionRun,
  DEFAULT_LIMITS,
  startConversion,
} from "./run-conversion.ts";
