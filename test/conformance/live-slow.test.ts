import { readFileSync } from "node:fs";
import type { Datastream } from "@shuicheng/shared/contracts";
import { LINK_LOST_AFTER_MS, MAX_FOLLOWED_DATASTREAMS } from "@shuicheng/shared/protocol";
import type { Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectPlain, PlainScreen, push, webSocketOf } from "./plain-client.ts";

/** Ids of full length make patches of half a megabyte, so that the kernel's buffers are full in seconds. */
const IDS = Array.from({ length: MAX_FOLLOWED_DATASTREAMS }, (_, i) => `p-${i}-`.padEnd(128, "x"));
const PUSH_INTERVAL_MS = 200;
/**
 * What Linux holds between two sockets of one machine, with room to spare: the sender's buffer grows up to the
 * setting, the receiver's does not grow while nobody reads from it.
 */
const KERNEL_BYTES = largest("tcp_wmem") + Math.min(largest("tcp_rmem"), 8 * 1024 * 1024);
/** Patches and ticks that may wait in the server for one screen, and what is already at its socket. */
const QUEUED_PACKETS = 24;
/** A queue without a bound would hold all that was sent meanwhile: several times this. */
const MAX_GROWTH_BYTES = 160 * 1024 * 1024;

function largest(name: string): number {
  try {
    return Number(readFileSync(`/proc/sys/net/ipv4/${name}`, "utf8").trim().split(/\s+/)[2]);
  } catch {
    return 6 * 1024 * 1024;
  }
}

let dataFolder: string;
let server: ServerProcess;
let token: string;
let ingest: Socket;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: IDS.map((id) => ({ id, class: "junction" })),
    datastreams: IDS.map((id) => ({ id, asset: id, observedProperty: "pressure", limits: { H: 50 } })),
  });
  ingest = await connectPlain(server.url, "/ingest", { auth: { token } });
});

afterAll(async () => {
  ingest?.disconnect();
  await server?.kill9();
  removeDataFolder(dataFolder);
});

async function residentBytes(): Promise<number> {
  const text = await (await server.request("/metrics")).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

async function followAll(): Promise<PlainScreen> {
  const screen = await PlainScreen.connect(server.url, { auth: { token } });
  await screen.subscribe({ layers: ["water"], datastreams: IDS });
  await screen.until("a tick", ({ ticks }) => ticks.length > 0);
  return screen;
}

describe("a screen that reads more slowly than patches come", () => {
  it("[LV6] is left out and gets one merged patch a topic; memory is bounded, others are not delayed", async () => {
    const slow = await followAll();
    const other = await followAll();
    let round = 0;
    const pushRound = async () => {
      const time = Date.now();
      round++;
      const items = IDS.map((datastream, i) => ({ datastream, time, result: (i + round) % 100 }));
      expect(await push(ingest, { items })).toMatchObject({ accepted: IDS.length });
    };
    const patchBytes =
      IDS.length * JSON.stringify({ ...other.values.get(IDS[0]!), datastream: IDS[0] }).length;
    await pushRound();
    const before = await residentBytes();
    webSocketOf(slow.socket)._socket.pause();
    const pausedAt = { received: slow.received.length, patches: other.valuePatches.length };
    const rounds = Math.ceil(KERNEL_BYTES / patchBytes) + QUEUED_PACKETS;
    let peak = 0;
    // The rate that the server sends at: as many patches as rounds, half a megabyte each.
    while (other.valuePatches.length - pausedAt.patches < rounds) {
      const next = Date.now() + PUSH_INTERVAL_MS;
      await pushRound();
      if (round % 5 === 0) peak = Math.max(peak, await residentBytes());
      await new Promise((resolve) => setTimeout(resolve, next - Date.now()));
    }
    const latest = () => new Map(IDS.map((id, i) => [id, (i + round) % 100]));
    const shown = (screen: PlainScreen) => new Map(IDS.map((id) => [id, screen.values.get(id)?.result]));
    const isCurrent = (screen: PlainScreen) => {
      const expected = latest();
      return IDS.every((id) => screen.values.get(id)?.result === expected.get(id));
    };
    // While the slow one still reads nothing, the other has everything.
    await other.until("the last round", isCurrent);
    expect(slow.received.length - pausedAt.received).toBeLessThan(rounds / 2);
    expect(peak - before).toBeLessThan(MAX_GROWTH_BYTES);

    webSocketOf(slow.socket)._socket.resume();
    await slow.until("the last round", isCurrent);
    await slow.untilTold(other.ticks.at(-1)!.seq);
    expect(slow.socket.connected).toBe(true);
    expect(shown(slow)).toEqual(latest());
    expect(slow.status).toEqual(other.status);
    const stored = await server.datastreams(token);
    expect(new Map(stored.map(({ id, latest: last }: Datastream) => [id, last?.result]))).toEqual(latest());

    // It was left out: one patch of values that spans what the other had in many, and of status likewise.
    const widest = slow.valuePatches.reduce((a, b) => (b.seq - b.from > a.seq - a.from ? b : a));
    const inside = other.valuePatches.filter(({ seq }) => seq > widest.from && seq <= widest.seq);
    expect(inside.length).toBeGreaterThan(3);
    const merged = slow.statusPatches.filter(({ seq }) => seq > widest.from && seq <= widest.seq);
    expect(merged.map(({ topic, seq }) => [topic, seq])).toEqual([["water", widest.seq]]);
    expect(slow.snapshots).toHaveLength(1);
    // No tick vouched for what it had not been sent.
    const ticks = slow.ticks.filter(({ seq }) => seq > widest.from && seq < widest.seq);
    expect(ticks).toEqual([]);
    const gaps = other.ticks.slice(1).map(({ serverTime }, i) => serverTime - other.ticks[i]!.serverTime);
    expect(Math.max(...gaps)).toBeLessThan(LINK_LOST_AFTER_MS);
    slow.close();
    other.close();
  });
});
