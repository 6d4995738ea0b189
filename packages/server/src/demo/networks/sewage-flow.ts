/** Sewage of a person on a day, L: 80–90 % of the water used (GB 50014-2021); people are counted both where they live and work. */
const LITRES_PER_DAY = 110;

/** Mean flow of so many people, m³/s. */
function meanSewageFlowM3S(people: number): number {
  return (people * LITRES_PER_DAY) / 86_400 / 1000;
}

/**
 * Peak flow, m³/s: the mean times 2.7 / Q^0.11 (Q in L/s), within 1.3 and 2.3 (GB 50014, total variation coefficient).
 */
export function peakSewageFlowM3S(people: number): number {
  const meanM3S = meanSewageFlowM3S(people);
  const factor = meanM3S > 0 ? 2.7 / (meanM3S * 1000) ** 0.11 : 2.3;
  return meanM3S * Math.min(2.3, Math.max(1.3, factor));
}
