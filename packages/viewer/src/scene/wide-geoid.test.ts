import { expect, it } from "vitest";
import { loadGeoidFor, undulationM } from "./wide-geoid.ts";

it("knows the city's region at once, and the rest of the earth once it is asked for", async () => {
  expect(undulationM(115.98, 36.45)).toBeCloseTo(-12, 0);
  expect(undulationM(6.122, 49.629)).toBe(0);
  await loadGeoidFor(6.122, 49.629);
  // The geoid of western Europe lies 47–48 m above the ellipsoid around Luxembourg; EGM96 at 0°, 0°: 17.16 m.
  expect(Math.abs(undulationM(6.122, 49.629) - 47.5)).toBeLessThan(1);
  expect(undulationM(0, 0)).toBeCloseTo(17.2, 1);
});
