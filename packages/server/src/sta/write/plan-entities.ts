import { QUALITIES, type Quality, type ResultType } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { CityEntities } from "../entities/city-entities.ts";
import { ENTITY_TYPES, type EntitySet } from "../entity-types.ts";
import { readTimeValue } from "../filter/read-time.ts";
import { entityFault } from "../sta-fault.ts";
import type { StaReads, StaWrites } from "../sta-needs.ts";
import { assetOf, isOwnFeature } from "./own-feature.ts";
import { placeByHistory, placeThing, STA_LAYER } from "./place-things.ts";
import { emptyPlan, type Plan, type PlannedObservation } from "./plan.ts";
import { type Body, readBody, readLink, readList, readObject } from "./read-body.ts";

/** Class of their assets. */
const THING_CLASS = "thing";

/** An entity that a plan will make. */
export interface Planned {
  readonly set: EntitySet;
  readonly id: string;
}

/** Reads bodies into a plan: OGC 18-088, 10.2 (create, link, deep insert). Nothing is changed. */
export class Planner {
  readonly plan: Plan = emptyPlan();
  readonly #reads: StaReads;
  readonly #newId: StaWrites["newId"];
  readonly #entities: CityEntities;
  /** Layers of assets of this plan. */
  readonly #planned = new Set<string>();

  constructor(reads: StaReads, writes: Pick<StaWrites, "newId">, entities: CityEntities) {
    this.#reads = reads;
    this.#newId = writes.newId;
    this.#entities = entities;
  }

