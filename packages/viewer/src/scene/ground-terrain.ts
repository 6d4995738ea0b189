import { ellipsoidalGroundHeightM, GROUND_EXTENT_DEG } from "@shuicheng/shared/geo";
import { Math as CesiumMath, CustomHeightmapTerrainProvider, GeographicTilingScheme } from "cesium";

/** Samples along a tile's side: a plain with swells of half a metre needs no more. */
export const TERRAIN_SAMPLES = 17;

/** The ground of the city as terrain: one function for tiles, panels and globe, so that nothing floats or sinks. */
export function createGroundTerrain(): CustomHeightmapTerrainProvider {
  const tiling = new GeographicTilingScheme();
  return new CustomHeightmapTerrainProvider({
    width: TERRAIN_SAMPLES,
    height: TERRAIN_SAMPLES,
    tilingScheme: tiling,
    callback: (x, y, level) => {
      const { west, south, east, north } = tiling.tileXYToRectangle(x, y, level);
      return sampleGround({
        west: CesiumMath.toDegrees(west),
        south: CesiumMath.toDegrees(south),
        east: CesiumMath.toDegrees(east),
        north: CesiumMath.toDegrees(north),
      });
    },
  });
}

interface BoundsDeg {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Heights above the ellipsoid, metres, rows from north to south. Beyond the ground that is known it is the ellipsoid. */
function sampleGround(tile: BoundsDeg): Float32Array {
  const heightsM = new Float32Array(TERRAIN_SAMPLES * TERRAIN_SAMPLES);
  // The known ground falls to the ellipsoid within a degree of its edge.
  const isFar =
    tile.east < GROUND_EXTENT_DEG.west - 1 ||
    tile.west > GROUND_EXTENT_DEG.east + 1 ||
    tile.north < GROUND_EXTENT_DEG.south - 1 ||
    tile.south > GROUND_EXTENT_DEG.north + 1;
  if (isFar) return heightsM;
  for (let row = 0; row < TERRAIN_SAMPLES; row++) {
    const latDeg = tile.north - ((tile.north - tile.south) * row) / (TERRAIN_SAMPLES - 1);
    for (let column = 0; column < TERRAIN_SAMPLES; column++) {
      const lonDeg = tile.west + ((tile.east - tile.west) * column) / (TERRAIN_SAMPLES - 1);
      heightsM[row * TERRAIN_SAMPLES + column] = ellipsoidalGroundHeightM(lonDeg, latDeg);
    }
  }
  return heightsM;
}
