import { beforeEach, describe, expect, it } from "vitest";
import { useReadingStore } from "./reading-store.ts";

const { fail, heal, retry } = useReadingStore.getState();
const failures = () => useReadingStore.getState().failures;

beforeEach(() => useReadingStore.setState({ failures: [], retries: 0 }));

describe("useReadingStore", () => {
  it("names what failed once, with the newest code, until it is read", () => {
    fail({ what: "positions", layer: "gas", code: "page/unreachable" });
    fail({ what: "basemap", layer: null, code: "page/unreachable" });
    fail({ what: "positions", layer: "gas", code: "internal/unexpected" });
    expect(failures()).toEqual([
      { what: "basemap", layer: null, code: "page/unreachable" },
      { what: "positions", layer: "gas", code: "internal/unexpected" },
    ]);

    heal("positions", "gas");
    expect(failures()).toEqual([{ what: "basemap", layer: null, code: "page/unreachable" }]);
  });

  it("changes nothing where nothing had failed: those who follow it are not woken", () => {
    const before = useReadingStore.getState();
    heal("classes", "gas");
    expect(useReadingStore.getState()).toBe(before);
  });

  it("counts the retries that were asked for", () => {
    retry();
    retry();
    expect(useReadingStore.getState().retries).toBe(2);
  });
});
