import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns";
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { type Attempt, readRetryAfter } from "./judge-attempt.ts";
import { isReceiverAllowed, literalAddressOf } from "./receiver-address.ts";

/** A message on its way. */
export interface SignedMessage {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** See {@link isReceiverAllowed}. */
  readonly mayBeHere: boolean;
}

const TIMEOUT_MS = 10_000;
/** An answer is read so far to keep its connection; beyond it the connection ends. */
const MAX_ANSWER_BYTES = 65_536;

/**
 * Posts a message and says what came of it; it never throws. No redirect is followed, and an answer that is not whole within 10 s is
 * none. The address is looked at when it is connected to, so that no name can lead elsewhere later.
 *
 * @param signal Ends it early.
 */
export async function sendMessage(message: SignedMessage, signal: AbortSignal): Promise<Attempt> {
  const startedMs = performance.now();
  const done = (status: number | null, reason: string | null, retryAfterMs: number | null = null) => ({
    ...{ status, reason, retryAfterMs, ms: Math.round((performance.now() - startedMs) * 10) / 10 },
  });
  const controller = new AbortController();
  const end = () => controller.abort();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, TIMEOUT_MS);
  signal.addEventListener("abort", end, { once: true });
  try {
    const { statusCode = 0, headers } = await post(message, controller.signal);
    const isTaken = statusCode >= 200 && statusCode < 300;
    const reason = isTaken ? null : reasonOf(statusCode);
    return done(statusCode, reason, readRetryAfter(headers["retry-after"], Date.now()));
  } catch (error) {
    if (isLate) return done(null, `no answer within ${TIMEOUT_MS / 1000} s`);
    const { message: why, code } = error as NodeJS.ErrnoException;
    return done(null, (why || code || String(error)).slice(0, 200));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}

const reasonOf = (status: number) =>
  status >= 300 && status < 400 ? `answered ${status}: redirects are not followed` : `answered ${status}`;

const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

async function post(message: SignedMessage, signal: AbortSignal): Promise<IncomingMessage> {
  const url = new URL(message.url);
  const literal = literalAddressOf(url);
  if (literal !== undefined && !isReceiverAllowed(literal, message.mayBeHere)) throw refused(literal);
  const isSecure = url.protocol === "https:";
  // A connection that was opened for an administrator's webhook is not for another's.
  const agent = message.mayBeHere ? (isSecure ? agents.https : agents.http) : undefined;
  const options = {
    method: "POST",
    headers: {
      ...message.headers,
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(message.body),
      "user-agent": "Shuicheng-Webhooks/1",
    },
    lookup: lookupAllowed(message.mayBeHere),
    signal,
    ...(agent ? { agent } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = (isSecure ? requestHttps : requestHttp)(url, options, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Uint8Array) => {
        bytes += chunk.length;
        if (bytes <= MAX_ANSWER_BYTES) return;
        resolve(response);
        response.destroy();
      });
      response.on("end", () => resolve(response));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(message.body);
  });
}

/** Looks a name up, and finds none where one of its addresses is not allowed. */
function lookupAllowed(mayBeHere: boolean): LookupFunction {
  return (host, options, answer) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const bad = error ? undefined : addresses.find(({ address }) => !isReceiverAllowed(address, mayBeHere));
      const [first] = addresses ?? [];
      if (error || bad || !first) answer(error ?? refused(bad?.address ?? host), "", 4);
      else if (options.all) answer(null, addresses);
      else answer(null, first.address, first.family);
    });
  };
}

const refused = (address: string): NodeJS.ErrnoException =>
  new Error(`the address ${address} is not one that messages may go to`);