  /** What others need to plan with it. */
  get needs() {
    return { plan: this.plan, reads: this.#reads, entities: this.#entities, newId: this.#newId };
  }

  /** Plans an entity of a set, with all that is described within it. @throws {Fault} `sta/*`, `registry/conflict` */
  async create(set: EntitySet, body: Body, pointer: string): Promise<Planned> {
    switch (set) {
      case "Things":
        return { set, id: await this.#thing(body, pointer) };
      case "Locations":
        return { set, id: await this.#location(body, pointer) };
      case "HistoricalLocations":
        return { set, id: await this.#historicalLocation(body, pointer) };
      case "Datastreams":
        return { set, id: await this.#datastream(body, pointer) };
      case "Observations": {
        const { datastream, timeMs } = await this.#observation(body, pointer);
        return { set, id: `${datastream}:${timeMs}` };
      }
      default:
        return { set, id: await this.#described(set, body, pointer) };
    }
  }

  async #thing(body: Body, pointer: string): Promise<string> {
    const { id: chosen, values, relations } = readBody("Things", body, pointer, true);
    const id = await this.#idFor("Things", chosen, pointer);
    const { name, description, properties } = values as {
      name: string;
      description: string;
      properties?: Body;
    };
    this.plan.newAssets.add(id);
    this.#planned.add(`Things ${id}`);
    this.plan.assets.push({ layer: STA_LAYER, asset: { id, class: THING_CLASS, name } });
    this.plan.entities.push({
      kind: "Thing",
      id,
      body: { description, properties: properties ?? {}, isOwn: true },
    });
    const locations = readList(relations.Locations, `${pointer}/Locations`);
    if (locations.length > 0) await this.relocate(id, locations);
    for (const one of readList(relations.HistoricalLocations, `${pointer}/HistoricalLocations`))
      await this.#historicalLocation({ ...one.body, Thing: { "@iot.id": id } }, one.pointer);
    for (const one of readList(relations.Datastreams, `${pointer}/Datastreams`))
      await this.#datastream({ ...one.body, Thing: { "@iot.id": id } }, one.pointer);
    return id;
  }

  /** Gives things that are there new locations; a thing that clients made moves on the map, too. */
  async relocate(thing: string, bodies: readonly { body: Body; pointer: string }[]): Promise<void> {
    const ids: string[] = [];
    for (const { body, pointer } of bodies) ids.push(await this.#linkOrCreate("Locations", body, pointer));
    await placeThing(thing, ids, this.needs);
  }

  async #location(body: Body, pointer: string): Promise<string> {
    const { id: chosen, values, relations } = readBody("Locations", body, pointer, true);
    const id = await this.#idFor("Locations", chosen, pointer);
    this.plan.entities.push({ kind: "Location", id, body: values });
    this.#planned.add(`Locations ${id}`);
    for (const one of readList(relations.Things, `${pointer}/Things`)) {
      const thing = await this.#linkOrCreate("Things", one.body, one.pointer);
      await placeThing(thing, [id], this.needs);
    }
    return id;
  }

  async #historicalLocation(body: Body, pointer: string): Promise<string> {
    const { id: chosen, values, relations } = readBody("HistoricalLocations", body, pointer, true);
    const id = await this.#idFor("HistoricalLocations", chosen, pointer);
    const thing = await this.#required("HistoricalLocations", "Thing", relations, pointer);
    const locations: string[] = [];
    for (const one of readList(relations.Locations, `${pointer}/Locations`))
      locations.push(await this.#linkOrCreate("Locations", one.body, one.pointer));
    await placeByHistory(thing, locations, values.time as string, this.needs);
    this.plan.entities.push({ kind: "HistoricalLocation", id, body: values });
    this.plan.links.push({ kind: "history-thing", source: id, target: thing });
    for (const target of locations) this.plan.links.push({ kind: "history-location", source: id, target });
    return id;
  }

  async #datastream(body: Body, pointer: string): Promise<string> {
    const { id: chosen, values, relations } = readBody("Datastreams", body, pointer, true);
    const id = await this.#idFor("Datastreams", chosen, pointer);
    const asset = await this.#required("Datastreams", "Thing", relations, pointer);
    const sensor = await this.#required("Datastreams", "Sensor", relations, pointer);
    const observedProperty = await this.#required("Datastreams", "ObservedProperty", relations, pointer);
    const { name, description, observationType, unitOfMeasurement, properties } = values as {
      readonly [key in "name" | "description" | "observationType"]: string;
    } & { readonly unitOfMeasurement: Body; readonly properties?: Body };
    const resultType = resultTypeOf(observationType);
    const categories = resultType === "category" ? readCategories(properties, pointer) : [];
    const unit = unitOf(unitOfMeasurement);
    const known = this.#reads.findAsset(asset);
    const layer = (known && this.#reads.findLayerId(known.layerNumber)) ?? STA_LAYER;
    this.plan.datastreams.push({
      layer,
      datastream: {
        ...{ id, asset, name, observedProperty, resultType, categories },
        ...(unit ? { unit } : {}),
      },
    });
    this.plan.newDatastreams.add(id);
    this.#planned.add(`Datastreams ${id}`);
    const said = { description, observationType, properties: properties ?? {}, isOwn: true };
    this.plan.entities.push({ kind: "Datastream", id, body: unit ? said : { ...said, unitOfMeasurement } });
    if (!sensor.startsWith("of:"))
      this.plan.links.push({ kind: "datastream-sensor", source: id, target: sensor });
    for (const one of readList(relations.Observations, `${pointer}/Observations`))
      await this.#observation({ ...one.body, Datastream: { "@iot.id": id } }, one.pointer);
    return id;
  }

  async #observation(body: Body, pointer: string): Promise<PlannedObservation> {
    const { values, relations } = readBody("Observations", body, pointer, true);
    const datastream = await this.#required("Observations", "Datastream", relations, pointer);
    const { FeatureOfInterest: said } = relations;
    const feature =
      said === undefined ? undefined : await this.feature(said, datastream, `${pointer}/FeatureOfInterest`);
    const observation = {
      ...readObservationValues(values, this.#reads.now),
      ...{ datastream, feature, pointer },
    };
    this.plan.observations.push(observation);
    return observation;
  }

  /** The feature that an observation names or describes; undefined where it is that of its asset. */
  async feature(said: unknown, datastream: string, pointer: string): Promise<string | undefined> {
    const body = readObject(said, pointer);
    const link = readLink(body, pointer);
    const planned = this.plan.datastreams.find((one) => one.datastream.id === datastream)?.datastream.asset;
    if (link !== undefined && isOwnFeature(link, planned ?? assetOf(datastream, this.#reads), pointer))
      return undefined;
    return this.#linkOrCreate("FeaturesOfInterest", body, pointer);
  }

  /** Sensors, observed properties, features: what they are is what is said of them. */
  async #described(set: EntitySet, body: Body, pointer: string): Promise<string> {
    const { id: chosen, values, relations } = readBody(set, body, pointer, true);
    const id = await this.#idFor(set, chosen, pointer);
    this.plan.entities.push({ kind: ENTITY_TYPES[set].single, id, body: values });
    this.#planned.add(`${set} ${id}`);
    const inverse = set === "Sensors" ? "Sensor" : "ObservedProperty";
    for (const one of readList(relations.Datastreams, `${pointer}/Datastreams`))
      await this.#datastream({ ...one.body, [inverse]: { "@iot.id": id } }, one.pointer);
    for (const one of readList(relations.Observations, `${pointer}/Observations`))
      await this.#observation({ ...one.body, FeatureOfInterest: { "@iot.id": id } }, one.pointer);
    return id;
  }

  async #required(set: EntitySet, relation: string, relations: Body, pointer: string): Promise<string> {
    const at = `${pointer}/${relation}`;
    const { set: target } = ENTITY_TYPES[set].relations[relation] as { set: EntitySet };
    if (relations[relation] === undefined)
      throw entityFault(at, `a ${ENTITY_TYPES[set].single} needs it: {"@iot.id": …}, or described in place`);
    return this.#linkOrCreate(target, readObject(relations[relation], at), at);
  }

  /** The id of an entity that is linked to and there, or of one that is described in place. */
  async #linkOrCreate(set: EntitySet, body: Body, pointer: string): Promise<string> {
    const id = readLink(body, pointer);
    if (id === undefined) return (await this.create(set, body, pointer)).id;
    if (this.#planned.has(`${set} ${id}`) || (await this.#entities.source(set).find(id))) return id;
    throw entityFault(pointer, `there is no ${ENTITY_TYPES[set].single} ${JSON.stringify(id)}`);
  }

  /** Finds the id of an entity that a relation of a change names or describes. */
  linkOrCreate(set: EntitySet, value: unknown, pointer: string): Promise<string> {
    return this.#linkOrCreate(set, readObject(value, pointer), pointer);
  }

  async #idFor(set: EntitySet, chosen: string | undefined, pointer: string): Promise<string> {
    const id = chosen ?? this.#newId();
    if (this.#planned.has(`${set} ${id}`) || (await this.#entities.source(set).find(id)))
      throw new Fault(
        "registry/conflict",
        `${pointer}/@iot.id: there is a ${ENTITY_TYPES[set].single} ${id} already`,
        { id },
      );
    return id;
  }
}

/** Reads what an observation says. @param nowMs Its time where it names none (8.2.7). */
export function readObservationValues(values: Readonly<Record<string, unknown>>, now: () => number) {
  const { phenomenonTime, result, resultTime, resultQuality, validTime, parameters } = values;
  const time = typeof phenomenonTime === "string" ? readTimeValue(phenomenonTime) : undefined;
  const isQuality = QUALITIES.includes(resultQuality as Quality);
  const extra = {
    ...(time && time.endMs > time.startMs ? { phenomenonTime } : {}),
    ...(typeof resultTime === "string" ? { resultTime } : {}),
    ...(resultQuality === undefined || resultQuality === null || isQuality ? {} : { resultQuality }),
    ...(typeof validTime === "string" ? { validTime } : {}),
    ...(parameters === undefined ? {} : { parameters }),
  };
  return {
    timeMs: time?.startMs ?? now(),
    result,
    quality: isQuality ? (resultQuality as Quality) : undefined,
    extra: Object.keys(extra).length > 0 ? extra : undefined,
  };
}

/** OGC 18-088, table 12; what is no truth and no category is a number. */
export function resultTypeOf(observationType: string): ResultType {
  if (observationType.endsWith("/OM_TruthObservation")) return "boolean";
  return observationType.endsWith("/OM_CategoryObservation") ? "category" : "number";
}

function readCategories(properties: Body | undefined, pointer: string): string[] {
  const { categories } = properties ?? {};
  if (
    Array.isArray(categories) &&
    categories.length > 0 &&
    categories.length <= 255 &&
    categories.every((one) => typeof one === "string" && one !== "")
  )
    return categories as string[];
  throw entityFault(
    `${pointer}/properties/categories`,
    'a datastream of categories lists them, e.g. ["open", "shut"]',
  );
}

/** A unit as the registry has it; undefined where a part is missing. */
export function unitOf(unit: Body | undefined) {
  const { name, symbol, definition } = unit ?? {};
  const isWhole = typeof name === "string" && typeof symbol === "string" && typeof definition === "string";
  return isWhole ? { name, symbol, definition } : undefined;
}
