import { ProblemSchema } from "@shuicheng/shared/contracts";
import Type from "typebox";
import { Check } from "typebox/value";
import { ApiProblem, pageProblem } from "./api-problem.ts";

const JobAnswer = Type.Object({ job: Type.String() });

/** What goes along with an upload. */
interface UploadOptions {
  /** Path with its query below the server's root. */
  readonly address: string;
  readonly signal: AbortSignal;
  /** Bytes that have left the browser; called often. */
  onProgress(sentBytes: number): void;
}

/**
 * Sends a file as it is and answers the id of the job that the server began. By XMLHttpRequest: `fetch` does not tell how much of
 * a body has been sent.
 *
 * @throws {ApiProblem} With the server's code; `page/unreachable` where the connection broke off. An `AbortError` after
 * `signal`.
 */
export function uploadFile(file: Blob, { address, signal, onProgress }: UploadOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("accept", "application/json");
    request.responseType = "text";
    request.upload.addEventListener("progress", ({ loaded }) => onProgress(Math.min(loaded, file.size)));
    request.addEventListener("load", () => {
      const answer = readAnswer(request.status, request.responseText);
      if (answer instanceof ApiProblem) reject(answer);
      else resolve(answer);
    });
    request.addEventListener("error", () =>
      reject(pageProblem("page/unreachable", "the upload broke off", 0)),
    );
    request.addEventListener("abort", () => reject(new DOMException("the upload was stopped", "AbortError")));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    if (signal.aborted) reject(new DOMException("the upload was stopped", "AbortError"));
    else request.send(file);
  });
}

/** Reads what the server said to an upload: the job, or why not. */
export function readAnswer(status: number, text: string): string | ApiProblem {
  const body = parse(text);
  if (status === 202 && Check(JobAnswer, body)) return body.job;
  if (Check(ProblemSchema, body)) return new ApiProblem(body);
  const isGateway = status === 502 || status === 503 || status === 504;
  return pageProblem(
    isGateway ? "page/unreachable" : "page/unexpected-answer",
    `${status} without a job or problem details`,
    status,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
