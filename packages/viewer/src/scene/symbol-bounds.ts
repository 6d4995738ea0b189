import type { SymbolCluster } from "./cluster-symbols.ts";
import type { MarkedFeature, SymbolSet } from "./symbol-set.ts";

/** Members of a cluster that lie closer together than this cannot be told apart by going nearer. */
const INSEPARABLE_DEG = 0.0003;

/** West, south, east, north around a cluster's members; `undefined` where going nearer would not part them. */
export function boundsOfCluster(
  { members }: SymbolCluster<MarkedFeature>,
  symbols: SymbolSet,
): [number, number, number, number] | undefined {
  const places = members.flatMap(({ owner }) => symbols.findPlace(owner.pick) ?? []);
  const lons = places.map(({ lonDeg }) => lonDeg);
  const lats = places.map(({ latDeg }) => latDeg);
  const bounds: [number, number, number, number] = [
    Math.min(...lons),
    Math.min(...lats),
    Math.max(...lons),
    Math.max(...lats),
  ];
  const isOneSpot = bounds[2] - bounds[0] < INSEPARABLE_DEG && bounds[3] - bounds[1] < INSEPARABLE_DEG;
  return isOneSpot ? undefined : bounds;
}
