import type { BuildingUse, PlanePoint, Random } from "../model/index.ts";
import { boundsOf, type Ring, ringCentre } from "../model/plane-shapes.ts";
import type { BuildingSite } from "./building-site.ts";
import type { Block } from "./trace-blocks.ts";

/** A building before it has an address. */
export interface BuildingDraft {
  readonly ring: Ring;
  readonly use: BuildingUse;
  readonly storeys: number;
  readonly year: number;
  readonly block: number;
  readonly name?: string;
  readonly nameEn?: string;
  readonly heightM?: number;
  readonly people?: number;
  readonly address?: string;
  readonly addressEn?: string;
}

/** One kind of building of a layout. Lengths in metres. */
export interface BuildingType {
  readonly use: BuildingUse;
  readonly widthM: readonly [least: number, most: number];
  readonly depthM: readonly [least: number, most: number];
  readonly storeys: readonly [least: number, most: number];
  readonly years: readonly [first: number, last: number];
  /** Between neighbours along a row or street. */
  readonly gapM: readonly [least: number, most: number];
  /** Between rows, for light: added to the depth. */
  readonly rowGapM: number;
  /** Chance that a place stays empty: yards, trees, parking. */
  readonly empty: number;
}

/** Where and with what luck a layout is drawn. */
export interface LayoutContext {
  readonly block: Block;
  readonly site: BuildingSite;
  readonly random: Random;
  /** Direction of the rows: angle of the block's east-west streets, radians from east. */
  readonly angleRad: number;
}

/** Fills a block with rows that face south, as estates and courts do. */
export function layRows(context: LayoutContext, type: BuildingType, limit = Infinity): BuildingDraft[] {
  const { block, random, angleRad } = context;
  const turned = block.ring.map((point) => turn(point, -angleRad));
  const { west, east, south, north } = boundsOf(turned);
  const drafts: BuildingDraft[] = [];
  const depthM = roundTo(random.between(...type.depthM), 0.2);
  const storeys = random.integer(...type.storeys);
  let rowM = south + 8 + random.between(0, 6);
  while (rowM + depthM < north && drafts.length < limit) {
    let alongM = west + 8 + random.between(0, 5);
    let built = 0;
    while (alongM < east && drafts.length < limit) {
      const widthM = roundTo(random.between(...type.widthM), 0.5);
      const ring = boxAt([alongM, rowM], widthM, depthM, angleRad);
      if (random.chance(type.empty)) {
        alongM += widthM;
        continue;
      }
      const draft = tryBuild(context, ring, type, storeys + random.integer(-1, 1), type.gapM[0]);
      if (draft) {
        drafts.push(draft);
        built++;
        alongM += widthM + random.between(...type.gapM);
      } else alongM += Math.max(4, widthM * 0.2);
    }
    rowM += built > 0 ? depthM + type.rowGapM : 5;
  }
  return drafts;
}

/** Lines the streets round a block with buildings parallel to them, as shops and offices do. */
export function layFronts(
  context: LayoutContext,
  type: BuildingType,
  isFronted: (street: number) => number,
): BuildingDraft[] {
  const { block, random } = context;
  const drafts: BuildingDraft[] = [];
  for (const side of block.sides) {
    const setbackM = isFronted(side.street);
    if (setbackM === 0) continue;
    const lengthM = Math.hypot(side.b[0] - side.a[0], side.b[1] - side.a[1]);
    const angleRad = Math.atan2(side.b[1] - side.a[1], side.b[0] - side.a[0]);
    let alongM = 12;
    while (alongM < lengthM - 12) {
      const widthM = roundTo(random.between(...type.widthM), 0.5);
      const depthM = roundTo(random.between(...type.depthM), 0.5);
      const foot: PlanePoint = [
        side.a[0] + Math.cos(angleRad) * alongM - Math.sin(angleRad) * (setbackM + 0.5),
        side.a[1] + Math.sin(angleRad) * alongM + Math.cos(angleRad) * (setbackM + 0.5),
      ];
      const ring = boxAt(turn(foot, -angleRad), widthM, depthM, angleRad);
      const isEmpty = random.chance(type.empty);
      const draft = isEmpty
        ? undefined
        : tryBuild(context, ring, type, random.integer(...type.storeys), type.gapM[0]);
      if (draft) drafts.push(draft);
      alongM += draft || isEmpty ? widthM + random.between(...type.gapM) : 6;
    }
  }
  return drafts;
}

/** Direction of the rows of a block: the mean of its streets, taken modulo a right angle, radians. */
export function rowAngleRad(block: Block): number {
  let sin = 0;
  let cos = 0;
  for (const { a, b } of block.sides) {
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const angle = 4 * Math.atan2(b[1] - a[1], b[0] - a[0]);
    sin += Math.sin(angle) * lengthM;
    cos += Math.cos(angle) * lengthM;
  }
  return Math.atan2(sin, cos) / 4;
}

/** An outline moved so that its centre of gravity comes to `to`. */
export function movedTo(ring: Ring, to: PlanePoint): Ring {
  const centre = ringCentre(ring);
  return ring.map(([x, y]): PlanePoint => [x - centre[0] + to[0], y - centre[1] + to[1]]);
}

function tryBuild(
  { block, site, random }: LayoutContext,
  ring: Ring,
  type: BuildingType,
  storeys: number,
  gapM: number,
): BuildingDraft | undefined {
  if (!site.fits(block, ring, gapM)) return undefined;
  site.build(ring);
  const [least, most] = type.storeys;
  return {
    ring,
    use: type.use,
    storeys: Math.min(most, Math.max(least, storeys)),
    year: random.integer(...type.years),
    block: block.index,
  };
}

/** A box with its corner at a place of the turned plane, counter-clockwise, to the centimetre. */
function boxAt([x, y]: PlanePoint, widthM: number, depthM: number, angleRad: number): Ring {
  const corners: PlanePoint[] = [
    [x, y],
    [x + widthM, y],
    [x + widthM, y + depthM],
    [x, y + depthM],
  ];
  return corners.map((corner) => {
    const [east, north] = turn(corner, angleRad);
    return [roundTo(east, 0.01), roundTo(north, 0.01)];
  });
}

function turn([x, y]: PlanePoint, angleRad: number): PlanePoint {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return [x * cos - y * sin, x * sin + y * cos];
}

function roundTo(value: number, step: number): number {
  return Math.round(value / step) * step;
}
