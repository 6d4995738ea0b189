import type { Acknowledgement, Registration } from "@shuicheng/shared/contracts";
import { Fault, isFaultCode } from "@shuicheng/shared/faults";
import { observationIdOf } from "../entities/observations.ts";
import { ENTITY_SETS, ENTITY_TYPES, type EntitySet } from "../entity-types.ts";
import type { StaFeed } from "../feed/feed.ts";
import type { StaReads, StaWrites } from "../sta-needs.ts";
import { STA_LAYER } from "./place-things.ts";
import type { Plan, PlannedObservation } from "./plan.ts";
import { putBack, rememberBefore } from "./remember-before.ts";

/** Observations handed in at once: what a batch may hold. */
const OBSERVATIONS_AT_ONCE = 5_000;

/** What carrying out needs. */
export interface CarryNeeds {
  readonly writes: StaWrites;
  readonly feed: Pick<StaFeed, "changed" | "hold">;
}

/** What became of an observation. */
export type ObservationOutcome = { readonly id: string } | { readonly fault: Fault };

/**
 * Carries a plan out: what is kept apart, then what is registered, then observations. When one of them is refused, what the
 * plan has done is taken back.
 *
 * @returns How many of its observations were there already.
 * @throws {Fault} `registry/*`, `ingest/*`
 */
export async function carryOut(
  plan: Plan,
  tokenId: number,
  reads: StaReads,
  { writes, feed }: CarryNeeds,
): Promise<number> {
  const before = rememberBefore(plan, reads);
  keep(plan, reads);
  try {
    for (const registration of registrationsOf(plan)) await writes.register(registration);
    const { outcomes, duplicates } = await handIn(plan.observations, tokenId, reads, { writes, feed });
    for (const outcome of outcomes) if ("fault" in outcome) throw outcome.fault;
    tell(plan, reads, feed);
    return duplicates;
  } catch (error) {
    putBack(before, reads);
    const { newAssets, newDatastreams } = plan;
    if (newAssets.size + newDatastreams.size > 0)
      await writes.retire({ assets: [...newAssets], datastreams: [...newDatastreams] });
    for (const registration of registrationsOf(before)) await writes.register(registration);
    throw error;
  }
}

/** What belongs to what is registered is told of by whoever registers it. */
function tell({ entities, said }: Plan, reads: StaReads, feed: CarryNeeds["feed"]): void {
  for (const { kind, id } of entities) feed.changed(setOfKind(kind), [id]);
  for (const { handle, timeMs } of said) {
    const datastream = reads.findDatastreamByHandle(handle);
    if (datastream) feed.changed("Observations", [observationIdOf(datastream.id, timeMs)]);
  }
}

function setOfKind(kind: string): EntitySet {
  return ENTITY_SETS.find((set) => ENTITY_TYPES[set].single === kind) as EntitySet;
}

function keep({ entities, links, relinked, said }: Plan, { shelf }: StaReads): void {
  shelf.transact(() => {
    for (const { kind, source } of relinked) shelf.unlink(kind, { source });
    for (const { kind, id, body } of entities) shelf.put(kind, id, body);
    for (const { kind, source, target } of links) shelf.link(kind, source, target);
    for (const observation of said) shelf.putObservation(observation);
  });
}

/** One for each layer: assets before what observes them. */
function registrationsOf({ assets, datastreams }: Pick<Plan, "assets" | "datastreams">): Registration[] {
  const layers = new Set([...assets, ...datastreams].map((one) => one.layer));
  return [...layers].map((layer) => ({
    layer: layer === STA_LAYER ? { id: layer, name: "SensorThings", kind: "sensors" } : { id: layer },
    assets: assets.filter((one) => one.layer === layer).map((one) => one.asset),
    datastreams: datastreams.filter((one) => one.layer === layer).map((one) => one.datastream),
  }));
}

/** Hands observations in by the one way that all take; then keeps what came with them. */
export async function handIn(
  observations: readonly PlannedObservation[],
  tokenId: number,
  reads: StaReads,
  { writes, feed }: CarryNeeds,
): Promise<{ readonly outcomes: ObservationOutcome[]; readonly duplicates: number }> {
  const outcomes: ObservationOutcome[] = [];
  let duplicates = 0;
  for (let start = 0; start < observations.length; start += OBSERVATIONS_AT_ONCE) {
    const part = observations.slice(start, start + OBSERVATIONS_AT_ONCE);
    // Followers are told of them when what came with them is kept.
    const release = feed.hold(part.filter(({ extra, feature }) => extra || feature !== undefined));
    try {
      const acknowledgement = await writes.admit(tokenId, { items: part.map(itemOf) });
      duplicates += acknowledgement.duplicates;
      outcomes.push(...keepPart(part, acknowledgement, reads, feed));
    } finally {
      release();
    }
  }
  return { outcomes, duplicates };
}

const itemOf = ({ datastream, timeMs, result, quality }: PlannedObservation) => ({
  ...{ datastream, time: timeMs, result },
  ...(quality === undefined ? {} : { quality }),
});

function keepPart(
  part: readonly PlannedObservation[],
  { rejected }: Acknowledgement,
  reads: StaReads,
  feed: CarryNeeds["feed"],
): ObservationOutcome[] {
  const refused = new Map(rejected.map((one) => [one.index, one]));
  return reads.shelf.transact(() =>
    part.map((observation, i) => {
      const rejection = refused.get(i);
      if (!rejection) return keepObservation(observation, reads, feed);
      const code = isFaultCode(rejection.code) ? rejection.code : "sta/invalid-entity";
      const { pointer } = observation;
      const message = `${pointer === "" ? "the observation" : pointer}: ${rejection.message}`;
      return { fault: new Fault(code, message, { pointer }) };
    }),
  );
}

function keepObservation(
  { datastream: id, timeMs, extra, feature }: PlannedObservation,
  { shelf, findDatastream }: StaReads,
  feed: CarryNeeds["feed"],
): ObservationOutcome {
  const observation = observationIdOf(id, timeMs);
  const handle = findDatastream(id)?.handle;
  if (handle === undefined) return { id: observation };
  // What was deleted and is sent again is there again.
  if (shelf.observations(handle, timeMs, timeMs).get(timeMs)?.isDeleted)
    feed.changed("Observations", [observation]);
  if (extra || feature !== undefined)
    shelf.putObservation({ handle, timeMs, isDeleted: false, extra, feature });
  else shelf.removeObservation(handle, timeMs);
  return { id: observation };
}
