import type { Fault } from "@shuicheng/shared/faults";
import { entityFault } from "../sta-fault.ts";
import type { StaReads } from "../sta-needs.ts";
import { type CarryNeeds, handIn, type ObservationOutcome } from "./carry-out.ts";
import { assetOf, isOwnFeature } from "./own-feature.ts";
import type { PlannedObservation } from "./plan.ts";
import { readObservationValues } from "./plan-entities.ts";
import { readBody, readLink, readList, readObject } from "./read-body.ts";

/** Observations of one request at most. */
const MAX_OBSERVATIONS = 100_000;

/**
 * Takes observations as columns: OGC 18-088, 11.2. Each is taken or refused by itself.
 *
 * @returns What became of each, in the order of the body.
 * @throws {Fault} `sta/invalid-entity` for a body of another shape: nothing of it is taken then.
 */
export async function createObservations(
  body: unknown,
  tokenId: number,
  reads: StaReads,
  needs: CarryNeeds,
): Promise<ObservationOutcome[]> {
  const read = readList(body, "").flatMap((part) => [...readPart(part.body, part.pointer, reads)]);
  if (read.length > MAX_OBSERVATIONS)
    throw entityFault("", `holds more than ${MAX_OBSERVATIONS} observations`);
  const planned = read.filter((one): one is PlannedObservation => !("fault" in one));
  const taken = (await handIn(planned, tokenId, reads, needs)).outcomes.values();
  return read.map((one) => ("fault" in one ? one : (taken.next().value as ObservationOutcome)));
}

function* readPart(
  part: Readonly<Record<string, unknown>>,
  pointer: string,
  reads: StaReads,
): Generator<PlannedObservation | { readonly fault: Fault }> {
  const datastream = readLink(readObject(part.Datastream, `${pointer}/Datastream`), `${pointer}/Datastream`);
  if (datastream === undefined)
    throw entityFault(`${pointer}/Datastream`, 'a link is expected: {"@iot.id": …}');
  const { components, dataArray } = part;
  const isNamed = Array.isArray(components) && components.every((name) => typeof name === "string");
  if (!isNamed || !components.includes("result"))
    throw entityFault(
      `${pointer}/components`,
      'names of columns are expected, e.g. ["phenomenonTime", "result"]',
    );
  if (!Array.isArray(dataArray)) throw entityFault(`${pointer}/dataArray`, "a list of rows is expected");
  for (const [i, row] of dataArray.entries()) {
    const at = `${pointer}/dataArray/${i}`;
    try {
      if (!Array.isArray(row) || row.length !== components.length)
        throw entityFault(at, `a row of ${components.length} values is expected`);
      yield readRow(
        Object.fromEntries(components.map((name, column) => [name, row[column]])),
        datastream,
        at,
        reads,
      );
    } catch (error) {
      yield { fault: error as Fault };
    }
  }
}

const FEATURE = "FeatureOfInterest/id";

function readRow(
  row: Readonly<Record<string, unknown>>,
  datastream: string,
  pointer: string,
  reads: StaReads,
): PlannedObservation {
  const { [FEATURE]: said, id: _id, ...rest } = row;
  const feature =
    said === undefined || isOwnFeature(String(said), assetOf(datastream, reads), `${pointer}/${FEATURE}`)
      ? undefined
      : String(said);
  if (feature !== undefined && !reads.shelf.find("FeatureOfInterest", feature))
    throw entityFault(`${pointer}/${FEATURE}`, `there is no FeatureOfInterest ${JSON.stringify(said)}`);
  const { values } = readBody("Observations", rest, pointer, true);
  const read = readObservationValues(values, reads.now);
  return { ...read, datastream, feature, pointer };
}
