import { OBSERVED_PROPERTIES, SENSOR_FIGURES, type SensorFigure } from "@shuicheng/shared/catalogue";
import type { DatastreamInput } from "@shuicheng/shared/contracts";
import { createRandom, type Town, type UtilityNetwork } from "../model/index.ts";
import type { DeviceKind, Measure } from "./device-kind.ts";
import { DEVICE_KINDS } from "./device-kinds.ts";
import { findNearGas } from "./near-gas.ts";
import { shareOut } from "./share-out.ts";
import { listSites, type Site } from "./site.ts";
import { orderAlongCurve, spreadEvenly } from "./spread-evenly.ts";

/** Datastreams of a city of scale 1. */
const DATASTREAMS_AT_SCALE_1 = 6_000;
/** Each round gives what kinds without free sites could not take to the others. */
const MAX_ROUNDS = 8;

/** A city to be watched. */
export interface SensorOrder {
  readonly town: Town;
  readonly networks: readonly UtilityNetwork[];
  readonly seed: number;
}

/**
 * Puts 6,000 × scale datastreams on the assets of a city, by the table of device kinds, evenly over the city. Fewer
 * only where nothing is left to put a device on. The same order gives the same list; cost linear in the assets.
 */
export function placeSensors({ town, networks, seed }: SensorOrder): DatastreamInput[] {
  const wanted = Math.round(DATASTREAMS_AT_SCALE_1 * town.scale);
  const placed = new Map<string, DatastreamInput>();
  const watched = new Set<string>();
  const pools = buildPools(town, networks);
  const put = (kind: DeviceKind, site: Site) => {
    for (const measure of kind.measures) {
      if (placed.size === wanted) return;
      const datastream = describe(site, measure);
      placed.set(datastream.id, datastream);
      watched.add(site.id);
    }
  };
  const isFree = (kind: DeviceKind, site: Site) =>
    !watched.has(site.id) || kind.measures.every((measure) => !placed.has(idOf(site, measure)));

  for (const { kind, sites } of pools) if (kind.share === "every") for (const site of sites) put(kind, site);
  for (let round = 0; round < MAX_ROUNDS && placed.size < wanted; round++) {
    const before = placed.size;
    const shares = shareOut(
      wanted - placed.size,
      pools.map(({ kind, sites }) => ({
        share: kind.share === "every" ? 0 : kind.share,
        measures: kind.measures.length,
        sites: sites.filter((site) => isFree(kind, site)).length,
      })),
    );
    pools.forEach(({ kind, sites }, index) => {
      const share = shares[index] ?? 0;
      if (share === 0) return;
      const free = sites.filter((site) => isFree(kind, site));
      const random = createRandom(seed, "sensors", round, index);
      for (const site of spreadEvenly(free, share, random, kind.prefer)) put(kind, site);
    });
    if (placed.size === before) break;
  }
  return [...placed.values()];
}

interface Pool {
  readonly kind: DeviceKind;
  readonly sites: readonly Site[];
}

function buildPools(town: Town, networks: readonly UtilityNetwork[]): Pool[] {
  const wanted = new Set(DEVICE_KINDS.flatMap((kind) => kind.classes.map((name) => `${kind.of} ${name}`)));
  const sites = listSites(town, networks).filter((site) => wanted.has(`${site.of} ${site.class}`));
  const byClass = Map.groupBy(orderAlongCurve(sites), (site) => `${site.of} ${site.class}`);
  const sitesOf = (kind: DeviceKind) => {
    const [first = [], ...others] = kind.classes.map((name) => byClass.get(`${kind.of} ${name}`) ?? []);
    return others.length === 0 ? first : orderAlongCurve([first, ...others].flat());
  };
  const isNearGas = findNearGas(networks);
  return DEVICE_KINDS.map((kind) => ({
    kind,
    sites: sitesOf(kind).filter(
      (site) => kind.where?.(site) !== false && (!kind.isNearGas || isNearGas(site.at)),
    ),
  }));
}

const idOf = (site: Site, { figure }: Measure) => `${site.id}.${SENSOR_FIGURES[figure].property}`;

function describe(site: Site, measure: Measure): DatastreamInput {
  const figure: SensorFigure = SENSOR_FIGURES[measure.figure];
  const property = OBSERVED_PROPERTIES[figure.property];
  const own = measure.at?.(site) ?? {};
  const unit = figure.unit ?? property.unit;
  return {
    id: idOf(site, measure),
    asset: site.id,
    name: `${site.name} ${property.zh}`,
    observedProperty: figure.property,
    resultType: property.resultType,
    ...(unit === null ? {} : { unit }),
    range: own.range ?? figure.range.value,
    limits: own.limits ?? figure.limits.value,
    expectedIntervalMs: figure.expectedIntervalMs.value,
    decimals: figure.decimals ?? property.decimals,
  };
}
