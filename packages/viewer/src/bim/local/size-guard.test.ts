import { describe, expect, it } from "vitest";
import { findMaxBytes } from "./size-guard.ts";

describe("findMaxBytes", () => {
  it("grows with the device up to what a wasm memory holds, and is cautious where nothing is known", () => {
    expect(findMaxBytes(4)).toBe(140_000_000);
    expect(findMaxBytes(8)).toBe(340_000_000);
    expect(findMaxBytes(64)).toBe(Math.floor((2 ** 32 - 600_000_000) / 10));
    expect(findMaxBytes(undefined)).toBe(findMaxBytes(4));
  });

  it("is nothing on a device without the memory for any conversion", () => {
    expect(findMaxBytes(0.5)).toBe(0);
  });
});
