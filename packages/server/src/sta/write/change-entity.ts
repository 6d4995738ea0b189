import { QUALITIES, type Quality } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { ObservationRow } from "../entities/observations.ts";
import { ENTITY_TYPES } from "../entity-types.ts";
import type { Row } from "../row.ts";
import { entityFault } from "../sta-fault.ts";
import type { StaReads, StaWrites } from "../sta-needs.ts";
import { changeAsset, moveThings, placeThing } from "./place-things.ts";
import { type Planner, resultTypeOf, unitOf } from "./plan-entities.ts";
import { type Body, type ReadBody, readBody, readList } from "./read-body.ts";
import { datastreamInputOf } from "./remember-before.ts";

/** Something that is kept elsewhere: says why, and what to do instead. */
export const readOnly = (message: string) => new Fault("sta/read-only", message);

/**
 * Plans the change of an entity: OGC 18-088, 10.3. What is not named stays; what is named is replaced whole.
 *
 * @throws {Fault} `sta/invalid-entity`; `sta/read-only` for what the registry or the history alone decides.
 */
export async function planChange(
  row: Row,
  body: Body,
  planner: Planner,
  reads: StaReads,
  isDrawn: StaWrites["isDrawn"],
): Promise<void> {
  const read = readBody(row.set, body, "", false);
  switch (row.set) {
    case "Things":
      return changeThing(row, read, planner, reads, isDrawn);
    case "Datastreams":
      return changeDatastream(row, read, planner, reads);
    case "Observations":
      return changeObservation(row as ObservationRow, read, planner, reads);
    default:
      return changeKept(row, read, planner, reads);
  }
}

async function changeThing(
  row: Row,
  { values, relations }: ReadBody,
  planner: Planner,
  reads: StaReads,
  isDrawn: StaWrites["isDrawn"],
): Promise<void> {
  refuseOthers(relations, ["Locations"], "Things");
  const asset = reads.findAsset(row.id);
  if (!asset) return;
  const { name, ...said } = values as { name?: string };
  if (name !== undefined && name !== asset.name) {
    if (isDrawn(asset.layerNumber))
      throw readOnly(
        `the name of ${row.id} comes with the file of its layer; description and properties may be changed here`,
      );
    changeAsset(row.id, { name }, planner.needs);
  }
  keepSaid("Thing", row.id, said, planner, reads);
  if (relations.Locations !== undefined)
    await planner.relocate(row.id, readList(relations.Locations, "/Locations"));
}

async function changeDatastream(
  row: Row,
  { values, relations }: ReadBody,
  planner: Planner,
  reads: StaReads,
): Promise<void> {
  refuseOthers(relations, ["Thing", "Sensor", "ObservedProperty"], "Datastreams");
  const datastream = reads.findDatastream(row.id);
  const held = datastream && reads.findAssetByNumber(datastream.assetNumber);
  if (!datastream || !held) throw readOnly(`the asset of ${row.id} is out of use`);
  const { name, unitOfMeasurement, phenomenonTime, resultTime, observedArea, ...said } = values as {
    readonly name?: string;
    readonly unitOfMeasurement?: Body;
    readonly observationType?: string;
  } & Record<string, unknown>;
  if (
    said.observationType !== undefined &&
    resultTypeOf(said.observationType as string) !== datastream.resultType
  )
    throw readOnly(
      `results of ${row.id} are kept as ${datastream.resultType}: make another datastream for another type`,
    );
  const link = async (relation: string) => {
    const { set } = ENTITY_TYPES.Datastreams.relations[relation] as { set: "Things" };
    return relations[relation] === undefined
      ? undefined
      : planner.linkOrCreate(set, relations[relation], `/${relation}`);
  };
  const sensor = await link("Sensor");
  if (sensor !== undefined) {
    planner.plan.relinked.push({ kind: "datastream-sensor", source: row.id });
    if (sensor !== `of:${row.id}`)
      planner.plan.links.push({ kind: "datastream-sensor", source: row.id, target: sensor });
  }
  const asset = (await link("Thing")) ?? held.id;
  const observedProperty = (await link("ObservedProperty")) ?? datastream.observedProperty;
  const target = reads.findAsset(asset) ?? held;
  const { unit: before, ...rest } = datastreamInputOf(datastream, asset);
  const unit = unitOfMeasurement === undefined ? before : unitOf(unitOfMeasurement);
  planner.plan.datastreams.push({
    layer: reads.findLayerId(target.layerNumber) ?? "",
    datastream: {
      ...{ ...rest, observedProperty, name: name ?? datastream.name },
      ...(unit ? { unit } : {}),
    },
  });
  const own = unitOfMeasurement === undefined ? {} : { unitOfMeasurement };
  keepSaid("Datastream", row.id, { ...said, ...own }, planner, reads);
}

