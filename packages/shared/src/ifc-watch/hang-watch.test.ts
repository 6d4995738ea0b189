import { describe, expect, it } from "vitest";
import { createHangWatch, WATCH_MS, type WatchVerdict } from "./hang-watch.ts";

const LIMITS = { productMs: 4 * WATCH_MS };

describe("createHangWatch", () => {
  const ask = (watch: { ask(): WatchVerdict }, times: number) =>
    Array.from({ length: times }, () => watch.ask());

  it("names the product after which nothing came for longer than the limit", () => {
    const watch = createHangWatch(LIMITS);
    watch.hear(7);
    watch.hear(8);
    expect(ask(watch, 5)).toEqual([undefined, undefined, undefined, undefined, { hungAt: 8 }]);
  });

  it("starts anew with each sign of life, whatever it is about", () => {
    const watch = createHangWatch(LIMITS);
    watch.hear(7);
    ask(watch, 4);
    watch.hear();
    expect(ask(watch, 4)).toEqual([undefined, undefined, undefined, undefined]);
    expect(watch.ask()).toEqual({ hungAt: 7 });
  });

  it("gives what is no product's work ten times as long, then says how long it was silent", () => {
    const watch = createHangWatch(LIMITS);
    watch.hear(7);
    watch.hear(0);
    const verdicts = ask(watch, 41);
    expect(verdicts.slice(0, 40).every((verdict) => verdict === undefined)).toBe(true);
    expect(verdicts[40]).toEqual({ silentMs: 41 * WATCH_MS });
  });
});
