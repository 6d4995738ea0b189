export {
  createHangWatch,
  DEFAULT_HANG_LIMITS,
  type HangLimits,
  silenceFault,
  WATCH_MS,
} from "./hang-watch.ts";
export { type HungAt, leaveOutHung } from "./leave-out-hung.ts";
