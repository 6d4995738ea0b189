/** Share of the rain that runs off a built-up quarter (GB 50014-2021 4.1.8: 0.45–0.6 for a fairly dense one). */
const RUNOFF_SHARE = 0.5;
/** Time from the roof to the drain, minutes (GB 50014-2021 4.1.11: 5–15). */
const INLET_MINUTES = 10;
/** Mean velocity in the drains, m/s. */
const VELOCITY_M_S = 0.8;

/**
 * Design rain, L/(s·ha), over a duration in minutes: the usual form of a city's formula with invented figures, about
 * 63 mm/h over 10 minutes (once in one to two years). Liaocheng's own formula was not at hand.
 */
function designRainLSHa(minutes: number): number {
  return 1900 / (minutes + 12) ** 0.77;
}

/**
 * Peak flow of a drain, m³/s, by the rational method: Q = ψ · q(t) · F, with t the time that the farthest water takes.
 *
 * @param areaHa Drained area.
 * @param reachM Longest way through the drains above.
 */
export function peakStormFlowM3S(areaHa: number, reachM: number): number {
  const minutes = INLET_MINUTES + reachM / VELOCITY_M_S / 60;
  return (RUNOFF_SHARE * designRainLSHa(minutes) * areaHa) / 1000;
}
