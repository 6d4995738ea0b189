import type { FaultCode } from "@shuicheng/shared/faults";
import type { TSchema } from "typebox";

/**
 * Who may ask. `anyone`: without credentials; `reader`: whoever is known, and everybody where public viewing is on; `writer`: a
 * token or an administrator; `token`: only a token, because what comes counts for it; `administrator`: only a session.
 */
export type Who = "anyone" | "reader" | "writer" | "token" | "administrator";

/** A parameter of the query. Absent it has the schema's `default`, or none. */
export interface QueryParameter {
  readonly name: string;
  readonly description: string;
  /** A list is separated by commas. */
  readonly schema: TSchema;
  readonly isRequired?: boolean;
}

/** Schemas by media type; null: bytes or text that JSON Schema says nothing of. */
export type Content = Readonly<Record<string, TSchema | null>>;

/** What a request sends. */
export interface Body {
  readonly content: Content;
  readonly description?: string;
  /** Bodies of JSON and CSV are unpacked, read whole and held against their schema. Others are streamed. */
  readonly isStreamed?: boolean;
}

/** An answer that is no failure. */
export interface Answer {
  readonly description: string;
  readonly content?: Content;
  /** By name, and what each says. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One route, as far as it cannot be told from the others of its kind. */
export interface Operation {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** With `{name}` for each parameter; all are named in `pathParameters` of the area. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  readonly description?: string;
  readonly who: Who;
  readonly query?: readonly QueryParameter[];
  readonly body?: Body;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Codes beyond those that come with who may ask, parameters and the body. */
  readonly codes?: readonly FaultCode[];
  /** A GET whose answers are never the same twice, or are streamed: without ETag and 304. */
  readonly isNeverSame?: boolean;
  /** Answers parts of its file (RFC 9110, 14). */
  readonly takesRanges?: boolean;
}

/** The routes of one tag. */
export interface Area {
  readonly tag: string;
  readonly description: string;
  /** What the names in its paths stand for. */
  readonly pathParameters?: Readonly<
    Record<string, { readonly description: string; readonly schema: TSchema }>
  >;
  readonly operations: readonly Operation[];
}
