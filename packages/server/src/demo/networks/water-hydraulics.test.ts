import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headLossM, type ModelPipe, solveSteadyState, velocityMS } from "./water-hydraulics.ts";

const pipe = (from: number, to: number, lengthM: number, diameterMm: number): ModelPipe => ({
  ...{ from, to, lengthM, diameterMm, roughness: 130 },
});

describe("headLossM", () => {
  it("has the figure of a worked pipe: 1 km of DN 300, C 130, 70 L/s loses 3.3 m", () => {
    // 10.67 · 1000 · 0.07^1.852 / (130^1.852 · 0.3^4.8704)
    expect(headLossM({ lengthM: 1000, diameterMm: 300, roughness: 130 }, 70)).toBeCloseTo(3.318, 2);
    expect(headLossM({ lengthM: 1000, diameterMm: 300, roughness: 130 }, -70)).toBeCloseTo(-3.318, 2);
  });
});

describe("velocityMS", () => {
  it("is flow over area", () => {
    expect(velocityMS(70, 300)).toBeCloseTo(0.9903, 4);
  });
});

describe("solveSteadyState", () => {
  it("shares two parallel pipes by their resistance", () => {
    const pipes = [pipe(0, 1, 1000, 300), pipe(0, 1, 1000, 300), pipe(0, 1, 1000, 200)];
    const { flowLS, headM } = solveSteadyState({
      pipes,
      demandLS: Float64Array.from([0, 100]),
      fixedHeadM: new Map([[0, 60]]),
    });
    expect(flowLS[0]).toBeCloseTo(flowLS[1]!, 3);
    // Same loss: Q ∝ d^(4.8704/1.852).
    expect(flowLS[2]! / flowLS[0]!).toBeCloseTo((2 / 3) ** (4.8704 / 1.852), 3);
    expect(headM[1]).toBeCloseTo(60 - headLossM(pipes[0]!, flowLS[0]!), 3);
  });

  it("keeps mass at every node and head along every pipe of looped networks", () => {
    const side = fc.integer({ min: 2, max: 5 });
    const demand = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(side, fc.array(demand, { minLength: 25, maxLength: 25 }), (n, demands) => {
        const pipes: ModelPipe[] = [];
        for (let i = 0; i < n * n; i++) {
          if (i % n < n - 1) pipes.push(pipe(i, i + 1, 300 + 37 * i, i % 3 === 0 ? 300 : 150));
          if (i < n * (n - 1)) pipes.push(pipe(i, i + n, 250 + 11 * i, i % 2 === 0 ? 200 : 400));
        }
        const demandLS = Float64Array.from(demands.slice(0, n * n));
        const { headM, flowLS } = solveSteadyState({ pipes, demandLS, fixedHeadM: new Map([[0, 50]]) });
        const kept = demandLS.map((value) => -value);
        pipes.forEach((one, k) => {
          kept[one.from]! -= flowLS[k]!;
          kept[one.to]! += flowLS[k]!;
          const drop = headM[one.from]! - headM[one.to]!;
          expect(Math.abs(drop - headLossM(one, flowLS[k]!))).toBeLessThan(0.02);
        });
        for (let node = 1; node < n * n; node++) expect(Math.abs(kept[node]!)).toBeLessThan(0.05);
      }),
      { numRuns: 60 },
    );
  });

  it("says when a node has no way to a source", () => {
    const model = { pipes: [pipe(1, 2, 100, 100)], demandLS: Float64Array.from([0, 1, 1]) };
    expect(() => solveSteadyState({ ...model, fixedHeadM: new Map([[0, 50]]) })).toThrow(RangeError);
  });
});
