import type { Datastream } from "@shuicheng/shared/contracts";
import type { LatestValue } from "@shuicheng/shared/protocol";
import { describe, expect, it } from "vitest";
import { pickTelling } from "./use-telling-value.ts";

function aDatastream(id: string, side: LatestValue["side"] | undefined): Datastream {
  const latest =
    side === undefined ? null : { time: 1, result: 1, quality: "good" as const, side, stale: false };
  return {
    ...{ id, asset: "a", layer: "l", name: "", observedProperty: "level", resultType: "number" },
    ...{ categories: [], unit: null, range: { min: null, max: null }, limits: {}, decimals: 2 },
    ...{ expectedIntervalMs: 1000, staleAfterMs: 3000, latest },
  };
}

const nothing = { valueOf: () => undefined };

describe("pickTelling", () => {
  it("takes the value furthest beyond its limits", () => {
    const streams = [aDatastream("good", null), aDatastream("high", "H"), aDatastream("worst", "LL")];

    expect(pickTelling(streams, nothing)?.id).toBe("worst");
  });

  it("takes the first that has a value where all is well, and a live value before a stored one", () => {
    const streams = [
      aDatastream("never", undefined),
      aDatastream("first", null),
      aDatastream("second", null),
    ];
    const live: LatestValue = {
      ...{ datastream: "second", time: 2, result: 9, quality: "good", side: "H", stale: false },
    };

    expect(pickTelling(streams, nothing)?.id).toBe("first");
    expect(pickTelling(streams, { valueOf: (id) => (id === "second" ? live : undefined) })?.id).toBe(
      "second",
    );
    expect(pickTelling([], nothing)).toBeUndefined();
  });
});
