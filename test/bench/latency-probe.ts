import { createIngestClient, createLiveClient } from "@shuicheng/shared/client";
import { io, type Socket } from "socket.io-client";
import { benchDatastream } from "./bench-city.ts";
import { LATENCY_LIMIT } from "./latency-limit.ts";
import { serveRequests } from "./worker-process.ts";

/**
 * Pushes a steady load and looks at it through live clients of the same process, so that there is one clock:
 * node latency-probe.ts URL TOKEN DATASTREAMS SCREENS relay|live. A result carries the moment of its push; every
 * other one is over the limit, so that each changes a status too.
 */
const [url, token, datastreamCount, screenCount, kind] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const DATASTREAMS = Number(datastreamCount);
const SCREENS = Number(screenCount);
const BEAT_MS = 10;

const delaysMs: number[] = [];
let isSampling = false;

function see(result: number): void {
  if (!isSampling) return;
  const pushedAt = result >= LATENCY_LIMIT ? result - LATENCY_LIMIT : result;
  delaysMs.push(performance.now() - pushedAt);
}

const connected = (socket: Socket) =>
  new Promise((resolve) => socket.once("connect", () => resolve(undefined)));
const connect = (namespace: string) =>
  io(`${url}${namespace}`, { transports: ["websocket"], forceNew: true });

/** Each screen follows its own part of the datastreams, so that every observation is seen by one. */
const followedBy = (screen: number) =>
  Array.from({ length: DATASTREAMS }, (_, index) => index)
    .filter((index) => index % SCREENS === screen)
    .map(benchDatastream);

interface Item {
  readonly datastream: string;
  readonly time: number;
  readonly result: number;
}

async function openLive(): Promise<(items: Item[]) => void> {
  await Promise.all(
    Array.from({ length: SCREENS }, (_, screen) => {
      const client = createLiveClient({ url, token });
      client.on({
        onValues(values) {
          for (const { result } of values) see(result as number);
        },
      });
      client.subscribe({ datastreams: followedBy(screen) });
      return new Promise((resolve) =>
        client.on({ onLink: ({ phase }) => phase === "live" && resolve(undefined) }),
      );
    }),
  );
  const ingest = createIngestClient({ url, token, maxInFlight: 1_000 });
  return (items) => void ingest.push(items);
}

async function openRelay(): Promise<(items: Item[]) => void> {
  const screens = Array.from({ length: SCREENS }, (_, screen) => {
    const followed = new Set(followedBy(screen));
    const socket = connect("/live");
    socket.on("relayed", (items: Item[]) => {
      for (const { datastream, result } of items) if (followed.has(datastream)) see(result);
    });
    return socket;
  });
  const pusher = connect("/ingest");
  await Promise.all([...screens, pusher].map(connected));
  return (items) => void pusher.emit("relay", { items });
}

const push = kind === "relay" ? await openRelay() : await openLive();
let sent = 0;

/** Pushes for a while and answers the delays, milliseconds. The first second is not counted. */
async function run({ forMs, ratePerS }: { forMs: number; ratePerS: number }): Promise<object> {
  const beganAt = performance.now();
  const first = sent;
  delaysMs.length = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsedMs = performance.now() - beganAt;
      isSampling = elapsedMs >= 1_000;
      const due = first + Math.floor((Math.min(elapsedMs, forMs) * ratePerS) / 1_000);
      const items: Item[] = [];
      for (; sent < due; sent++) {
        const isOver = Math.floor(sent / DATASTREAMS) % 2 === 1;
        const result = performance.now() + (isOver ? LATENCY_LIMIT : 0);
        items.push({ datastream: benchDatastream(sent % DATASTREAMS), time: Date.now(), result });
      }
      if (items.length > 0) push(items);
      if (elapsedMs < forMs) return;
      clearInterval(timer);
      resolve();
    }, BEAT_MS);
  });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  isSampling = false;
  return { delaysMs, pushed: sent - first };
}

serveRequests({}, run);
