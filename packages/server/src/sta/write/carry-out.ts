import type { Registration } from "@shuicheng/shared/contracts";
import { Fault, isFaultCode } from "@shuicheng/shared/faults";
import type { StaReads, StaWrites } from "../sta-needs.ts";
import type { Plan, PlannedObservation } from "./plan.ts";
import { STA_LAYER } from "./plan-entities.ts";

/** Observations handed in at once: what a batch may hold. */
const OBSERVATIONS_AT_ONCE = 5_000;

/** What became of an observation. */
export type ObservationOutcome = { readonly id: string } | { readonly fault: Fault };

/**
 * Carries a plan out: what is kept apart, then what is registered, then observations. When one of them is refused, what the
 * plan has made is taken back, where it makes things and does not change them.
 *
 * @throws {Fault} `registry/*`, `ingest/*`
 */
export async function carryOut(
  plan: Plan,
  { tokenId, isCreation }: { readonly tokenId: number; readonly isCreation: boolean },
  reads: StaReads,
  writes: StaWrites,
): Promise<void> {
  keep(plan, reads);
  try {
    for (const registration of registrationsOf(plan)) await writes.register(registration);
    for (const outcome of await handIn(plan.observations, tokenId, reads, writes))
      if ("fault" in outcome) throw outcome.fault;
  } catch (error) {
    if (isCreation) await takeBack(plan, reads, writes);
    throw error;
  }
}

function keep({ entities, links, relinked }: Plan, { shelf }: StaReads): void {
  shelf.transact(() => {
    for (const { kind, source } of relinked) shelf.unlink(kind, { source });
    for (const { kind, id, body } of entities) shelf.put(kind, id, body);
    for (const { kind, source, target } of links) shelf.link(kind, source, target);
  });
}

async function takeBack(plan: Plan, { shelf }: StaReads, writes: StaWrites): Promise<void> {
  shelf.transact(() => {
    for (const { kind, id } of plan.entities) shelf.remove(kind, id);
    for (const { kind, source } of plan.links) shelf.unlink(kind, { source });
  });
  const { newAssets, newDatastreams } = plan;
  if (newAssets.size + newDatastreams.size > 0)
    await writes.retire({ assets: [...newAssets], datastreams: [...newDatastreams] });
}

/** One for each layer: assets before what observes them. */
function registrationsOf({ assets, datastreams }: Plan): Registration[] {
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
  writes: StaWrites,
): Promise<ObservationOutcome[]> {
  const outcomes: ObservationOutcome[] = [];
  for (let start = 0; start < observations.length; start += OBSERVATIONS_AT_ONCE) {
    const part = observations.slice(start, start + OBSERVATIONS_AT_ONCE);
    const { rejected } = await writes.admit(tokenId, {
      items: part.map(({ datastream, timeMs, result, quality }) => ({
        ...{ datastream, time: timeMs, result },
        ...(quality === undefined ? {} : { quality }),
      })),
    });
    const refused = new Map(rejected.map((one) => [one.index, one]));
    reads.shelf.transact(() =>
      part.forEach((observation, i) => {
        const rejection = refused.get(i);
        if (!rejection) outcomes.push(keepObservation(observation, reads));
        else {
          const code = isFaultCode(rejection.code) ? rejection.code : "sta/invalid-entity";
          const { pointer } = observation;
          outcomes.push({
            fault: new Fault(code, `${pointer === "" ? "the observation" : pointer}: ${rejection.message}`, {
              pointer,
            }),
          });
        }
      }),
    );
  }
  return outcomes;
}

function keepObservation(
  { datastream: id, timeMs, extra, feature }: PlannedObservation,
  { shelf, findDatastream }: StaReads,
): ObservationOutcome {
  const datastream = findDatastream(id);
  if (datastream) {
    // What was deleted and is sent again is there again.
    if (extra || feature !== undefined)
      shelf.putObservation({ handle: datastream.handle, timeMs, isDeleted: false, extra, feature });
    else shelf.removeObservation(datastream.handle, timeMs);
  }
  return { id: `${id}:${timeMs}` };
}
