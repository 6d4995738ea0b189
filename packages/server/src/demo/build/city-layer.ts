import type { AssetInput, DatastreamInput, LayerKind } from "@shuicheng/shared/contracts";
import type { TileFeature, ViewRange } from "@shuicheng/shared/tiles";
import {
  type PlanePoint,
  rounded,
  type SpacePoint,
  spaceDistanceM,
  spaceLengthM,
  toDegrees,
} from "../model/index.ts";

/** Layers of the demo city; the id is the kind. */
export const CITY_LAYERS = [
  { id: "buildings", name: "建筑", nameEn: "Buildings", cimLevel: 3, access: "public" },
  { id: "water", name: "给水", nameEn: "Water", cimLevel: 4, access: "restricted" },
  { id: "storm", name: "雨水", nameEn: "Storm", cimLevel: 4, access: "restricted" },
  { id: "sewage", name: "污水", nameEn: "Sewage", cimLevel: 4, access: "restricted" },
  { id: "gas", name: "燃气", nameEn: "Gas", cimLevel: 4, access: "restricted" },
  { id: "heating", name: "供热", nameEn: "Heating", cimLevel: 4, access: "restricted" },
  { id: "power", name: "电力", nameEn: "Power", cimLevel: 4, access: "restricted" },
  { id: "telecom", name: "通信", nameEn: "Telecom", cimLevel: 4, access: "restricted" },
  { id: "tunnel", name: "综合管廊", nameEn: "Tunnels", cimLevel: 4, access: "restricted" },
  { id: "facilities", name: "城市设施", nameEn: "Facilities", cimLevel: 4, access: "public" },
] as const satisfies readonly {
  readonly id: LayerKind;
  readonly name: string;
  readonly nameEn: string;
  /** CJJ/T 315-2022: 3 blocks with a surface and a use, 4 real positions, sizes and attributes. */
  readonly cimLevel: number;
  /** Where pipes lie is not for everybody. */
  readonly access: "public" | "restricted";
}[];

export type CityLayerId = (typeof CITY_LAYERS)[number]["id"];

/** A layer of the city before its features have numbers: assets in the order of their features. */
export interface CityLayerDraft {
  readonly id: CityLayerId;
  readonly assets: readonly AssetInput[];
  /** All lines together, metres; absent where a layer has none. */
  readonly lengthM?: number;
  readonly ranges: readonly ViewRange[];
  /** What is drawn, one for each asset and in the same order. */
  features(featureIndices: Uint32Array): Iterable<TileFeature>;
}

/** A layer ready to be published. The shape is that of a converted file. */
export interface CityLayer {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: LayerKind;
  readonly cimLevel: number;
  readonly access: "public" | "restricted";
  /** Path of `tileset.json` on this server; absent where nothing is drawn. */
  readonly tileset?: string;
  /** West, south, east, north, WGS84 degrees. */
  readonly bbox?: readonly [number, number, number, number];
  /** All lines together, whole metres; absent where a layer has none. */
  readonly lengthM?: number;
  readonly assumptions: readonly string[];
  readonly assets: readonly AssetInput[];
  readonly datastreams: readonly DatastreamInput[];
}

/** What a draft becomes when its tiles are written; `place` adds the rest. */
export function describeLayer(
  { id, assets, lengthM }: CityLayerDraft,
  datastreams: readonly DatastreamInput[],
  seed: number,
): Omit<CityLayer, "tileset"> {
  const words = CITY_LAYERS.find((layer) => layer.id === id) as (typeof CITY_LAYERS)[number];
  const bbox = bboxOf(assets);
  return {
    ...words,
    kind: id,
    ...(lengthM === undefined ? {} : { lengthM: Math.round(lengthM) }),
    ...(bbox ? { bbox } : {}),
    assumptions: [
      `示意数据，由程序按种子 ${seed} 生成，非实测 / Synthetic data, generated from seed ${seed}, not surveyed`,
    ],
    assets,
    datastreams,
  };
}

function bboxOf(assets: readonly AssetInput[]): [number, number, number, number] | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { position } of assets) {
    if (!position) continue;
    [west, south] = [Math.min(west, position.lon), Math.min(south, position.lat)];
    [east, north] = [Math.max(east, position.lon), Math.max(north, position.lat)];
  }
  return west <= east ? [west, south, east, north] : undefined;
}

/** An asset's place: WGS84 to a centimetre, orthometric height to a millimetre. */
export function positionOf(point: PlanePoint, heightM: number): NonNullable<AssetInput["position"]> {
  const { lonDeg, latDeg } = toDegrees(point);
  return { lon: rounded(lonDeg, 7), lat: rounded(latDeg, 7), heightM: rounded(heightM, 3) };
}

/** The place half-way along a path. */
export function middleOf(path: readonly SpacePoint[]): SpacePoint {
  let leftM = spaceLengthM(path) / 2;
  for (let k = 1; k < path.length; k++) {
    const [from, to] = [path[k - 1] as SpacePoint, path[k] as SpacePoint];
    const stepM = spaceDistanceM(from, to);
    if (leftM <= stepM && stepM > 0) {
      const share = leftM / stepM;
      return [
        from[0] + share * (to[0] - from[0]),
        from[1] + share * (to[1] - from[1]),
        from[2] + share * (to[2] - from[2]),
      ];
    }
    leftM -= stepM;
  }
  return path[path.length >> 1] as SpacePoint;
}
