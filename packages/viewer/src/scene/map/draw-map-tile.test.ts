import { describe, expect, it } from "vitest";
import { SMALL_MAP } from "../fixture/small-map.ts";
import { drawMapTile, type TileContext } from "./draw-map-tile.ts";
import { MAP_COLOURS } from "./map-colours.ts";
import { prepareMap } from "./prepare-map.ts";

const SIZE_PX = 256;
const colours = MAP_COLOURS.night;
const map = prepareMap(SMALL_MAP)!;

interface Drawn {
  readonly by: "fill" | "stroke";
  readonly colour: string;
  readonly widthPx: number;
  readonly points: readonly (readonly [number, number])[];
}

/** A canvas that writes down what is drawn on it. */
function record(bounds: readonly [number, number, number, number]): Drawn[] {
  const drawn: Drawn[] = [];
  let points: [number, number][] = [];
  const context = {
    fillStyle: "",
    strokeStyle: "",
    lineWidth: 1,
    setTransform() {},
    setLineDash() {},
    closePath() {},
    beginPath() {
      points = [];
    },
    moveTo: (x: number, y: number) => points.push([x, y]),
    lineTo: (x: number, y: number) => points.push([x, y]),
    fillRect() {
      drawn.push({ by: "fill", colour: this.fillStyle, widthPx: 0, points: [] });
    },
    fill() {
      drawn.push({ by: "fill", colour: this.fillStyle, widthPx: 0, points });
    },
    stroke() {
      drawn.push({ by: "stroke", colour: this.strokeStyle, widthPx: this.lineWidth, points });
    },
  };
  drawMapTile(context as unknown as TileContext, map, { bounds, sizePx: SIZE_PX }, colours);
  return drawn;
}

describe("drawMapTile", () => {
  const street = [115.9795, 36.4495, 115.9805, 36.4505] as const;

  it("starts with the ground, over all of the tile", () => {
    expect(record(street)[0]).toMatchObject({ by: "fill", colour: colours.ground });
  });

  it("draws a road as wide as it is on the ground: 27 m of 111 m in a tile of 256 pixels", () => {
    const road = record(street).find(({ colour }) => colour === colours.mainRoad);
    expect(road?.widthPx).toBeCloseTo((27 / 111) * SIZE_PX, 6);
  });

  it("draws nothing but calm ground in tiles that stand in for near ones", () => {
    expect(record([115, 36, 117, 38])).toHaveLength(1);
  });

  it("never draws a road thinner than its least width, and leaves lesser roads out of far tiles", () => {
    const far = record([115.9, 36.35, 116.1, 36.55]);
    expect(far.filter(({ by, colour }) => by === "stroke" && colour === colours.road)).toEqual([]);
    const near = record([115.9, 36.4, 116.1, 36.6]);
    expect(near.find(({ colour }) => colour === colours.mainRoad)?.widthPx).toBe(1.5);
  });

  it("puts the south into the first row", () => {
    const lake = record([115.98, 36.44, 115.99, 36.46]).find(
      ({ by, colour, points }) => by === "fill" && colour === colours.water && points.length > 0,
    );
    const rows = lake?.points.map(([, y]) => y) ?? [];
    expect(Math.min(...rows)).toBeCloseTo((0.0105 / 0.02) * SIZE_PX, 6);
    expect(Math.max(...rows)).toBeCloseTo((0.014 / 0.02) * SIZE_PX, 6);
  });

  it("keeps coordinates near the tile, however large the shape and near the view", () => {
    for (const { points } of record([115.983, 36.452, 115.98304, 36.45204])) {
      for (const [x, y] of points) {
        expect(Math.abs(x)).toBeLessThan(SIZE_PX * 2);
        expect(Math.abs(y)).toBeLessThan(SIZE_PX * 2);
      }
    }
  });
});
