import {
  createRandom,
  type Facility,
  type PlanePoint,
  STREET_SECTIONS,
  type Street,
} from "../model/index.ts";
import { type FacilitiesInput, facilityId } from "./facilities-input.ts";
import type { Water } from "./waters.ts";

/** A deck is wider than its carriageway by this on each side: footway and railing, metres. */
const FOOTWAY_M = 3;
/** Spans of town bridges are about this long, metres. */
const SPAN_M = 20;

/** A bridge wherever a street crosses water; its outline is the deck. */
export function standBridges({
  seed,
  network,
  waters,
}: Pick<FacilitiesInput, "seed" | "network" | "waters">): Facility[] {
  const random = createRandom(seed, "bridges");
  return network.streets
    .filter(({ isBridge }) => isBridge)
    .map((street, index): Facility => {
      const road = network.roads[street.road];
      const [a, b] = endsOf(network.junctions, street);
      const water = waterUnder(waters, a, b);
      const kerbM = road ? STREET_SECTIONS[road.roadClass].kerbM : 0;
      const widthM = 2 * (kerbM + FOOTWAY_M);
      return {
        id: facilityId("QL", index),
        class: "bridge",
        name: `${road?.name ?? ""}${water?.name.replace(/（.*）/, "") ?? ""}桥`,
        nameEn: `${road?.nameEn ?? ""} Bridge, ${water?.nameEn ?? ""}`,
        at: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2],
        aboveGroundM: 0,
        street: street.index,
        ring: deckOf(a, b, widthM),
        attributes: {
          deckLength: { value: round(street.lengthM, 0.1), unit: "m" },
          deckWidth: { value: widthM, unit: "m" },
          spans: { value: Math.max(1, Math.round(street.lengthM / SPAN_M)) },
          loadClass: { value: road?.roadClass === "arterial" ? "城-A级" : "城-B级" },
          waterway: { value: water?.name ?? "" },
          waterLevel: { value: water?.levelM ?? 0, unit: "m" },
          year: { value: random.integer(1986, 2020) },
          roadName: { value: road?.name ?? "" },
        },
      };
    });
}

function endsOf(
  junctions: FacilitiesInput["network"]["junctions"],
  { from, to }: Street,
): [PlanePoint, PlanePoint] {
  return [junctions[from]?.at ?? [0, 0], junctions[to]?.at ?? [0, 0]];
}

function waterUnder(waters: FacilitiesInput["waters"], a: PlanePoint, b: PlanePoint): Water | undefined {
  for (const t of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]) {
    const water = waters.findAt([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
    if (water) return water;
  }
  return undefined;
}

function deckOf(a: PlanePoint, b: PlanePoint, widthM: number): PlanePoint[] {
  const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [east, north] = [((b[1] - a[1]) / lengthM) * (widthM / 2), (-(b[0] - a[0]) / lengthM) * (widthM / 2)];
  return [
    [a[0] + east, a[1] + north],
    [b[0] + east, b[1] + north],
    [b[0] - east, b[1] - north],
    [a[0] - east, a[1] - north],
  ];
}

function round(value: number, step: number): number {
  return Math.round(value / step) / (1 / step);
}
