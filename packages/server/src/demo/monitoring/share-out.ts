/** A kind of device that wants its share. */
export interface Claim {
  /** Weight among all; 0 takes nothing. */
  readonly share: number;
  /** Datastreams each device brings, at least 1. */
  readonly measures: number;
  /** Most devices there is room for. */
  readonly sites: number;
}

/**
 * Shares `datastreams` out as devices, by weight, nobody more than his sites. Never less than asked while somebody has
 * room: the last device may then bring some datastreams too many, which is the caller's to cut.
 *
 * @returns Devices of each claim.
 */
export function shareOut(datastreams: number, claims: readonly Claim[]): number[] {
  const devicesAt = (factor: number) =>
    claims.map(({ share, sites }) => Math.min(sites, Math.floor(share * factor)));
  const sumOf = (devices: readonly number[]) =>
    devices.reduce((sum, count, i) => sum + count * (claims[i]?.measures ?? 0), 0);
  let [low, high] = [0, 1];
  const all = claims.reduce(
    (most, { share, sites }) => Math.max(most, share === 0 ? 0 : (sites + 1) / share),
    0,
  );
  high = Math.max(high, all);
  // Halving until the factor is exact to a device.
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (sumOf(devicesAt(middle)) <= datastreams) low = middle;
    else high = middle;
  }
  const devices = devicesAt(low);
  let missing = datastreams - sumOf(devices);
  for (let i = 0; i < claims.length && missing > 0; i++) {
    const claim = claims[i] as Claim;
    if (claim.share === 0 || (devices[i] as number) >= claim.sites) continue;
    devices[i] = (devices[i] as number) + 1;
    missing -= claim.measures;
  }
  return devices;
}
