import { findObservedProperty, OBSERVED_PROPERTIES } from "@shuicheng/shared/catalogue";
import { buildRow, type Row, type RowSource } from "../row.ts";
import type { KeptEntity } from "../shelf/sta-shelf.ts";
import type { StaDatastream, StaReads } from "../sta-needs.ts";
import { inPages, readCursor } from "./page-rows.ts";

/** Begins the id of the instrument of a datastream that no client has described. */
const SENSOR_PREFIX = "of:";
export const sensorIdOf = (datastreamId: string): string => `${SENSOR_PREFIX}${datastreamId}`;
/** The datastream that a sensor's id is made of, or undefined. */
export const observedBy = (id: string): string | undefined =>
  id.startsWith(SENSOR_PREFIX) ? id.slice(SENSOR_PREFIX.length) : undefined;

/** Sensors: what clients described, then one for each other datastream, with what is registered of its instrument. */
export function createSensors(reads: StaReads): RowSource & { sensorOf(datastream: StaDatastream): Row } {
  const kept = (entity: KeptEntity) =>
    buildRow("Sensors", entity.id, `k${entity.number}`, () => ({ ...entity.body }));
  const unnamed = (datastream: StaDatastream) =>
    buildRow("Sensors", sensorIdOf(datastream.id), `r${datastream.handle}`, () => {
      const { range, decimals, expectedIntervalMs } = datastream;
      return {
        name: datastream.name,
        description: `Instrument of ${datastream.id}`,
        encodingType: "application/json",
        metadata: { range, decimals, expectedIntervalMs },
      };
    });
  const linked = (datastream: StaDatastream): KeptEntity | undefined => {
    const [id] = reads.shelf.targets("datastream-sensor", datastream.id);
    return id === undefined ? undefined : reads.shelf.find("Sensor", id);
  };
  const find = (id: string): Row | undefined => {
    const datastream = reads.findDatastream(observedBy(id) ?? "");
    if (datastream) return linked(datastream) ? undefined : unnamed(datastream);
    const entity = reads.shelf.find("Sensor", id);
    return entity && kept(entity);
  };
  return {
    set: "Sensors",
    find,
    sensorOf(datastream) {
      const entity = linked(datastream);
      return entity ? kept(entity) : unnamed(datastream);
    },
    *rows(after) {
      const { isKept, number } = readCursor(after);
      if (isKept)
        for (const entity of inPages(number, (last, limit) => reads.shelf.listAfter("Sensor", last, limit)))
          yield kept(entity);
      for (const datastream of reads.datastreams())
        if ((isKept || datastream.handle > number) && !linked(datastream)) yield unnamed(datastream);
    },
  };
}

/** Observed properties: those of the catalogue, those that clients defined, and those that datastreams name; by id. */
export function createObservedProperties(reads: StaReads): RowSource & { rowOf(id: string): Row } {
  const rowOf = (id: string) => buildRow("ObservedProperties", id, id, () => valuesOf(id, reads));
  const ids = () => {
    const all = new Set<string>(Object.keys(OBSERVED_PROPERTIES));
    for (const entity of inPages(-1, (last, limit) => reads.shelf.listAfter("ObservedProperty", last, limit)))
      all.add(entity.id);
    for (const { observedProperty } of reads.datastreams()) all.add(observedProperty);
    return [...all].sort();
  };
  return {
    set: "ObservedProperties",
    rowOf,
    *rows(after) {
      for (const id of ids()) if (after === undefined || id > after) yield rowOf(id);
    },
    find: (id) =>
      findObservedProperty(id) || reads.shelf.find("ObservedProperty", id) || isNamed(id, reads)
        ? rowOf(id)
        : undefined,
    count: () => ids().length,
  };
}

function isNamed(id: string, reads: StaReads): boolean {
  for (const { observedProperty } of reads.datastreams()) if (observedProperty === id) return true;
  return false;
}

function valuesOf(id: string, reads: StaReads): Record<string, unknown> {
  const said = reads.shelf.find("ObservedProperty", id)?.body;
  const known = findObservedProperty(id);
  const registered = known
    ? {
        name: known.en,
        definition: `urn:shuicheng:observed-property:${id}`,
        description: `${known.zh} (${known.en})`,
        properties: { unit: known.unit, decimals: known.decimals, zh: known.zh, en: known.en },
      }
    : {
        name: id,
        definition: `urn:shuicheng:observed-property:${encodeURIComponent(id)}`,
        description: id,
      };
  return { ...registered, ...said };
}
