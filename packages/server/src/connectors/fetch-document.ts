import { Fault } from "@shuicheng/shared/faults";

const TIMEOUT_MS = 30_000;
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/**
 * Fetches a JSON document.
 *
 * @param signal Ends it early.
 * @throws {Fault} `connector/failed`: the other side does not answer within 30 s, answers no 2xx, more than 16 MiB or no JSON.
 */
export async function fetchDocument(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<unknown> {
  let text: string;
  try {
    const response = await fetch(url, {
      headers: { accept: "application/json", ...headers },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw failed(`the answer is ${response.status} ${response.statusText}`);
    }
    text = await readText(response);
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { cause, message } = error as Error & { cause?: { message?: string } };
    throw failed(`there is no answer: ${cause?.message ?? message}`, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failed(`the answer is not JSON: ${(error as Error).message.slice(0, 200)}`, error);
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop cancels the rest.
    if (bytes > MAX_DOCUMENT_BYTES) throw failed("the answer is larger than 16 MiB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const failed = (reason: string, cause?: unknown) => new Fault("connector/failed", reason, {}, { cause });
