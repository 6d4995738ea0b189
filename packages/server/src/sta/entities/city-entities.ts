import { ENTITY_TYPES, type EntitySet } from "../entity-types.ts";
import type { FilterValue } from "../filter/filter-values.ts";
import { writeTimeValue } from "../filter/read-time.ts";
import { type Row, type RowSource, readProperty } from "../row.ts";
import type { StaReads } from "../sta-needs.ts";
import { createDatastreams } from "./datastreams.ts";
import { createObservedProperties, createSensors } from "./instruments.ts";
import { createObservationSets } from "./observation-sets.ts";
import { ALL_TIMES, createObservationReader, type ObservationRow } from "./observations.ts";
import { compareCursors } from "./page-rows.ts";
import { assetIdOf, createFeatures, createHistoricalLocations, createLocations } from "./places.ts";
import { createThings } from "./things.ts";

/** What one entity is to another: itself, nothing, or a set. */
export type Related = { readonly one: Row | undefined } | { readonly many: RowSource };

/** The city as the eight entity sets of SensorThings. */
export interface CityEntities {
  source(set: EntitySet): RowSource;
  /** Follows a relation that the row's type has. */
  relate(row: Row, name: string): Related;
  /** Values of a path for a filter; one for each entity that a relation to many leads to. */
  readPath(row: Row, path: readonly string[]): readonly FilterValue[];
  /** The row with what takes reading history: when the observations of a datastream begin and end. */
  complete(row: Row): Promise<Row>;
}