/** What an observation says besides its result and its time; those two are what was acknowledged. */
async function changeObservation(
  row: ObservationRow,
  { values, relations }: ReadBody,
  planner: Planner,
  reads: StaReads,
): Promise<void> {
  refuseOthers(relations, ["FeatureOfInterest"], "Observations");
  const { phenomenonTime, result, resultQuality, ...others } = values;
  const held = row.values();
  if (
    (result !== undefined && result !== held.result) ||
    (phenomenonTime !== undefined && phenomenonTime !== held.phenomenonTime)
  )
    throw readOnly(
      "result and phenomenonTime of an observation are what was acknowledged: send a correction with a time of its own, and delete the wrong one",
    );
  if (
    resultQuality !== undefined &&
    QUALITIES.includes(resultQuality as Quality) &&
    resultQuality !== held.resultQuality
  )
    throw readOnly(
      "the quality of an observation is what was acknowledged; a resultQuality of another kind may be added",
    );
  const { handle, id } = row.datastream;
  const kept = reads.shelf.observations(handle, row.timeMs, row.timeMs).get(row.timeMs);
  const { FeatureOfInterest: said } = relations;
  const feature = said === undefined ? kept?.feature : await planner.feature(said, id, "/FeatureOfInterest");
  const quality = resultQuality === undefined ? {} : { resultQuality };
  planner.plan.said.push({
    handle,
    timeMs: row.timeMs,
    isDeleted: false,
    extra: { ...kept?.extra, ...others, ...quality },
    feature,
  });
}

async function changeKept(
  row: Row,
  { values, relations }: ReadBody,
  planner: Planner,
  reads: StaReads,
): Promise<void> {
  const kind = ENTITY_TYPES[row.set].single;
  refuseOthers(relations, row.set === "Locations" ? ["Things"] : [], row.set);
  const kept = reads.shelf.find(kind, row.id);
  if (!kept)
    throw readOnly(`${kind} ${row.id} comes from the registry: make one of your own, and link to it`);
  planner.plan.entities.push({ kind, id: row.id, body: { ...kept.body, ...values } });
  if (values.location !== undefined) await moveThings(row.id, planner.needs);
  for (const one of readList(relations.Things, "/Things")) {
    const thing = await planner.linkOrCreate("Things", one.body, one.pointer);
    await placeThing(thing, [row.id], planner.needs);
  }
}

function keepSaid(
  kind: string,
  id: string,
  said: Readonly<Record<string, unknown>>,
  planner: Planner,
  reads: StaReads,
): void {
  if (Object.keys(said).length === 0) return;
  planner.plan.entities.push({ kind, id, body: { ...reads.shelf.find(kind, id)?.body, ...said } });
}

function refuseOthers(relations: Body, allowed: readonly string[], set: string): void {
  for (const name of Object.keys(relations)) {
    if (!allowed.includes(name))
      throw entityFault(
        `/${name}`,
        `this relation of ${set} is not changed from here${allowed.length > 0 ? `; ${allowed.join(", ")} may be` : "; change the other end"}`,
      );
  }
}
