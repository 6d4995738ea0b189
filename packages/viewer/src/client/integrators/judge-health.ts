import type { DatastreamHealth } from "@shuicheng/shared/contracts";

/** What can be wrong with a datastream as its sender sees it, the worst first. */
export type HealthFinding = "silent" | "skewed" | "rejected" | "late" | "duplicates" | "outOfRange";

/** Beyond this the newest counts as delayed, or its clock as wrong: as the server's filter `skewed`. */
const SKEW_MS = 60_000;
/** Fewer than this share of a datastream's observations is nothing to speak of. */
const SHARE = 0.01;

/** Judges one datastream. */
export function judgeHealth(health: DatastreamHealth): readonly HealthFinding[] {
  const { accepted, duplicates, late, outOfRange, rejected, clockSkewMs, silent } = health;
  const sent = accepted + duplicates + rejected;
  const isMuch = (count: number) => count > 0 && count >= sent * SHARE;
  const judged: readonly (readonly [HealthFinding, boolean])[] = [
    ["silent", silent],
    ["skewed", clockSkewMs !== null && Math.abs(clockSkewMs) > SKEW_MS],
    ["rejected", isMuch(rejected)],
    ["late", isMuch(late)],
    ["duplicates", isMuch(duplicates)],
    ["outOfRange", isMuch(outOfRange)],
  ];
  return judged.flatMap(([finding, isSo]) => (isSo ? [finding] : []));
}
