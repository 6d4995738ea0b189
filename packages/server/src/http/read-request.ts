import { parseTime } from "@shuicheng/shared/contracts";
import type { Request } from "express";
import type { Static, TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { RequestFault } from "./error-handler.ts";

/** Makes a reader of JSON bodies of one schema. Compile once, at the start. */
export function createBodyReader<S extends TSchema>(schema: S): (request: Request) => Static<S> {
  const check = Compile(schema);
  return (request) => {
    const body: unknown = request.body;
    if (check.Check(body)) return body as Static<S>;
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

/** Reads an optional text parameter; repeated or nested ones are refused. */
export function readText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string") return value;
  throw invalid(name, "is given more than once");
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
