import type { CityEntities } from "../entities/city-entities.ts";
import type { ObservationRow } from "../entities/observations.ts";
import { ENTITY_TYPES } from "../entity-types.ts";
import type { Row, RowSource } from "../row.ts";
import type { StaReads, StaWrites } from "../sta-needs.ts";
import { readOnly } from "./change-entity.ts";

/** What deleting needs. */
export interface DeleteNeeds {
  readonly reads: StaReads;
  readonly writes: StaWrites;
  readonly entities: CityEntities;
}

/**
 * Deletes an entity and what cannot be without it: OGC 18-088, 10.4, table 26.
 *
 * @throws {Fault} `sta/read-only` for what a file or the registry decides.
 */
export async function deleteEntity(row: Row, needs: DeleteNeeds): Promise<void> {
  const { reads, entities } = needs;
  const { shelf } = reads;
  const kind = ENTITY_TYPES[row.set].single;
  switch (row.set) {
    case "Things":
      return deleteThing(row, needs);
    case "Datastreams":
      return deleteDatastreams([row.id], needs);
    case "Observations":
      deleteObservation(row as ObservationRow, reads);
      return;
    default:
  }
  if (!shelf.find(kind, row.id))
    throw readOnly(`${kind} ${row.id} comes from the registry and leaves with what it belongs to`);
  if (row.set === "Sensors" || row.set === "ObservedProperties")
    await deleteDatastreams(
      (await rowsOf(entities, row, "Datastreams")).map((one) => one.id),
      needs,
    );
  if (row.set === "FeaturesOfInterest")
    for (const one of await rowsOf(entities, row, "Observations"))
      deleteObservation(one as ObservationRow, reads);
  shelf.transact(() => {
    if (row.set === "Locations") {
      for (const history of shelf.sources("history-location", row.id)) deleteHistory(history, reads);
      shelf.unlink("thing-location", { target: row.id });
    }
    if (row.set === "HistoricalLocations") deleteHistory(row.id, reads);
    shelf.remove(kind, row.id);
  });
}

async function deleteThing(row: Row, { reads, writes }: DeleteNeeds): Promise<void> {
  const asset = reads.findAsset(row.id);
  if (!asset) return;
  if (writes.isDrawn(asset.layerNumber))
    throw readOnly(`${row.id} is drawn from the file of its layer, and leaves with a new one`);
  const datastreams = reads.datastreamsOf(asset.number).map((one) => one.id);
  await writes.retire({ assets: [row.id], datastreams: [] });
  const { shelf } = reads;
  shelf.transact(() => {
    for (const id of datastreams) forgetDatastream(id, reads);
    for (const history of shelf.sources("history-thing", row.id)) deleteHistory(history, reads);
    shelf.unlink("thing-location", { source: row.id });
    shelf.remove("Thing", row.id);
  });
}

async function deleteDatastreams(ids: readonly string[], { reads, writes }: DeleteNeeds): Promise<void> {
  if (ids.length === 0) return;
  await writes.retire({ assets: [], datastreams: ids });
  reads.shelf.transact(() => {
    for (const id of ids) forgetDatastream(id, reads);
  });
}

function forgetDatastream(id: string, { shelf }: StaReads): void {
  shelf.unlink("datastream-sensor", { source: id });
  shelf.remove("Datastream", id);
}

/** A tombstone: the series stays as it was acknowledged, and this one is no longer shown. */
function deleteObservation({ datastream, timeMs }: ObservationRow, { shelf }: StaReads): void {
  shelf.putObservation({
    handle: datastream.handle,
    timeMs,
    isDeleted: true,
    extra: undefined,
    feature: undefined,
  });
}

function deleteHistory(id: string, { shelf }: StaReads): void {
  shelf.unlink("history-location", { source: id });
  shelf.unlink("history-thing", { source: id });
  shelf.remove("HistoricalLocation", id);
}

async function rowsOf(entities: CityEntities, row: Row, relation: string): Promise<Row[]> {
  const related = entities.relate(row, relation) as { many: RowSource };
  const rows: Row[] = [];
  for await (const one of related.many.rows()) rows.push(one);
  return rows;
}
