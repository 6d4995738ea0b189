import { IdentifierSchema } from "@shuicheng/shared/contracts";
import Type, { type TSchema } from "typebox";
import type { Answer, Body, QueryParameter } from "./operation.ts";

/** `express.json` reads so much unless told otherwise. */
const DEFAULT_BODY_BYTES = 100 * 1024;
const MIB = 1024 * 1024;

/** All of a list. */
export const listOf = (item: TSchema) => Type.Object({ items: Type.Array(item) });

/** A page of a list: `nextCursor` is absent on the last. */
export const pageOf = (item: TSchema) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Optional(Type.String()) });

/** An answer in JSON. */
export const json = (schema: TSchema, description: string): Answer => ({
  description,
  content: { "application/json": schema },
});

/** An answer in JSON to what made something that has an address from now on. */
export const made = (schema: TSchema, description: string): Answer => ({
  ...json(schema, description),
  headers: { Location: "Its address." },
});

/** An answer that begins long work. */
export const begun = (schema: TSchema): Answer => ({
  ...json(schema, "Taken in; the job says how it goes."),
  headers: { Location: "The job's address." },
});

/** An answer of bytes that stay the same until what they are of is published again. */
export const bytes = (description: string): Answer => ({
  description,
  content: { "application/octet-stream": null },
});

/** An answer without a body. */
export const DONE: Answer = { description: "Done." };

/** A body in JSON. */
export const jsonBody = (schema: TSchema, maxBytes = DEFAULT_BODY_BYTES): Body => ({
  description: atMost(maxBytes),
  content: { "application/json": schema },
});

/** Says how long a body may be. */
export function atMost(maxBytes: number): string {
  const size = maxBytes < MIB ? `${maxBytes / 1024} KiB` : `${maxBytes / MIB} MiB`;
  return `At most ${size} unpacked; \`Content-Encoding\` gzip, deflate or br is read.`;
}

/** A parameter of the query. */
export const query = (
  name: string,
  description: string,
  schema: TSchema = Type.String(),
): QueryParameter => ({
  ...{ name, description, schema },
});

/** A parameter without which there is no answer. */
export const needed = (parameter: QueryParameter): QueryParameter => ({ ...parameter, isRequired: true });

/** A list of ids separated by commas. */
export const idList = (name: string, description: string, maxItems: number): QueryParameter =>
  query(name, description, Type.Array(IdentifierSchema, { minItems: 1, maxItems }));

/** `limit` and `cursor` of a list in pages. */
export const page = (defaultLimit: number, maxLimit: number): readonly QueryParameter[] => [
  query(
    "limit",
    "Items of a page at most.",
    Type.Integer({ minimum: 1, maximum: maxLimit, default: defaultLimit }),
  ),
  query("cursor", "`nextCursor` of the page before; opaque."),
];

/** An end of a stretch of time. */
export const time = (name: string, description: string): QueryParameter =>
  query(
    name,
    `${description} Epoch ms, or ISO 8601 with an offset.`,
    Type.Union([Type.Number(), Type.String({ format: "date-time" })]),
  );

/** Asks what a change would do. */
export const DRY_RUN = query(
  "dryRun",
  "Says what would happen and changes nothing.",
  Type.Boolean({ default: false }),
);

/** Of what is changed by one who has seen a version of it. */
export const VERSION = query(
  "version",
  "The version that was seen; where it is of another by now, nothing is done.",
  Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
);
