import { enuToEcef, invertFrame, transformPoint } from "@shuicheng/shared/geo";
import { expect, it } from "vitest";
import { movePlace } from "./move-place.ts";

const HERE = { lonDeg: 115.98, latDeg: 36.45, ellipsoidalHeightM: 0 };

it.each([
  [0, 10, [0, 10]],
  [90, 10, [10, 0]],
  [225, 1, [-Math.SQRT1_2, -Math.SQRT1_2]],
] as const)("goes by %i° and %i m, within half a per cent", (bearingDeg, distanceM, [eastM, northM]) => {
  const there = transformPoint(
    enuToEcef({ ...movePlace(HERE, bearingDeg, distanceM), ellipsoidalHeightM: 0 }),
    [0, 0, 0],
  );
  const [x, y] = transformPoint(invertFrame(enuToEcef(HERE)), there);
  expect(Math.hypot(x - eastM, y - northM)).toBeLessThan(0.005 * distanceM);
});
