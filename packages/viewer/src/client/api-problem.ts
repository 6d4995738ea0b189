import type { Problem } from "@shuicheng/shared/contracts";
import type { PageFaultCode } from "../format/page-fault-words.ts";

/** A request that the server refused or that did not reach it, with the stable code a person can report. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  /** A fault code of the server, or `page/…` where there was no answer of ours. */
  readonly code: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** Where in the request, by JSON pointer. */
  readonly errors: NonNullable<Problem["errors"]>;
  /** The failure in parts: names, limits. */
  readonly details: NonNullable<Problem["details"]>;

  constructor(
    problem: Pick<Problem, "code" | "status" | "detail" | "errors" | "details">,
    options?: { cause?: unknown },
  ) {
    super(problem.detail, options);
    this.code = problem.code;
    this.status = problem.status;
    this.errors = problem.errors ?? [];
    this.details = problem.details ?? {};
  }
}

/** The code to show for anything that was thrown. */
export function codeOf(error: unknown): string {
  if (error instanceof ApiProblem) return error.code;
  return "internal/unexpected";
}

/** No answer, or one that is not ours. */
export function pageProblem(
  code: PageFaultCode,
  detail: string,
  status: number,
  cause?: unknown,
): ApiProblem {
  return new ApiProblem({ code, status, detail }, cause === undefined ? {} : { cause });
}
