import {
  type Pull,
  type PulledField,
  type PullInput,
  PullInputSchema,
  type PullMap,
} from "@shuicheng/shared/contracts";
import { findInputErrors, type InputError, MISSING } from "./input-errors.ts";
import { readNumber } from "./read-text.ts";

/**
 * A field of an observation as a person writes it: `/a/b` is a place in the record, `.` the record itself, `=text` always the
 * same; empty is absent.
 */
export interface FieldDraft {
  readonly text: string;
  /** Before what stands there. */
  readonly prefix: string;
}

/** How observations stand in a document, as a person writes it. */
export interface MapDraft {
  readonly key: string;
  readonly records: string;
  readonly datastream: FieldDraft;
  readonly time: FieldDraft;
  readonly timeUnit: "ms" | "s";
  readonly result: FieldDraft;
  readonly quality: FieldDraft;
}

/** A header that goes with the request; a value of null is kept on the server and not shown. */
export interface HeaderDraft {
  readonly key: string;
  readonly name: string;
  readonly value: string | null;
}

/** A connector while it is being written. */
export interface ConnectorDraft {
  readonly name: string;
  readonly token: number | undefined;
  readonly url: string;
  readonly intervalS: string;
  readonly headers: readonly HeaderDraft[];
  readonly maps: readonly MapDraft[];
  readonly enabled: boolean;
}

const EMPTY_FIELD: FieldDraft = { text: "", prefix: "" };
const newKey = (): string => crypto.randomUUID();

/** Observations in a list of records with the usual names. */
export const buildMapDraft = (): MapDraft => ({
  key: newKey(),
  records: "",
  datastream: { text: "/datastream", prefix: "" },
  time: { text: "/time", prefix: "" },
  timeUnit: "ms",
  result: { text: "/result", prefix: "" },
  quality: EMPTY_FIELD,
});

/** An empty header. */
export const buildHeaderDraft = (): HeaderDraft => ({ key: newKey(), name: "", value: "" });

/** A connector to begin with. @param token That it counts for, where there is only one to choose */
export function buildConnectorDraft(token: number | undefined): ConnectorDraft {
  return { name: "", token, url: "", intervalS: "60", headers: [], maps: [buildMapDraft()], enabled: true };
}

/** A connector as a person changes it. */
export function draftOfConnector(pull: Pull): ConnectorDraft {
  return {
    ...{ name: pull.name, token: pull.token, url: pull.url, enabled: pull.enabled },
    intervalS: String(pull.intervalS),
    headers: Object.entries(pull.headers ?? {}).map(([name, value]) => ({ key: newKey(), name, value })),
    maps: pull.maps.map((map) => ({
      key: newKey(),
      records: map.records,
      datastream: draftOfField(map.datastream),
      time: draftOfField(map.time),
      timeUnit: map.timeUnit ?? "ms",
      result: draftOfField(map.result),
      quality: draftOfField(map.quality),
    })),
  };
}

/** What is sent, and what is wrong with it by field. */
export function readConnectorDraft(draft: ConnectorDraft): {
  readonly input: PullInput;
  readonly errors: readonly InputError[];
} {
  const headers = draft.headers.filter(({ name, value }) => name.trim() !== "" || value !== "");
  const input: PullInput = {
    name: draft.name.trim(),
    token: draft.token ?? 0,
    url: draft.url.trim(),
    ...(headers.length === 0
      ? {}
      : { headers: Object.fromEntries(headers.map(({ name, value }) => [name.trim(), value])) }),
    intervalS: readNumber(draft.intervalS),
    maps: draft.maps.map(mapOf),
    enabled: draft.enabled,
  };
  const missing = draft.maps.flatMap((map, i) =>
    (["datastream", "result"] as const)
      .filter((name) => map[name].text.trim() === "")
      .map((name) => ({ pointer: `/maps/${i}/${name}`, message: MISSING })),
  );
  const ofToken = draft.token === undefined ? [{ pointer: "/token", message: MISSING }] : [];
  const ofUrl = input.url === "" ? [{ pointer: "/url", message: MISSING }] : [];
  return { input, errors: [...missing, ...ofToken, ...ofUrl, ...findInputErrors(PullInputSchema, input)] };
}

function mapOf({ records, datastream, time, timeUnit, result, quality }: MapDraft): PullMap {
  return {
    records: records.trim(),
    datastream: fieldOf(datastream),
    ...(time.text.trim() === "" ? {} : { time: fieldOf(time), timeUnit }),
    result: fieldOf(result),
    ...(quality.text.trim() === "" ? {} : { quality: fieldOf(quality) }),
  };
}

function fieldOf({ text, prefix }: FieldDraft): PulledField {
  const trimmed = text.trim();
  if (trimmed.startsWith("=")) return { value: readValue(trimmed.slice(1)) };
  const pointer = trimmed === "." ? "" : trimmed === "" ? " " : trimmed;
  return prefix === "" ? { pointer } : { pointer, prefix };
}

function draftOfField(field: PulledField | undefined): FieldDraft {
  if (field === undefined) return EMPTY_FIELD;
  if ("value" in field) return { text: `=${writeValue(field.value)}`, prefix: "" };
  return { text: field.pointer === "" ? "." : field.pointer, prefix: field.prefix ?? "" };
}

/** Numbers and truths are what they look like; quotes make a text of one. */
function readValue(text: string): string | number | boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  } catch {
    // Not JSON: a text as it stands.
  }
  return text;
}

const writeValue = (value: string | number | boolean): string =>
  typeof value === "string" && readValue(value) === value ? value : JSON.stringify(value);
