import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProfilePiece, solveGravityProfile } from "./gravity-profile.ts";

const piece = (from: number, to: number, more: Partial<ProfilePiece> = {}): ProfilePiece => ({
  ...{ from, to, lengthM: 100, slope: 0.002, innerM: 0.4, outerM: 0.5, limits: [] },
  ...more,
});

describe("solveGravityProfile", () => {
  it("begins as high as its limits let it, and falls at its slope", () => {
    // Top 28.0 at the start, wall 0.05: soffit 27.95, invert 27.55; 100 m at 2 ‰ is 0.2 m.
    const { upperInvertM, lowerInvertM } = solveGravityProfile(2, [
      piece(0, 1, { limits: [{ atM: 0, topM: 28 }] }),
    ]);
    expect(upperInvertM[0]).toBeCloseTo(27.55, 9);
    expect(lowerInvertM[0]).toBeCloseTo(27.35, 9);
  });

  it("lowers its start for a limit further on", () => {
    const limits = [
      { atM: 0, topM: 28 },
      { atM: 50, topM: 27 },
    ];
    const { upperInvertM } = solveGravityProfile(2, [piece(0, 1, { limits })]);
    // At 50 m the top must be 27.0, so 27.1 at the start.
    expect(upperInvertM[0]).toBeCloseTo(27.1 - 0.05 - 0.4, 9);
  });

  it("matches soffits where the diameter grows", () => {
    const { upperInvertM, lowerInvertM } = solveGravityProfile(3, [
      piece(0, 1, { limits: [{ atM: 0, topM: 28 }] }),
      piece(1, 2, { innerM: 0.8, outerM: 0.96, limits: [{ atM: 0, topM: 28 }] }),
    ]);
    expect(upperInvertM[1]! + 0.8).toBeCloseTo(lowerInvertM[0]! + 0.4, 9);
  });

  it("lifts what comes too deep, where a lift lasts", () => {
    const deep = piece(0, 1, { limits: [{ atM: 0, topM: 22 }] });
    const lift = { groundM: () => 30, rules: [{ deepestM: 8, gainM: 1.5, aheadM: 150 }] };
    const free = solveGravityProfile(
      4,
      [deep, piece(1, 2, { limits: [{ atM: 0, topM: 26 }] }), piece(2, 3)],
      lift,
    );
    expect(free.lifts).toEqual([1]);
    expect(free.upperInvertM[1]).toBeCloseTo(25.95 - 0.4, 9);
    const soonDeepAgain = [
      deep,
      piece(1, 2, { limits: [{ atM: 0, topM: 26 }] }),
      piece(2, 3, { limits: [{ atM: 0, topM: 22 }] }),
    ];
    expect(solveGravityProfile(4, soonDeepAgain, lift).lifts).toEqual([]);
  });

  it("pumps into a pressure main whatever arrives", () => {
    const profile = solveGravityProfile(3, [
      piece(0, 1, { limits: [{ atM: 0, topM: 22 }] }),
      piece(1, 2, { forcedSoffitM: 29 }),
    ]);
    expect(profile.lifts).toEqual([1]);
    expect(profile.lowerInvertM[1]).toBeCloseTo(28.6, 9);
  });

  it("holds every limit and never rises at a node, on any tree", () => {
    const tree = fc.array(
      fc.record({
        down: fc.nat(),
        top: fc.double({ min: 20, max: 30, noNaN: true }),
        at: fc.double({ min: 0, max: 100, noNaN: true }),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(tree, (branches) => {
        const pieces = branches.map(({ down, top, at }, i) =>
          piece(i + 1, down % (i + 1), {
            limits: [
              { atM: 0, topM: 28 },
              { atM: at, topM: top },
            ],
          }),
        );
        const { upperInvertM, lowerInvertM } = solveGravityProfile(branches.length + 1, pieces);
        pieces.forEach(({ from, limits, slope }, i) => {
          for (const { atM, topM } of limits) {
            expect(upperInvertM[i]! + 0.4 + 0.05 - slope * atM).toBeLessThanOrEqual(topM + 1e-9);
          }
          pieces.forEach(({ to }, k) => {
            if (to === from) expect(upperInvertM[i]!).toBeLessThanOrEqual(lowerInvertM[k]! + 1e-9);
          });
        });
      }),
    );
  });
});
