import type { AssetInput } from "@shuicheng/shared/contracts";
import type { NodeShape, TileFeature, Vector3, ViewRange } from "@shuicheng/shared/tiles";
import { type Facility, groundAtM, type Town } from "../model/index.ts";
import type { CityFrame } from "./city-frame.ts";
import { type CityLayerDraft, positionOf } from "./city-layer.ts";

/** What has an outline always, the small things of the street near it. */
const FACILITY_RANGES: readonly ViewRange[] = [
  { withinM: Number.POSITIVE_INFINITY, fromImportance: 1 },
  { withinM: 2_000 },
];

/** Thickness of what is drawn as an outline, metres: of decks, and of parks so that they stand out of the map. */
const DECK_M = 0.8;
const LAWN_M = 0.25;

/** Size of what stands at a point, metres: width, length, height. */
const STANDING: Readonly<Record<string, { readonly shape: NodeShape; readonly sizeM: Vector3 }>> = {
  signal: { shape: "post", sizeM: [0.3, 0.3, 6] },
  camera: { shape: "post", sizeM: [0.25, 0.25, 5] },
  "message-sign": { shape: "box", sizeM: [6, 0.6, 2.5] },
  "street-light": { shape: "post", sizeM: [0.25, 0.25, 9] },
  hydrant: { shape: "post", sizeM: [0.35, 0.35, 0.9] },
  "bus-stop": { shape: "box", sizeM: [2, 8, 2.6] },
  "charging-station": { shape: "box", sizeM: [1.2, 2.4, 2.2] },
  "pump-house": { shape: "box", sizeM: [6, 8, 4] },
  "public-toilet": { shape: "box", sizeM: [6, 8, 3.5] },
  "waste-transfer-station": { shape: "box", sizeM: [12, 18, 6] },
  "weather-station": { shape: "post", sizeM: [0.4, 0.4, 10] },
};
const OTHER_STANDING = { shape: "box", sizeM: [1.5, 1.5, 2] } as const;

/** Makes the layer of the things of the street, in the town's order. */
export function draftFacilityLayer({ facilities }: Town, frame: CityFrame): CityLayerDraft {
  return {
    id: "facilities",
    assets: facilities.map(facilityAsset),
    ranges: FACILITY_RANGES,
    *features(featureIndices) {
      let asset = 0;
      for (const facility of facilities) {
        yield drawFacility(facility, featureIndices[asset++] as number, frame);
      }
    },
  };
}

function facilityAsset(facility: Facility): AssetInput {
  const { id, name, nameEn, attributes } = facility;
  return {
    id,
    class: facility.class,
    ...(name ? { name } : {}),
    position: positionOf(facility.at, footM(facility)),
    attributes: { ...(nameEn ? { nameEn: { value: nameEn } } : {}), ...attributes },
  };
}

function drawFacility(facility: Facility, featureIndex: number, frame: CityFrame): TileFeature {
  const { at, ring } = facility;
  const baseM = footM(facility);
  if (ring) {
    const isDeck = facility.aboveGroundM > 0;
    const bottomM = isDeck ? baseM - DECK_M : baseM - LAWN_M;
    const ringEnuM = ring.map(([eastM, northM]) => frame.toEnuM([eastM, northM, bottomM]));
    const prism = { ringEnuM, upEnu: frame.upEnu(at), heightM: isDeck ? DECK_M : 2 * LAWN_M };
    return { featureIndex, importance: 1, prisms: [prism] };
  }
  const { shape, sizeM } = STANDING[facility.class] ?? OTHER_STANDING;
  const centreEnuM = frame.toEnuM([at[0], at[1], baseM + sizeM[2] / 2]);
  return { featureIndex, importance: 0, shapes: [{ shape, centreEnuM, upEnu: frame.upEnu(at), sizeM }] };
}

/** Orthometric height of its foot, metres. */
function footM({ at, aboveGroundM }: Facility): number {
  return groundAtM(at) + aboveGroundM;
}
