import type { TSchema } from "typebox";
import { Errors } from "typebox/value";
import { ApiProblem } from "../api-problem.ts";

/** What is wrong with an input, and where: a JSON pointer into what is sent. */
export interface InputError {
  readonly pointer: string;
  /** In the words of the checker, the same here and on the server. */
  readonly message: string;
}

/** What a checker says of a text that is missing. */
export const MISSING = "must not have fewer than 1 characters";

/** Checks an input against the contract that the server checks it by. */
export function findInputErrors(schema: TSchema, input: unknown): InputError[] {
  return Errors(schema, input).map(({ instancePath, message }) => ({ pointer: instancePath, message }));
}

/** What the server found wrong, by field: what does not fit the contract, or the one field that a fault is about. */
export function errorsOfAnswer(error: unknown): readonly InputError[] {
  if (!(error instanceof ApiProblem)) return [];
  const { pointer } = error.details;
  return typeof pointer === "string" ? [...error.errors, { pointer, message: error.message }] : error.errors;
}

/** The first error of a field or of anything below it. */
export function findErrorAt(errors: readonly InputError[], pointer: string): InputError | undefined {
  return errors.find((each) => each.pointer === pointer || each.pointer.startsWith(`${pointer}/`));
}
