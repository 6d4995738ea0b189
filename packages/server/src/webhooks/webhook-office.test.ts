import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MAX_WEBHOOKS, STALE_BIT } from "@shuicheng/shared/contracts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ObservationLog, openObservationLog } from "../log/observation-log.ts";
import { buildObservationRecord, buildSilenceRecord, buildTickRecord } from "../record/packed-record.ts";
import { openWebhookOffice, type WebhookOffice } from "./webhook-office.ts";

const WAIT = { timeout: 30_000, interval: 10 };

let folder: string;
let log: ObservationLog;
let office: WebhookOffice;
let receiver: Server;
let url: string;
let status: number;
let aheadMs: number;
let received: { type: string; sequence: number; data: { items: { datastream: string; result: number }[] } }[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-webhooks-"));
  [status, aheadMs, received] = [200, 0, []];
  log = openObservationLog(folder, 0, { onCommitted() {}, onFailed() {} });
  office = openOffice();
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (status === 200) received.push(JSON.parse(Buffer.concat(chunks).toString("utf8")));
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
});

afterEach(async () => {
  office.close();
  receiver.closeAllConnections();
  receiver.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

function openOffice(epoch = log.epoch): WebhookOffice {
  return openWebhookOffice(
    {
      ...{ webhooksFile: join(folder, "webhooks.db"), logFile: join(folder, "log.db") },
      ...{ epoch, committedSeq: log.committedSeq },
    },
    () => Date.now() + aheadMs,
  );
}

const input = (changes: object = {}) => ({
  ...{ name: "x", url, events: ["observations"] as "observations"[], gatherMs: 0, ...changes },
});

let clockMs = 0;
/** Commits a record of one datastream. */
async function commit(handle: number, results: readonly number[]): Promise<void> {
  const { bytes, columns } = buildObservationRecord(results.length, ++clockMs);
  columns.handle.fill(handle);
  columns.timeMs.set(results.map(() => ++clockMs));
  columns.result.set(results);
  await log.append(bytes, null).durable;
}

/** Reads the log to its end, as the desk does. */
function takeAll(): void {
  for (;;) {
    const { through, unknown } = office.take(log.committedSeq);
    if (through >= log.committedSeq) return;
    office.describeDatastreams(
      unknown.map((handle) => [
        handle,
        {
          ...{ datastream: `d-${handle}`, asset: `a-${handle}`, layer: handle % 2 === 0 ? "even" : "odd" },
          ...{ resultType: "number" as const, categories: [] },
        },
      ]),
    );
  }
}

const results = () => received.flatMap(({ data }) => (data.items ?? []).map(({ result }) => result));

describe("openWebhookOffice", () => {
  it("tells of everything once and in order, however often it is ended and opened in between", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ do: fc.constant("commit" as const), n: fc.integer({ min: 1, max: 40 }) }),
            fc.record({
              do: fc.constantFrom("take" as const, "reopen" as const, "fail" as const, "mend" as const),
            }),
          ),
          { minLength: 5, maxLength: 20 },
        ),
        async (steps) => {
          const { id } = office.add(null, input({ layers: ["even"], batchItems: 7 }));
          received = [];
          status = 200;
          const expected: number[] = [];
          for (const step of steps) {
            if (step.do === "commit") {
              const own = Array.from({ length: step.n }, (_, at) => clockMs * 1_000 + at);
              expected.push(...own);
              await commit(4, own);
              await commit(3, [-1]);
            } else if (step.do === "take") takeAll();
            else if (step.do === "reopen") {
              office.close();
              office = openOffice();
            } else status = step.do === "fail" ? 500 : 200;
          }
          status = 200;
          takeAll();
          // Whoever failed is tried again at once.
          office.change(id, { enabled: true });
          // A message whose answer was lost with the office comes again, whole.
          await vi.waitFor(() => expect(new Set(results()).size).toBe(expected.length), WAIT);
          expect([...new Set(results())]).toEqual(expected);
          expect(received.every(({ type }) => type === "observations")).toBe(true);
          office.remove(id);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("tells of a silence", async () => {
    office.add(null, input({ events: ["silence"], datastreams: ["d-5", "d-6"] }));
    await commit(5, [1]);
    await log.append(buildSilenceRecord(new Set([5, 7]), 1_234), null).durable;
    takeAll();
    await vi.waitFor(() => expect(received).toHaveLength(1), WAIT);
    expect(received[0]).toMatchObject({
      type: "silence",
      data: { items: [{ datastream: "d-5", time: 1_234 }] },
    });
  });

  it("says that there is a gap where the log no longer has what it has not read", async () => {
    office.add(null, input());
    await commit(1, [1]);
    takeAll();
    await commit(1, [2]);
    log.trim(log.committedSeq, 0);
    // A trim is done after the transaction that it came with.
    for (let ticks = 0; ticks < 2; ticks++) await log.append(buildTickRecord(6), null).durable;
    await commit(1, [3]);
    takeAll();
    await vi.waitFor(() => expect(results()).toEqual([1, 3]), WAIT);
    expect(received.map(({ type }) => type)).toEqual(["observations", "gap", "observations"]);
    expect(received[1]?.data.items).toBeNull();
  });

  it("says that there is a gap where the log is another one", async () => {
    office.add(null, input());
    office.close();
    office = openOffice("another life");
    await commit(1, [1]);
    takeAll();
    await vi.waitFor(() => expect(results()).toEqual([1]), WAIT);
    expect(received.map(({ type }) => type)).toEqual(["gap", "observations"]);
  });

  it("pauses after a day of failures, keeps what comes, and goes on when it is told to", async () => {
    status = 500;
    const { id } = office.add(null, input());
    await commit(1, [1]);
    takeAll();
    await vi.waitFor(() => expect(office.find(id)?.failures).toBe(1), WAIT);
    aheadMs = 25 * 3_600_000;
    await vi.waitFor(() => expect(office.find(id)?.state).toBe("paused"), WAIT);
    expect(office.find(id)?.reason).toMatch(/for a day.*500/);
    status = 200;
    await commit(1, [2]);
    takeAll();
    expect(office.find(id)).toMatchObject({ state: "paused", waiting: 2 });
    office.change(id, { enabled: true });
    await vi.waitFor(() => expect(results()).toEqual([1, 2]), WAIT);
    expect(office.find(id)).toMatchObject({ state: "active", reason: null });
  });

  it("tells after a restart which statuses are other ones, and of nothing else", async () => {
    office.startStatuses(Uint8Array.of(0, 1, 5, 1));
    office.add(null, input({ events: ["status"] }));
    office.close();
    office = openOffice();
    const now = Uint8Array.of(0, 1, 1, 1 | STALE_BIT);
    const different = office.compareStatuses(now);
    expect([...different]).toEqual([2, 3]);
    const note = () => office.noteStatuses(different, now.slice(2), 99);
    const unknown = note();
    expect([...unknown]).toEqual([2, 3]);
    office.describeAssets(Array.from(unknown, (asset) => [asset, { asset: `a-${asset}`, layer: "even" }]));
    expect(note()).toHaveLength(0);
    await vi.waitFor(() => expect(received).toHaveLength(1), WAIT);
    expect(received[0]?.data.items).toEqual([
      { asset: "a-2", layer: "even", time: 99, before: ["high"], after: ["normal"] },
      { asset: "a-3", layer: "even", time: 99, before: ["normal"], after: ["normal", "stale"] },
    ]);
    expect(office.compareStatuses(now)).toHaveLength(0);
  });

  it("takes a log in which nobody is interested without keeping anything of it", async () => {
    office.add(null, input({ layers: ["even"] }));
    await commit(1, [1, 2, 3]);
    await log.append(buildTickRecord(5), null).durable;
    takeAll();
    expect(office.list()).toMatchObject([{ waiting: 0 }]);
    expect(received).toEqual([]);
  });

  it("has room for so many and no more", () => {
    for (let made = 0; made < MAX_WEBHOOKS; made++) office.add(null, input());
    expect(() => office.add(null, input())).toThrow(expect.objectContaining({ code: "webhook/too-many" }));
  });

  it("pauses what belongs to a token that is revoked, and nothing else", () => {
    const [mine, other] = [office.add(7, input()), office.add(8, input())];
    office.pauseOf(7, "the token is revoked");
    expect(office.find(mine.id)).toMatchObject({ state: "paused", reason: "the token is revoked" });
    expect(office.find(other.id)).toMatchObject({ state: "active" });
  });
});
