import fc from "fast-check";
import { Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { HALF_FOV_TAN } from "./camera-lenses.ts";
import { fitBox, fitBoxBest, HOME, UNCOVERED } from "./fit-box.ts";
import type { StageBox } from "./row-bounds.ts";
import type { Covered } from "./stage-contract.ts";

/** Where corners of a box are in the picture, shares from its left and top. */
function cornersSeen(
  box: StageBox,
  towardsEye: Vector3,
  fit: ReturnType<typeof fitBox>,
  { aspect, isFlat }: { readonly aspect: number; readonly isFlat: boolean },
): readonly (readonly [x: number, y: number])[] {
  const right = new Vector3(-towardsEye.y, towardsEye.x, 0).normalize();
  const up = new Vector3().crossVectors(towardsEye, right);
  return Array.from({ length: 8 }, (_, corner) => {
    const point = new Vector3(...[0, 1, 2].map((k) => box[(corner >> k) & 1 ? k + 3 : k] as number));
    const away = point.sub(fit.target);
    const heightM = isFlat ? fit.heightM : 2 * HALF_FOV_TAN * (fit.distanceM - away.dot(towardsEye));
    return [0.5 + away.dot(right) / (heightM * aspect), 0.5 - away.dot(up) / heightM] as const;
  });
}

const BOX: StageBox = [-5, -3, 0, 15, 9, 6];
const share = () => fc.double({ min: 0, max: 0.4, noNaN: true });

describe("fitBox", () => {
  it("keeps every corner in what is free of the picture, and touches its margin", () => {
    const covers = fc.record({ left: share(), right: share(), top: share(), bottom: share() });
    fc.assert(
      fc.property(
        covers,
        fc.boolean(),
        fc.double({ min: 0.5, max: 3, noNaN: true }),
        (covered, isFlat, aspect) => {
          const towardsEye = new Vector3(...HOME).normalize();
          const fit = fitBox(BOX, towardsEye, { aspect, isFlat, covered });
          const corners = cornersSeen(BOX, towardsEye, fit, { aspect, isFlat });
          for (const [x, y] of corners) {
            expect(x).toBeGreaterThan(covered.left);
            expect(x).toBeLessThan(1 - covered.right);
            expect(y).toBeGreaterThan(covered.top);
            expect(y).toBeLessThan(1 - covered.bottom);
          }
        },
      ),
    );
  });

  it("looks at the middle where nothing is covered", () => {
    const { target } = fitBox(BOX, new Vector3(0, -1, 0), { aspect: 1, isFlat: true, covered: UNCOVERED });
    expect(target.distanceTo(new Vector3(5, 3, 3))).toBeLessThan(1e-9);
  });
});

describe("fitBoxBest", () => {
  it("puts what is wide below a panel and what is high beside it", () => {
    const ways: readonly Covered[] = [
      { ...UNCOVERED, left: 0.5 },
      { ...UNCOVERED, top: 0.5 },
    ];
    const south = new Vector3(0, -1, 0);
    const shape = { aspect: 1, isFlat: true, ways };
    const wide = fitBoxBest([0, 0, 0, 20, 1, 5], south, shape).target;
    expect([wide.x, wide.z > 2.5]).toEqual([10, true]);
    const high = fitBoxBest([0, 0, 0, 5, 1, 20], south, shape).target;
    expect([high.x < 2.5, high.z]).toEqual([true, 10]);
  });
});
