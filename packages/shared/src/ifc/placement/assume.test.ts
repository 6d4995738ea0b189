import { describe, expect, it } from "vitest";
import { ASSUMPTION_CODES } from "../../contracts/index.ts";
import { assume } from "./assume.ts";

describe("assume", () => {
  it("writes its values into the sentence", () => {
    expect(assume("datum", { name: "EPSG:4547", errorM: 3 })).toEqual({
      code: "datum",
      message: "The datum of EPSG:4547 is taken to WGS84 to about 3 m.",
      values: { name: "EPSG:4547", errorM: 3 },
    });
  });

  it.each(ASSUMPTION_CODES)("has a sentence for %s", (code) => {
    expect(assume(code).message).toMatch(/\.$/);
  });
});
