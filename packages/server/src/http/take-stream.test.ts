import { Readable } from "node:stream";
import { MAX_BATCH_ITEMS } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutLines, type Line } from "./ndjson-lines.ts";
import { takeStream } from "./take-stream.ts";

const busy = () => new Fault("ingest/busy", "catching up", { retryAfterMs: 1 });
const signal = new AbortController().signal;

/** Lines as chunks of `size`, counting how many were asked for. */
function source(lines: number, size: number) {
  const asked = { chunks: 0 };
  async function* produce(): AsyncGenerator<Line[]> {
    for (let from = 1; from <= lines; from += size) {
      asked.chunks++;
      const n = Math.min(size, lines - from + 1);
      yield Array.from({ length: n }, (_, i) => ({ line: from + i, text: `{"n":${from + i}}` }));
    }
  }
  return { asked, lines: produce() };
}

const acknowledge = (items: readonly unknown[]) => ({
  accepted: items.length,
  duplicates: 0,
  rejected: [],
});

describe("takeStream", () => {
  it("waits while the server is busy and loses nothing", async () => {
    let refusals = 0;
    const taken: unknown[] = [];
    const answer = await takeStream(source(20_000, 333).lines, {
      async admit(items) {
        if (++refusals % 3 !== 0) throw busy();
        taken.push(...items);
        return acknowledge(items);
      },
      signal,
    });
    expect(answer).toEqual({ accepted: 20_000, duplicates: 0, rejected: [], moreRejected: 0 });
    expect(new Set(taken.map((item) => (item as { n: number }).n)).size).toBe(20_000);
  });

  it("reads no further while four batches are on their way", async () => {
    const { asked, lines } = source(100_000, MAX_BATCH_ITEMS);
    const waiting: (() => void)[] = [];
    let most = 0;
    const done = takeStream(lines, {
      admit: (items) =>
        new Promise((resolve) => {
          waiting.push(() => resolve(acknowledge(items)));
          most = Math.max(most, waiting.length);
        }),
      signal,
    });
    while (waiting.length < 4) await new Promise(setImmediate);
    for (let i = 0; i < 100; i++) await new Promise(setImmediate);
    // One more chunk is read ahead.
    expect(asked.chunks).toBeLessThanOrEqual(5);
    const timer = setInterval(() => waiting.shift()?.(), 0);
    expect(await done).toMatchObject({ accepted: 100_000 });
    clearInterval(timer);
    expect(most).toBe(4);
  });

  it("ends at a refusal that no waiting helps, naming the first line that is not done", async () => {
    let batches = 0;
    const failed = takeStream(source(40_000, 1_000).lines, {
      async admit(items) {
        if (++batches >= 3) throw new Fault("ingest/quota-exceeded", "a day's", { retryAfterMs: 3_600_000 });
        return acknowledge(items);
      },
      signal,
    });
    await expect(failed).rejects.toMatchObject({
      code: "ingest/quota-exceeded",
      details: { accepted: 10_000, line: 10_001, retryAfterMs: 3_600_000 },
    });
  });

  it("does not wait on when nobody waits for the answer", async () => {
    const gone = new AbortController();
    const failed = takeStream(source(10, 10).lines, {
      async admit() {
        gone.abort();
        throw new Fault("ingest/busy", "", { retryAfterMs: 50_000 });
      },
      signal: gone.signal,
    });
    await expect(failed).rejects.toMatchObject({ code: "ingest/busy" });
  });
});

describe("cutLines", () => {
  it("cuts the same lines wherever the chunks end", async () => {
    const text = fc.array(
      fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "\r", "压力", "a\rb")),
      {
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(text, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), async (parts, sizes) => {
        const bytes = Buffer.from(parts.join("\n"));
        const chunks: Buffer[] = [];
        for (let at = 0; at < bytes.length; ) {
          const { value: size } = sizes.next() as { value: number };
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        const cut: Line[] = [];
        for await (const lines of cutLines(Readable.from(chunks))) cut.push(...lines);
        const wanted = bytes
          .toString("utf8")
          .replace(/^\uFEFF/, "")
          .split("\n")
          .map((line, i) => ({ line: i + 1, text: line.trim() }))
          .filter(({ text: line }) => line !== "");
        expect(cut).toEqual(wanted);
      }),
    );
  });
});
