import { type Geoid, geodeticToEcef, transformDirection, transformPoint } from "@shuicheng/shared/geo";
import type { ShapePart, TileFeature, Vector3 } from "@shuicheng/shared/tiles";
import { middleOf } from "./path-middle.ts";
import type { PlacedLink, PlacedNetwork, PlacedNode, PlacedPoint } from "./placed-network.ts";

/** Plants show from far off, whatever the diameter of their pipes. */
const PLANT_IMPORTANCE = 1e6;

/** Metres: smaller is not seen from a street's height, larger hides what is beside it. */
const MIN_BALL_M = 1.2;
const TANK_DIAMETER_M = { min: 4, max: 80 } as const;
const TANK_HEIGHT_M = { min: 3, max: 40 } as const;
const RESERVOIR_SIZE_M: Vector3 = [24, 24, 3];

/**
 * Builds what is drawn, in the placement's ENU frame. Order and indices are those of the assets: nodes, then links.
 *
 * @param featureIndices One per asset.
 */
export function* buildNetworkFeatures(
  placed: PlacedNetwork,
  featureIndices: Uint32Array,
  geoid: Geoid,
): Generator<TileFeature> {
  const draw = createDrawing(placed, geoid);
  let asset = 0;
  for (const node of placed.nodes) yield drawNode(node, featureIndices[asset++] as number, draw);
  for (const link of placed.links) yield drawLink(link, featureIndices[asset++] as number, draw);
}

interface Drawing {
  toEnuM(point: PlacedPoint): Vector3;
  upEnu(point: PlacedPoint): Vector3;
}

function createDrawing(placed: PlacedNetwork, geoid: Geoid): Drawing {
  const { ecefToEnu } = placed.placement.frame;
  return {
    toEnuM: ({ lonDeg, latDeg, heightM }) => {
      const ellipsoidalHeightM = heightM + (geoid(lonDeg, latDeg) ?? 0);
      return transformPoint(ecefToEnu, geodeticToEcef({ lonDeg, latDeg, ellipsoidalHeightM }));
    },
    upEnu: ({ lonDeg, latDeg }) => {
      const [lonRad, latRad] = [(lonDeg * Math.PI) / 180, (latDeg * Math.PI) / 180];
      const cosLat = Math.cos(latRad);
      return transformDirection(ecefToEnu, [
        cosLat * Math.cos(lonRad),
        cosLat * Math.sin(lonRad),
        Math.sin(latRad),
      ]);
    },
  };
}

function drawNode({ node, point, radiusM }: PlacedNode, featureIndex: number, draw: Drawing): TileFeature {
  if (!point) return { featureIndex, importance: 0 };
  const upEnu = draw.upEnu(point);
  const standing = (heightM: number) => ({
    centreEnuM: draw.toEnuM({ ...point, heightM: point.heightM + heightM / 2 }),
    upEnu,
  });
  const one = (importance: number, shape: ShapePart): TileFeature => ({
    featureIndex,
    importance,
    shapes: [shape],
  });
  switch (node.kind) {
    case "junction": {
      const sizeM = Math.max(MIN_BALL_M, 2.6 * radiusM);
      // Half as important as its largest pipe: a trunk main comes with its own fittings, not with a street's.
      return one(radiusM * 1000, {
        shape: "ball",
        centreEnuM: draw.toEnuM(point),
        upEnu,
        sizeM: [sizeM, sizeM, sizeM],
      });
    }
    case "tank": {
      const diameterM = clamp(node.diameterM, TANK_DIAMETER_M);
      const heightM = clamp(node.maximumLevelM, TANK_HEIGHT_M);
      return one(PLANT_IMPORTANCE, {
        shape: "cylinder",
        ...standing(heightM),
        sizeM: [diameterM, diameterM, heightM],
      });
    }
    case "reservoir":
      return one(PLANT_IMPORTANCE, {
        shape: "basin",
        ...standing(RESERVOIR_SIZE_M[2]),
        sizeM: RESERVOIR_SIZE_M,
      });
  }
}

function drawLink({ link, path, radiusM }: PlacedLink, featureIndex: number, draw: Drawing): TileFeature {
  const pathEnuM = path.map(draw.toEnuM);
  const tubes = pathEnuM.length > 1 ? [{ pathEnuM, radiusM }] : [];
  if (link.kind === "pipe") return { featureIndex, importance: link.diameterMm, tubes };
  const isPump = link.kind === "pump";
  const sizeM = Math.max(isPump ? 2.4 : 1.2, 5 * radiusM);
  const middle = middleOf(path);
  const shapes: ShapePart[] = middle
    ? [
        {
          shape: isPump ? "arrow" : "bow-tie",
          centreEnuM: draw.toEnuM(middle.point),
          upEnu: draw.upEnu(middle.point),
          forwardEnu: difference(draw.toEnuM(middle.to), draw.toEnuM(middle.from)),
          sizeM: [sizeM, 1.6 * sizeM, sizeM],
        },
      ]
    : [];
  return { featureIndex, importance: isPump ? PLANT_IMPORTANCE : link.diameterMm, tubes, shapes };
}

const difference = (a: Vector3, b: Vector3): Vector3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

const clamp = (value: number, { min, max }: { min: number; max: number }) =>
  Math.min(max, Math.max(min, value));
