import { Fault, type FaultCode } from "@shuicheng/shared/faults";
import { problemOf } from "../error-handler.ts";
import type { Operation, Who } from "./operation.ts";
import type { Json } from "./schema-writer.ts";

/** Refusals that say when to try again. */
const RETRIED: readonly FaultCode[] = ["access/too-many-attempts", "ingest/busy", "ingest/quota-exceeded"];

const CODES_OF_WHO: Readonly<Record<Who, readonly FaultCode[]>> = {
  anyone: [],
  reader: ["access/unauthenticated"],
  writer: ["access/unauthenticated"],
  token: ["access/unauthenticated", "access/forbidden"],
  administrator: ["access/unauthenticated", "access/forbidden"],
};

/** Collects the answers to failures that operations share. */
export interface ProblemWriter {
  /** By status, pointers to the answers to whatever can go wrong. */
  write(operation: Operation): { readonly [status: string]: Json };
  /** All that were pointed to. */
  named(): { readonly [name: string]: Json };
}

/** Creates a writer of failures for one document. @param problem Pointer to the schema of problem details. */
export function createProblemWriter(problem: Json): ProblemWriter {
  const named = new Map<string, Json>();

  function writeAnswer(status: number, codes: readonly FaultCode[]): Json {
    // Of the characters that a component's name may have: `400-request.invalid`.
    const name = [status, ...codes.map((code) => code.replace("/", "."))].join("-");
    if (!named.has(name)) named.set(name, buildAnswer(problem, status, codes));
    return { $ref: `#/components/responses/${name}` };
  }

  return {
    write(operation) {
      const byStatus = Map.groupBy(codesOf(operation), statusOf);
      const answers = [...byStatus].map(([status, codes]) => [status, writeAnswer(status, codes)]);
      return Object.fromEntries(answers) as { readonly [status: string]: Json };
    },
    named: () => Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Every code that an operation can answer, once, in order of the alphabet. */
function codesOf({ who, path, query = [], body, codes = [], takesRanges }: Operation): FaultCode[] {
  const hasParameters = query.length > 0 || path.includes("{");
  const isParsed = body !== undefined && body.isStreamed !== true;
  const all: FaultCode[] = [
    ...CODES_OF_WHO[who],
    ...codes,
    ...(hasParameters || isParsed ? (["request/invalid"] as const) : []),
    ...(isParsed
      ? (["request/malformed-body", "request/too-large", "request/unsupported-media-type"] as const)
      : []),
    ...(takesRanges ? (["request/range-not-satisfiable"] as const) : []),
    "internal/unexpected",
  ];
  return [...new Set(all)].sort();
}

const statusOf = (code: FaultCode) => problemOf(new Fault(code, ""), "").status;

function buildAnswer(problem: Json, status: number, codes: readonly FaultCode[]): Json {
  const headers = {
    ...(status === 401 ? { "WWW-Authenticate": textHeader("`Bearer`") } : {}),
    ...(codes.some((code) => RETRIED.includes(code))
      ? { "Retry-After": textHeader("Whole seconds to wait before it is worth another try.") }
      : {}),
  };
  const schema = { allOf: [problem, { properties: { code: { enum: codes } } }] };
  return {
    description: codes.map((code) => `\`${code}\``).join(", "),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    content: { "application/problem+json": { schema } },
  };
}

const textHeader = (description: string): Json => ({ description, schema: { type: "string" } });
