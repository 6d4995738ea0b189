import {
  AcknowledgementSchema,
  BatchCheckSchema,
  BucketSchema,
  IdentifierSchema,
  KeptFromSchema,
  ObservationBatchSchema,
  ObservationSchema,
  StreamAcknowledgementSchema,
} from "@shuicheng/shared/contracts";
import type { FaultCode } from "@shuicheng/shared/faults";
import Type from "typebox";
import { idList, json, jsonBody, needed, page, pageOf, query, time } from "../describe.ts";
import type { Area, Body } from "../operation.ts";

const MAX_BATCH_BYTES = 2 * 1024 * 1024;

/** What may be wrong with a batch as a whole. */
const ENVELOPE_CODES: readonly FaultCode[] = [
  "ingest/batch-too-large",
  "ingest/empty-batch",
  "ingest/malformed-payload",
];

/** Items are refused one by one, in the answer. */
const ITEM_CODES = [
  "ingest/conflict",
  "ingest/invalid-quality",
  "ingest/invalid-result",
  "ingest/invalid-time",
  "ingest/malformed-payload",
  "ingest/time-in-future",
  "ingest/time-too-old",
  "ingest/unknown-category",
  "ingest/unknown-datastream",
  "ingest/wrong-type",
] as const satisfies readonly FaultCode[];

const REFUSED_ITEMS = `Items that are refused stand in the answer, each with one of ${ITEM_CODES.map((code) => `\`${code}\``).join(", ")}.`;

/** A line each; the whole is no JSON. */
const LINES = Type.String({
  description: "One JSON object a line, as the items of a batch; a line has at most 16 KiB.",
});

const PUSHED: Body = {
  description:
    "JSON: a batch of at most 2 MiB unpacked. NDJSON: a stream of any length, gathered into batches as it comes; `Content-Encoding: gzip` is read.",
  content: {
    "application/json": ObservationBatchSchema,
    "application/x-ndjson": LINES,
    "application/ndjson": LINES,
    "application/jsonl": LINES,
  },
};

/** From when on there is anything; only where the range begins before. */
const KEPT_FROM = { keptFrom: Type.Optional(KeptFromSchema) };

/** What was seen when. */
export const OBSERVATIONS: Area = {
  tag: "observations",
  description: "What was seen when: pushed, checked, read, summed up and exported.",
  pathParameters: { id: { description: "Id of a datastream.", schema: IdentifierSchema } },
  operations: [
    {
      method: "post",
      path: "/api/v1/observations",
      summary: "Takes observations; the answer comes when all that it counts is on disk.",
      description: `${REFUSED_ITEMS} A batch with a name can be sent again within 24 hours and repeats its answer. A stream that breaks off says in \`details.line\` of the problem from which line on to send again.`,
      who: "token",
      body: PUSHED,
      answers: {
        200: json(
          Type.Union([StreamAcknowledgementSchema, AcknowledgementSchema]),
          "What became of a stream (the first, which names lines) or of a batch (the second, which names indices).",
        ),
      },
      codes: [
        ...ENVELOPE_CODES,
        "ingest/busy",
        "ingest/quota-exceeded",
        "ingest/storage-full",
        "ingest/unavailable",
      ],
    },
    {
      method: "post",
      path: "/api/v1/observations/check",
      summary: "Says what would become of each item of a batch and stores nothing.",
      who: "writer",
      body: jsonBody(ObservationBatchSchema, MAX_BATCH_BYTES),
      answers: { 200: json(BatchCheckSchema, "What would happen.") },
      codes: ENVELOPE_CODES,
    },
    {
      method: "get",
      path: "/api/v1/datastreams/{id}/observations",
      summary: "Observations of a datastream, in order of time; with `points` summed up.",
      who: "reader",
      query: [
        time("from", "The first; without it all there are, with `points` those of a day."),
        time("to", "The last; without it the newest."),
        query(
          "points",
          "Slices of equal length that the range is summed up in.",
          Type.Integer({ minimum: 1, maximum: 10_000 }),
        ),
        ...page(1_000, 10_000),
      ],
      answers: {
        200: json(
          Type.Union([
            Type.Object({ ...pageOf(ObservationSchema).properties, ...KEPT_FROM }),
            Type.Object({ buckets: Type.Array(BucketSchema), ...KEPT_FROM }),
          ]),
          "A page of them, or with `points` all slices.",
        ),
      },
      codes: ["datastream/unknown", "data/unreadable"],
    },
    {
      method: "get",
      path: "/api/v1/observations/export",
      summary: "The history of datastreams, a layer or a district as one file, streamed as it is read.",
      description: "Exactly one of `datastream`, `layer` and `district` is given. Times are in UTC.",
      who: "reader",
      isNeverSame: true,
      query: [
        needed(query("format", "Of the file.", Type.Enum(["csv", "parquet"]))),
        needed(time("from", "The first.")),
        needed(time("to", "The last.")),
        idList("datastream", "Ids of datastreams.", 100),
        query("layer", "Id of a layer.", IdentifierSchema),
        query("district", "Id of a district of the base map."),
      ],
      answers: {
        200: {
          description: "The file. Where reading fails on the way, it is cut short.",
          content: { "text/csv": null, "application/vnd.apache.parquet": null },
          headers: { "Content-Disposition": "Its name." },
        },
      },
      codes: ["datastream/unknown", "layer/unknown", "basemap/none", "data/unreadable"],
    },
  ],
};
