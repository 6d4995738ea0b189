import type { Acknowledgement, BatchRefusal, OpenAnswer } from "@shuicheng/shared/contracts";
import { encodeObservationBatch } from "@shuicheng/shared/protocol";
import { io } from "socket.io-client";
import { benchDatastream } from "./bench-city.ts";
import { serveRequests } from "./worker-process.ts";

/**
 * Pushes batches as fast as they are acknowledged: node ingest-load.ts URL NAMESPACE TOKEN DATASTREAMS BASE_MS FORM.
 * Each batch holds the next 500 datastreams, or 5,000 where FORM is `columns`; after the last the time moves on by a second.
 */
const [url, namespace, token, datastreamCount, baseMs, form] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  "items" | "columns",
];
const BATCH_ITEMS = form === "columns" ? 5_000 : 500;
const IN_FLIGHT = form === "columns" ? 8 : 32;

const datastreams = Array.from({ length: Number(datastreamCount) }, (_, index) => benchDatastream(index));
let next = 0;
let timeMs = Math.floor(Number(baseMs) / 1_000) * 1_000;

interface Item {
  datastream: string;
  time: number;
  result: number;
}

/** Two decimals, as instruments send them; some beyond a limit. */
const resultOf = (datastream: number): number => (((datastream * 37 + timeMs / 1_000) % 4_000) + 500) / 100;

function step(): void {
  next += 1;
  if (next < datastreams.length) return;
  next = 0;
  timeMs += 1_000;
}

/** A lane's own batches, filled anew each time: what the client does is taken from the server's two cores. */
function createItems(): () => readonly [event: string, ...payload: unknown[]] {
  const items: Item[] = Array.from({ length: BATCH_ITEMS }, () => ({ datastream: "", time: 0, result: 0 }));
  return () => {
    for (const item of items) {
      item.datastream = datastreams[next] as string;
      item.time = timeMs;
      item.result = resultOf(next);
      step();
    }
    return ["observations", { items }];
  };
}

function createColumns(): () => readonly [event: string, ...payload: unknown[]] {
  const columns = {
    timeMs: new Float64Array(BATCH_ITEMS),
    result: new Float64Array(BATCH_ITEMS),
    handle: new Int32Array(BATCH_ITEMS),
    quality: new Uint8Array(BATCH_ITEMS),
  };
  return () => {
    for (let i = 0; i < BATCH_ITEMS; i++) {
      columns.handle[i] = next;
      columns.timeMs[i] = timeMs;
      columns.result[i] = resultOf(next);
      step();
    }
    return ["observations.bin", encodeObservationBatch(columns), {}];
  };
}

const socket = io(`${url}${namespace}`, { auth: { token }, transports: ["websocket"], forceNew: true });
await new Promise((resolve) => socket.once("connect", () => resolve(undefined)));
if (form === "columns") {
  const { handles }: OpenAnswer = await socket.emitWithAck("open", { datastreams });
  if (handles.some((handle, at) => handle !== at)) throw new Error("handles are not 0, 1, 2 …");
}

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
    const fill = form === "columns" ? createColumns() : createItems();
    while (!isOver()) {
      const [event, ...payload] = fill();
      for (let isTaken = false; !isTaken; ) {
        const answer: Acknowledgement | BatchRefusal = await socket.emitWithAck(event, ...payload);
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
