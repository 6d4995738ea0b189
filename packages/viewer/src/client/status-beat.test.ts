import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStatusBeat } from "./status-beat.ts";
import { createTwinMirror } from "./twin-mirror.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const change = (mirror: ReturnType<typeof createTwinMirror>, layer: string, status: number) =>
  mirror.applyStatus({
    layer,
    patch: { features: Uint32Array.of(0), status: Uint8Array.of(status) } as never,
  });

function setUp() {
  const mirror = createTwinMirror();
  mirror.setLayers(["water", "gas"].map((id) => ({ id, features: 3 })));
  return { mirror, beat: createStatusBeat(mirror) };
}

describe("createStatusBeat", () => {
  it("tells the changes of all layers together, once", () => {
    const { mirror, beat } = setUp();
    const any = vi.fn();
    const water = vi.fn();
    beat.listen(any);
    beat.listen(water, "water");
    change(mirror, "water", 1);
    change(mirror, "gas", 1);
    expect(any).not.toHaveBeenCalled();
    vi.advanceTimersByTime(40);
    expect(any).toHaveBeenCalledTimes(1);
    expect(water).toHaveBeenCalledTimes(1);
  });

  it("tells a listener nothing of other layers", () => {
    const { mirror, beat } = setUp();
    const water = vi.fn();
    beat.listen(water, "water");
    change(mirror, "gas", 5);
    vi.advanceTimersByTime(5_000);
    expect(water).not.toHaveBeenCalled();
  });

  it("tells once a second while changes do not end, and the last one in the end", () => {
    const { mirror, beat } = setUp();
    const seen: number[] = [];
    beat.listen(() => seen.push(mirror.statusOf("water")[0] as number), "water");
    for (let tick = 0; tick < 50; tick++) {
      change(mirror, "water", 1 + (tick % 2));
      vi.advanceTimersByTime(100);
    }
    change(mirror, "water", 6);
    vi.advanceTimersByTime(1_100);
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(seen.length).toBeLessThanOrEqual(7);
    expect(seen.at(-1)).toBe(6);
  });

  it("leaves the mirror with its last listener, and comes back", () => {
    const { mirror, beat } = setUp();
    const first = vi.fn();
    const end = beat.listen(first);
    change(mirror, "water", 1);
    end();
    vi.advanceTimersByTime(1_000);
    expect(first).not.toHaveBeenCalled();
    const second = vi.fn();
    beat.listen(second);
    change(mirror, "water", 2);
    vi.advanceTimersByTime(1_000);
    expect(second).toHaveBeenCalledTimes(1);
  });
});
