import type { Acknowledgement, BatchRefusal } from "@shuicheng/shared/contracts";
import { io } from "socket.io-client";
import { benchDatastream } from "./bench-city.ts";
import { serveRequests } from "./worker-process.ts";

/**
 * Pushes batches as fast as they are acknowledged: node ingest-load.ts URL NAMESPACE TOKEN DATASTREAMS BASE_MS.
 * Each batch holds the next 500 datastreams; after the last the time moves on by a second.
 */
const [url, namespace, token, datastreamCount, baseMs] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const BATCH_ITEMS = 500;
const IN_FLIGHT = 32;

const datastreams = Array.from({ length: Number(datastreamCount) }, (_, index) => benchDatastream(index));
let next = 0;
let timeMs = Math.floor(Number(baseMs) / 1_000) * 1_000;

interface Item {
  datastream: string;
  time: number;
  result: number;
}

/** Fills a lane's own items anew: what the client does is taken from the server's two cores. */
function fill(items: Item[]): void {
  for (const item of items) {
    item.datastream = datastreams[next] as string;
    item.time = timeMs;
    // Two decimals, as instruments send them; some beyond a limit.
    item.result = (((next * 37 + timeMs / 1_000) % 4_000) + 500) / 100;
    next += 1;
    if (next < datastreams.length) continue;
    next = 0;
    timeMs += 1_000;
  }
}

const socket = io(`${url}${namespace}`, { auth: { token }, transports: ["websocket"], forceNew: true });
await new Promise((resolve) => socket.once("connect", () => resolve(undefined)));

/** What a window of pushing came to. */
export interface LoadAnswer {
  readonly accepted: number;
  readonly elapsedMs: number;
  readonly busy: number;
  readonly rejected: number;
}

/** Pushes until `forMs` have passed or `observations` are accepted, then waits for what is on its way. */
async function push({ forMs, observations }: { forMs?: number; observations?: number }): Promise<LoadAnswer> {
  const beganAt = performance.now();
  let accepted = 0;
  let busy = 0;
  let rejected = 0;
  const isOver = () =>
    performance.now() - beganAt >= (forMs ?? Number.POSITIVE_INFINITY) ||
    accepted >= (observations ?? Number.POSITIVE_INFINITY);
  const lane = async () => {
    const items = Array.from({ length: BATCH_ITEMS }, () => ({ datastream: "", time: 0, result: 0 }));
    while (!isOver()) {
      fill(items);
      for (let isTaken = false; !isTaken; ) {
        const answer: Acknowledgement | BatchRefusal = await socket.emitWithAck("observations", { items });
        isTaken = !("error" in answer);
        if ("error" in answer) {
          if (answer.error.code !== "ingest/busy") throw new Error(JSON.stringify(answer.error));
          busy++;
          await new Promise((resolve) => setTimeout(resolve, answer.error.retryAfterMs ?? 250));
        } else {
          accepted += answer.accepted;
          rejected += answer.rejected.length;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return { accepted, elapsedMs: performance.now() - beganAt, busy, rejected };
}

serveRequests({}, push);
