import type { Town } from "../model/index.ts";
import { HEATING_SINCE, type HeatingLine, lineAttributes } from "./heating-attributes.ts";
import type { HeatingSize } from "./heating-sizes.ts";
import type { MainRun } from "./mains.ts";
import { clearStretch } from "./mains-stretch.ts";
import { besideTees, type Cut, jointStationsM, type OrderAt } from "./pressure-run.ts";
import type { LeadGroup, StreetFacts } from "./pressure-streets.ts";
import { SERVICE_SLOTS_M } from "./service-place.ts";

/** Where a street's fittings stand: the same stations on supply and return, metres. */
export interface HeatingLayout {
  /** A valve pit at the street's start. */
  readonly pitM?: number;
  /** A vent or drain in its middle. */
  readonly ventM?: number;
  /** Welded joints between them. */
  readonly jointsM: readonly number[];
}

/** Shorter clear stretches have no valve pit, metres; longer than the second have a vent or drain in their middle. */
const PIT_FROM_M = 120;
const VENT_FROM_M = 300;

/** A little less than the 75 m that no piece exceeds: the return's junctions lie a little beyond the supply's. */
const LONGEST_PIECE_M = 72;

/** Finds the places of a street's fittings on its supply, clear of the services of the groups that are joined. */
export function layOutFittings(town: Town, run: MainRun, groups: readonly LeadGroup[]): HeatingLayout {
  const { fromM, toM } = clearStretch(town, run);
  const supplyM = groups.map(({ lead }) => lead.chainageM + SERVICE_SLOTS_M.heating);
  const teesM = [...supplyM, ...groups.map(({ lead }) => lead.chainageM + SERVICE_SLOTS_M.heatingReturn)];
  const pit = toM - fromM < PIT_FROM_M ? {} : { pitM: besideTees(fromM, teesM, 1) };
  const vent = toM - fromM < VENT_FROM_M ? {} : { ventM: besideTees((fromM + toM) / 2, teesM, 1) };
  const cutsM = [...supplyM, ...Object.values(pit), ...Object.values(vent)].sort((a, b) => a - b);
  return { ...pit, ...vent, jointsM: jointStationsM(run, cutsM, LONGEST_PIECE_M) };
}

/**
 * The fittings of one line of a street: a valve, on the supply with the shaft that houses both; a vent where the main
 * stands highest in its middle (north-south mains dip at both ends), else a drain.
 */
export function fittingCuts(
  { pitM, ventM }: HeatingLayout,
  {
    line,
    run,
    facts,
    size,
  }: {
    readonly line: HeatingLine;
    readonly run: MainRun;
    readonly facts: StreetFacts;
    readonly size: HeatingSize;
  },
): Cut[] {
  const common = {
    nominalDiameter: { value: size.diameterMm, unit: "mm" },
    year: { value: Math.max(facts.year, HEATING_SINCE) },
    roadName: { value: facts.road.name },
    ...lineAttributes(line),
  };
  const pit: OrderAt = (at) => ({
    letters: "FM",
    ...(line === "heating"
      ? { class: "valve-pit", drawing: { shape: "shaft", diameterM: 1.2, bottomM: at[2] - 0.8 } as const }
      : { class: "valve", drawing: { shape: "valve" } as const }),
    attributes: { ...common, valveType: { value: "焊接球阀" }, valveState: { value: "开" } },
  });
  const isHigh = run.dipsM.length > 0;
  const vent: OrderAt = () => ({
    letters: isHigh ? "PQ" : "FS",
    class: isHigh ? "vent" : "drain-valve",
    drawing: { shape: "valve" },
    attributes: common,
  });
  const cuts: Cut[] = [];
  if (pitM !== undefined) cuts.push({ stationM: pitM, orderAt: pit });
  if (ventM !== undefined) cuts.push({ stationM: ventM, orderAt: vent });
  return cuts;
}
