import { TUNNEL_WIDTH_M } from "./tunnel-lines.ts";

/** A compartment (舱) of the tunnel's cross-section; they share their walls. */
export interface Compartment {
  readonly name: string;
  readonly nameEn: string;
  /** What runs in it. */
  readonly carries: string;
  /** Outer width with half of each shared wall, m. */
  readonly widthM: number;
  /** Middle, m right of the tunnel's middle. */
  readonly offsetM: number;
}

/** Outer height of all compartments, m: 3.0 m clear and two slabs of 0.3 m. */
export const TUNNEL_HEIGHT_M = 3.6;
/** Walls and slabs, m. */
export const TUNNEL_WALL_M = 0.3;

const SIDE_BY_SIDE = [
  { name: "燃气舱", nameEn: "Gas compartment", carries: "天然气", widthM: 2.2 },
  { name: "综合舱", nameEn: "Water and telecom compartment", carries: "给水、通信", widthM: 3.4 },
  { name: "电力舱", nameEn: "Power compartment", carries: "110kV/10kV电缆", widthM: 2.8 },
] as const;

/** Compartments from left to right, touching each other: gas has one of its own (GB 50838-2015 4.3.4). */
export const COMPARTMENTS: readonly Compartment[] = SIDE_BY_SIDE.map((compartment, i) => {
  const beforeM = SIDE_BY_SIDE.slice(0, i).reduce((sum, { widthM }) => sum + widthM, 0);
  return { ...compartment, offsetM: beforeM + compartment.widthM / 2 - TUNNEL_WIDTH_M / 2 };
});
