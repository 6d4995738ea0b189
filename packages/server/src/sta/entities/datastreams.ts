import type { ResultType } from "@shuicheng/shared/contracts";
import { buildRow, type Row, type RowSource } from "../row.ts";
import type { StaDatastream, StaReads } from "../sta-needs.ts";

const OBSERVATION_TYPE = "http://www.opengis.net/def/observationType/OGC-OM/2.0/";

/** OGC 18-088, table 12. */
const TYPE_OF: Readonly<Record<ResultType, string>> = {
  number: `${OBSERVATION_TYPE}OM_Measurement`,
  boolean: `${OBSERVATION_TYPE}OM_TruthObservation`,
  category: `${OBSERVATION_TYPE}OM_CategoryObservation`,
};

/** All datastreams in use; their ids are the integrators' own. */
export function createDatastreams(reads: StaReads): RowSource & { rowOf(datastream: StaDatastream): Row } {
  const rowOf = (datastream: StaDatastream) =>
    buildRow("Datastreams", datastream.id, datastream.handle, () => valuesOf(datastream, reads));
  return {
    set: "Datastreams",
    rowOf,
    *rows(after) {
      const last = Number(after ?? -1);
      for (const datastream of reads.datastreams()) if (!(datastream.handle <= last)) yield rowOf(datastream);
    },
    find(id) {
      const datastream = reads.findDatastream(id);
      return datastream && rowOf(datastream);
    },
    count() {
      let count = 0;
      for (const _datastream of reads.datastreams()) count++;
      return count;
    },
  };
}

function valuesOf(datastream: StaDatastream, reads: StaReads): Record<string, unknown> {
  const { description, properties, observationType, unitOfMeasurement, isOwn } = (reads.shelf.find(
    "Datastream",
    datastream.id,
  )?.body ?? {}) as {
    readonly description?: string;
    readonly properties?: Record<string, unknown>;
    readonly observationType?: string;
    readonly unitOfMeasurement?: Record<string, unknown>;
    readonly isOwn?: boolean;
  };
  const { range, limits, categories, expectedIntervalMs, staleAfterMs, decimals } = datastream;
  const registered = isOwn
    ? {}
    : {
        ...{ range, limits, expectedIntervalMs, staleAfterMs, decimals },
        ...(categories.length > 0 ? { categories } : {}),
      };
  return {
    name: datastream.name,
    description: description ?? `${datastream.observedProperty}: ${datastream.name}`,
    observationType: observationType ?? TYPE_OF[datastream.resultType],
    unitOfMeasurement: unitOfMeasurement ?? datastream.unit ?? { name: null, symbol: null, definition: null },
    properties: { ...registered, ...properties },
  };
}
