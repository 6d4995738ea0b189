import type { AssetInput } from "@shuicheng/shared/contracts";
import { MAX_FEATURES_PER_TILE, type TileFeature, type ViewRange } from "@shuicheng/shared/tiles";
import {
  type Building,
  type BuildingUse,
  groundAtM,
  type PlanePoint,
  rounded,
  type Town,
} from "../model/index.ts";
import { ringAreaM2 } from "../model/plane-shapes.ts";
import type { CityFrame } from "./city-frame.ts";
import { type CityLayerDraft, positionOf } from "./city-layer.ts";

/** The largest 24,576 always, in six tiles; the rest of a larger city from its own height. */
const BUILDING_RANGES: readonly ViewRange[] = [
  { withinM: Number.POSITIVE_INFINITY, maxFeatures: 6 * MAX_FEATURES_PER_TILE },
  { withinM: 9_000 },
];

/** Walls go on below the ground: the page's terrain is sampled and may lie lower between its samples, metres. */
const FOOTING_M = 0.5;

/** Uses in words, as a register writes them. */
const USE_WORDS: Readonly<Record<BuildingUse, string>> = {
  residential: "住宅",
  commercial: "商业",
  office: "办公",
  industrial: "工业",
  hospital: "医院",
  school: "学校",
  culture: "文化设施",
  sports: "体育设施",
  government: "行政办公",
  "fire-station": "消防站",
  station: "车站",
  utility: "市政设施",
  heritage: "文物建筑",
};

/** Makes the layer of the buildings, in the town's order. */
export function draftBuildingLayer({ buildings }: Town, frame: CityFrame): CityLayerDraft {
  return {
    id: "buildings",
    assets: buildings.map(buildingAsset),
    ranges: BUILDING_RANGES,
    *features(featureIndices) {
      let asset = 0;
      for (const building of buildings) {
        yield drawBuilding(building, featureIndices[asset++] as number, frame);
      }
    },
  };
}

function buildingAsset(building: Building): AssetInput {
  const { id, name, nameEn, address, addressEn, use, ring } = building;
  const centre = centroidOf(ring);
  return {
    id,
    class: "building",
    ...(name ? { name } : {}),
    position: positionOf(centre, groundAtM(centre)),
    attributes: {
      ...(nameEn ? { nameEn: { value: nameEn } } : {}),
      address: { value: address },
      addressEn: { value: addressEn },
      use: { value: USE_WORDS[use] },
      useCode: { value: use },
      storeys: { value: building.storeys },
      height: { value: rounded(building.heightM, 1), unit: "m" },
      area: { value: Math.round(ringAreaM2(ring)), unit: "m²" },
      year: { value: building.year },
      people: { value: building.people },
      district: { value: building.district },
      ...(building.isCritical ? { isCritical: { value: true } } : {}),
    },
  };
}

function drawBuilding({ ring, heightM }: Building, featureIndex: number, frame: CityFrame): TileFeature {
  const centre = centroidOf(ring);
  const baseM = Math.min(...ring.map(groundAtM)) - FOOTING_M;
  const topM = groundAtM(centre) + heightM;
  const prism = {
    ringEnuM: ring.map(([eastM, northM]) => frame.toEnuM([eastM, northM, baseM])),
    upEnu: frame.upEnu(centre),
    heightM: topM - baseM,
  };
  return { featureIndex, importance: ringAreaM2(ring) * heightM, prisms: [prism] };
}

/** Mean of the corners: inside of every ring that a generator of houses draws, and stable for slender ones. */
function centroidOf(ring: readonly PlanePoint[]): PlanePoint {
  const sum = ring.reduce(([x, y], [east, north]) => [x + east, y + north] as const, [0, 0] as const);
  return [sum[0] / ring.length, sum[1] / ring.length];
}