/** Creates them over what the server knows. */
export function createCityEntities(reads: StaReads): CityEntities {
  const things = createThings(reads);
  const locations = createLocations(reads);
  const features = createFeatures(reads);
  const historicalLocations = createHistoricalLocations(reads);
  const datastreams = createDatastreams(reads);
  const sensors = createSensors(reads);
  const observedProperties = createObservedProperties(reads);
  const reader = createObservationReader(reads);
  const observations = createObservationSets(reads, reader);
  const sources: Readonly<Record<EntitySet, () => RowSource>> = {
    Things: () => things,
    Locations: () => locations,
    HistoricalLocations: () => historicalLocations,
    Datastreams: () => datastreams,
    Sensors: () => sensors,
    ObservedProperties: () => observedProperties,
    Observations: observations.all,
    FeaturesOfInterest: () => features,
  };
  const { shelf } = reads;

  /** Rows of a set by their ids, in the order of the set; those that are gone are left out. */
  const listed = (set: EntitySet, ids: readonly string[]): Related => {
    const source = sources[set]() as { find(id: string): Row | undefined };
    return many(set, () =>
      [...new Set(ids)]
        .flatMap((id) => source.find(id) ?? [])
        .sort((a, b) => compareCursors(a.cursor, b.cursor)),
    );
  };
  const thingOf = (assetNumber: number): Related => {
    const asset = reads.findAssetByNumber(assetNumber);
    return { one: asset && things.rowOf(asset) };
  };
  const datastreamsWhere = (isMeant: (id: string) => boolean, ids?: readonly string[]): Related =>
    many("Datastreams", function* () {
      if (ids)
        for (const id of ids)
          yield* [reads.findDatastream(id)].flatMap((one) => one ?? []).map(datastreams.rowOf);
      else
        for (const one of reads.datastreams())
          if (isMeant(one.observedProperty)) yield datastreams.rowOf(one);
    });

  const relations: Record<EntitySet, (row: Row, name: string) => Related> = {
    Things(row, name) {
      if (name === "HistoricalLocations")
        return listed("HistoricalLocations", shelf.sources("history-thing", row.id));
      const asset = reads.findAsset(row.id);
      if (name === "Datastreams")
        return many("Datastreams", () =>
          [...(asset ? reads.datastreamsOf(asset.number) : [])]
            .sort((a, b) => a.handle - b.handle)
            .map(datastreams.rowOf),
        );
      const given = shelf.targets("thing-location", row.id);
      const place = asset && locations.placeOf(asset);
      return given.length > 0 ? listed("Locations", given) : many("Locations", () => (place ? [place] : []));
    },
    Locations(row, name) {
      if (name === "HistoricalLocations")
        return listed("HistoricalLocations", shelf.sources("history-location", row.id));
      const own = assetIdOf(row.id);
      return listed("Things", [
        ...(own === undefined ? [] : [own]),
        ...shelf.sources("thing-location", row.id),
      ]);
    },
    HistoricalLocations(row, name) {
      if (name === "Locations") return listed("Locations", shelf.targets("history-location", row.id));
      const [thing] = shelf.targets("history-thing", row.id);
      return { one: thing === undefined ? undefined : (things.find(thing) as Row | undefined) };
    },
    Datastreams(row, name) {
      const datastream = reads.findDatastream(row.id);
      if (!datastream) return { one: undefined };
      if (name === "Thing") return thingOf(datastream.assetNumber);
      if (name === "Sensor") return { one: sensors.sensorOf(datastream) };
      if (name === "Observations") return { many: observations.of(datastream) };
      return { one: observedProperties.rowOf(datastream.observedProperty) };
    },
    Sensors: (row) =>
      datastreamsWhere(
        () => false,
        row.id.startsWith("of:") ? [row.id.slice(3)] : shelf.sources("datastream-sensor", row.id),
      ),
    ObservedProperties: (row) => datastreamsWhere((observedProperty) => observedProperty === row.id),
    Observations(row, name) {
      const { datastream, feature } = row as ObservationRow;
      if (name === "Datastream") return { one: datastreams.rowOf(datastream) };
      const given = feature === undefined ? undefined : (features.find(feature) as Row | undefined);
      const asset = reads.findAssetByNumber(datastream.assetNumber);
      return { one: given ?? (asset && features.featureOf(asset)) };
    },
    FeaturesOfInterest(row) {
      const asset = reads.findAsset(assetIdOf(row.id) ?? "");
      return { many: asset ? observations.ofAsset(asset.number) : observations.ofFeature(row.id) };
    },
  };

  const relate = (row: Row, name: string) => relations[row.set](row, name);

  function readPath(row: Row, path: readonly string[]): readonly FilterValue[] {
    const [name] = path;
    if (name === undefined || path.length < 2 || !(name in ENTITY_TYPES[row.set].relations))
      return [readProperty(row, path)];
    const related = relate(row, name);
    if ("one" in related) return related.one ? readPath(related.one, path.slice(1)) : [];
    // Observations, which would have to be awaited, are refused when a filter is read.
    const rows = [...(related.many.rows() as Iterable<Row>)];
    return rows.flatMap((one) => readPath(one, path.slice(1)));
  }

  return {
    source: (set) => sources[set](),
    relate,
    readPath,
    async complete(row) {
      const datastream = row.set === "Datastreams" ? reads.findDatastream(row.id) : undefined;
      if (!datastream || !reads.findLatest(datastream)) return row;
      const [first, last] = await Promise.all([
        reader.oldest(datastream),
        reader.descending(datastream, ALL_TIMES).next(),
      ]);
      if (!first || last.done) return row;
      const phenomenonTime = writeTimeValue({
        kind: "time",
        startMs: first.timeMs,
        endMs: last.value.timeMs,
      });
      return { ...row, values: () => ({ ...row.values(), phenomenonTime }) };
    },
  };
}

/** A set that is small enough to be looked through. */
function many(set: EntitySet, read: () => Iterable<Row>): Related {
  return {
    many: {
      set,
      *rows(after) {
        let isBehind = after === undefined;
        for (const row of read()) {
          if (isBehind) yield row;
          else isBehind = row.cursor === after;
        }
      },
      find(id) {
        for (const row of read()) if (row.id === id) return row;
        return undefined;
      },
      count() {
        let count = 0;
        for (const _row of read()) count++;
        return count;
      },
    },
  };
}
