import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import { inspectorCuts } from "../../../app/texts/inspector-cuts.ts";
import type { MeasuredValue } from "../../../client/inspector/cuts/measure-store.ts";
import { isPlanView } from "../../../client/inspector/cuts/plan-view.ts";
import type { Point } from "../../../client/inspector/cuts/section-store.ts";
import { labelOf, levelLengthM, moreOf } from "./measure-words.ts";

beforeAll(() => i18next.init({ lng: "en", resources: { en: { inspector: { cuts: inspectorCuts.en } } } }));

/** A way through points, metres. */
const wayOf = (mode: "distance" | "chain", ...points: readonly Point[]) => {
  const lines = points.slice(1).map((to, at) => [points[at] as Point, to] as const);
  const deltas = lines.map(([from, to]) => to.map((value, k) => value - from[k]!) as unknown as Point);
  const lengthM = deltas.reduce((sum, delta) => sum + Math.hypot(...delta), 0);
  const value: MeasuredValue =
    mode === "chain" ? { mode, lengthM, areaM2: undefined } : { mode, lengthM, deltaM: deltas[0] as Point };
  return { value, lines };
};
/** With plain blanks between numbers and units. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");
const ramp = wayOf("distance", [0, 0, 0], [3, 0, 4]);

describe("a way that rises", () => {
  it("is named in a plan by its level length, its slope beside it; elsewhere the other way round", () => {
    expect([plain(labelOf(ramp, true)), plain(labelOf(ramp, false))]).toEqual(["level 3.000 m", "5.000 m"]);
    expect(plain(moreOf(ramp, true))).toBe("ΔX 3.000 m · ΔY 0.000 m · ΔZ 4.000 m · slope 5.000 m");
    expect(plain(moreOf(ramp, false))).toBe("ΔX 3.000 m · ΔY 0.000 m · ΔZ 4.000 m · level 3.000 m");
  });

  it("is told by its whole length where that is level, wherever it is seen from", () => {
    const level = wayOf("distance", [0, 0, 1], [3, 4, 1.0001]);
    expect([plain(labelOf(level, true)), plain(labelOf(level, false))]).toEqual(["5.000 m", "5.000 m"]);
  });

  it("has the sum of its pieces where it is a chain, unless a link left those out", () => {
    const chain = wayOf("chain", [0, 0, 0], [3, 0, 4], [3, 1, 4]);
    expect([plain(labelOf(chain, true)), plain(moreOf(chain, true))]).toEqual([
      "level 4.000 m",
      "slope 6.000 m",
    ]);
    expect([plain(labelOf(chain, false)), plain(moreOf(chain, false))]).toEqual(["6.000 m", "level 4.000 m"]);
    const bare = { ...chain, lines: [] };
    expect([plain(labelOf(bare, true)), plain(moreOf(bare, true)), levelLengthM(bare)]).toEqual([
      "6.000 m",
      "",
      undefined,
    ]);
  });
});

it("a plan is seen from straight above without a vanishing point", () => {
  const above = { eyeM: [5, 5, 90], targetM: [5, 5.01, 0], projection: "orthographic" } as const;
  expect(isPlanView(above)).toBe(true);
  expect(isPlanView({ ...above, projection: "perspective" })).toBe(false);
  expect(isPlanView({ ...above, eyeM: [9, 5, 90] })).toBe(false);
  expect(isPlanView({ ...above, eyeM: [5, 5, -90] })).toBe(false);
});
