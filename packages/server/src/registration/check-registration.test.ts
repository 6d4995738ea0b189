import type { DatastreamInput } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { checkRegistration } from "./check-registration.ts";

const layer = { id: "l" };
const one: DatastreamInput = { id: "a", asset: "n", observedProperty: "level" };

describe("checkRegistration", () => {
  it.each<[Partial<DatastreamInput>, string, RegExp]>([
    [{ limits: { H: 10, L: 20 } }, "/datastreams/1/limits/H", /H, 10, is less than L, 20/],
    [{ limits: { HH: 1, LL: 2 } }, "/datastreams/1/limits/HH", /HH, 1, is less than LL, 2/],
    [{ range: { min: 9, max: 1 } }, "/datastreams/1/range/max", /max, 1, is less than min, 9/],
    [{ resultType: "category" }, "/datastreams/1/categories", /needs its categories/],
    [{ id: "a" }, "/datastreams/1/id", /stands at datastreams\[0\] already/],
  ])("names where %j is wrong", (wrong, pointer, message) => {
    const datastreams = [one, { ...one, id: "b", ...wrong }];
    expect(() => checkRegistration({ layer, datastreams })).toThrow(
      expect.objectContaining({
        code: "registry/invalid",
        message: expect.stringMatching(message),
        details: { pointer },
      }),
    );
  });

  it("takes limits that ascend or are alike, and ranges open at an end", () => {
    const limits = { LL: 1, L: 1, H: 3, HH: 3 };
    expect(() =>
      checkRegistration({
        layer,
        assets: [{ id: "n", class: "manhole" }],
        datastreams: [{ ...one, limits, range: { min: null, max: 4 } }],
      }),
    ).not.toThrow();
  });
});
