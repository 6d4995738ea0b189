import type { Registration } from "@shuicheng/shared/contracts";

/** Id of a datastream of the bench city. */
export function benchDatastream(index: number): string {
  return `bench.n-${index}.pressure`;
}

/** A layer with one node and one pressure datastream with all four limits for each index. */
export function buildBenchCity(datastreams: number, limits: { H: number; L: number }): Registration {
  const indices = Array.from({ length: datastreams }, (_, index) => index);
  return {
    layer: { id: "bench", name: "Bench", kind: "water" },
    // About the density of Liaocheng's network: a square of some 0.2° with 20,000 nodes.
    assets: indices.map((index) => ({
      id: `bench.n-${index}`,
      class: "junction",
      position: {
        lon: 115.9 + (index % 150) * 0.0013,
        lat: 36.4 + Math.floor(index / 150) * 0.0013,
        heightM: 31,
      },
    })),
    datastreams: indices.map((index) => ({
      id: benchDatastream(index),
      asset: `bench.n-${index}`,
      observedProperty: "pressure",
      range: { min: -10, max: 10_000_000 },
      limits: { LL: limits.L - 1, L: limits.L, H: limits.H, HH: limits.H * 2 },
      expectedIntervalMs: 60_000,
    })),
  };
}
