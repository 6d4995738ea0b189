import { parseTime } from "@shuicheng/shared/contracts";
import type { Request } from "express";
import type { Static, TSchema } from "typebox";
import { RequestFault } from "./error-handler.ts";

/**
 * Makes a reader of JSON bodies of one schema. The compiler (300 files) is loaded with the first body, not at the
 * start.
 */
export function createBodyReader<S extends TSchema>(schema: S): (request: Request) => Promise<Static<S>> {
  let compiled: Promise<Validator<S>> | undefined;
  return async (request) => {
    compiled ??= import("typebox/compile").then(({ Compile }) => Compile(schema) as unknown as Validator<S>);
    const check = await compiled;
    const body: unknown = request.body;
    if (check.Check(body)) return body;
    const errors = [...check.Errors(body)]
      .slice(0, 20)
      .map((error) => ({ pointer: error.instancePath, message: error.message }));
    const [first] = errors;
    const reason =
      body === undefined
        ? "the body is empty or not application/json"
        : `${first?.pointer || "/"} ${first?.message}`;
    throw new RequestFault(reason, errors);
  };
}

/** What is used of a compiled schema. */
interface Validator<S extends TSchema> {
  Check(value: unknown): value is Static<S>;
  Errors(value: unknown): Iterable<{ instancePath: string; message: string }>;
}

/** Reads an optional text parameter; repeated or nested ones are refused. */
export function readText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  if (value === undefined || value === "") return undefined;
  if (typeof value !== "string") throw invalid(name, "is given more than once");
  // Nobody types them. SQLite's LIKE ends at a NUL, and a text of nothing else would match everything.
  if (/\p{Cc}/u.test(value)) throw invalid(name, "holds a control character");
  return value;
}

/** Reads an optional whole number within bounds. */
export function readInteger(request: Request, name: string, min: number, max: number): number | undefined {
  const text = readText(request, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw invalid(name, `is ${text}; a whole number from ${min} to ${max} is right`);
  }
  return value;
}

/** Reads an optional `true` or `false`. */
export function readFlag(request: Request, name: string): boolean | undefined {
  const text = readText(request, name);
  if (text === undefined) return undefined;
  if (text !== "true" && text !== "false") throw invalid(name, `is ${text}; true or false is right`);
  return text === "true";
}

/** Reads an optional time: epoch ms or ISO 8601 with an offset. A `+` that arrived as a space is put right. */
export function readTime(request: Request, name: string): number | undefined {
  const text = readText(request, name);
  if (text === undefined) return undefined;
  const parsed = parseTime(/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text.replace(" ", "+"));
  if (typeof parsed === "string") throw invalid(name, parsed);
  return parsed;
}

/** Reads a page: `limit` and the opaque `cursor` that {@link buildCursor} made. */
export function readPage(
  request: Request,
  defaultLimit: number,
  maxLimit: number,
): { limit: number; after: number | undefined } {
  const cursor = readText(request, "cursor");
  const position = cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString("latin1");
  if (position !== undefined && !/^-?\d{1,16}$/.test(position))
    throw invalid("cursor", "is not one that this API gave");
  const after = position === undefined ? undefined : Number(position);
  return { limit: readInteger(request, "limit", 1, maxLimit) ?? defaultLimit, after };
}

/** Makes a cursor that continues after `position`. */
export function buildCursor(position: number): string {
  return Buffer.from(String(position), "latin1").toString("base64url");
}

function invalid(name: string, reason: string): RequestFault {
  return new RequestFault(`parameter ${name} ${reason}`, [{ pointer: `?${name}`, message: reason }]);
}
