/** A rectangle that may be turned, CSS pixels: a name as it lies on the picture. */
export interface NameBox {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Clockwise, −π/2 to π/2: names are read from left to right. */
  readonly turnRad: number;
}

/** A name that wants a place. */
export interface NameWish<Name> {
  readonly name: Name;
  /** Stays the same from frame to frame: what stood before keeps its place. */
  readonly key: string;
  readonly rank: number;
  readonly box: NameBox;
}

/** Empty picture kept around each name. */
const AIR_PX = 6;

/**
 * Chooses the names that fit: by rank, and among equals those that stood in the picture before, so that nothing
 * flickers while the camera moves. Turned names are tested by circles along them.
 *
 * Cost: O(n · neighbours) on a grid of 64 px.
 */
export function placeNames<Name>(
  wishes: readonly NameWish<Name>[],
  stoodBefore: ReadonlySet<string>,
  most: number,
): NameWish<Name>[] {
  const order = [...wishes].sort(
    (a, b) =>
      a.rank - b.rank ||
      Number(stoodBefore.has(b.key)) - Number(stoodBefore.has(a.key)) ||
      (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
  const taken = new Map<string, Disc[]>();
  const placed: NameWish<Name>[] = [];
  for (const wish of order) {
    if (placed.length >= most) break;
    const discs = discsOf(wish.box);
    if (discs.some((disc) => isTaken(taken, disc))) continue;
    for (const disc of discs) take(taken, disc);
    placed.push(wish);
  }
  return placed;
}

/** What a selection covers of the picture around its foot, CSS pixels: its ring, and to the right its label. */
const SELECTION = { leftPx: 22, rightPx: 210, halfHeightPx: 26 } as const;

/** Whether a name would lie under the ring or the label of a selection that stands at `at`. */
export function isBesideSelection(
  { xPx, yPx, widthPx, heightPx, turnRad }: NameBox,
  at: { readonly xPx: number; readonly yPx: number },
): boolean {
  const [cos, sin] = [Math.abs(Math.cos(turnRad)), Math.abs(Math.sin(turnRad))];
  const halfWidthPx = (widthPx * cos + heightPx * sin) / 2;
  const halfHeightPx = (widthPx * sin + heightPx * cos) / 2;
  return (
    xPx + halfWidthPx > at.xPx - SELECTION.leftPx &&
    xPx - halfWidthPx < at.xPx + SELECTION.rightPx &&
    Math.abs(yPx - at.yPx) < halfHeightPx + SELECTION.halfHeightPx
  );
}

interface Disc {
  readonly xPx: number;
  readonly yPx: number;
  readonly radiusPx: number;
}

/** Discs that together cover the box, along its length. */
function discsOf({ xPx, yPx, widthPx, heightPx, turnRad }: NameBox): Disc[] {
  const radiusPx = heightPx / 2 + AIR_PX;
  const count = Math.max(1, Math.ceil(widthPx / heightPx));
  const [stepX, stepY] = [Math.cos(turnRad), Math.sin(turnRad)];
  return Array.from({ length: count }, (_, i) => {
    const along = count === 1 ? 0 : (i / (count - 1) - 0.5) * (widthPx - heightPx);
    return { xPx: xPx + along * stepX, yPx: yPx + along * stepY, radiusPx };
  });
}

const CELL_PX = 64;
const cellOf = (px: number) => Math.floor(px / CELL_PX);

function isTaken(taken: ReadonlyMap<string, readonly Disc[]>, { xPx, yPx, radiusPx }: Disc): boolean {
  for (let column = cellOf(xPx) - 1; column <= cellOf(xPx) + 1; column++) {
    for (let row = cellOf(yPx) - 1; row <= cellOf(yPx) + 1; row++) {
      for (const other of taken.get(`${column}:${row}`) ?? []) {
        if (Math.hypot(other.xPx - xPx, other.yPx - yPx) < other.radiusPx + radiusPx) return true;
      }
    }
  }
  return false;
}

function take(taken: Map<string, Disc[]>, disc: Disc): void {
  const key = `${cellOf(disc.xPx)}:${cellOf(disc.yPx)}`;
  const members = taken.get(key);
  if (members) members.push(disc);
  else taken.set(key, [disc]);
}

/** A point of a projected line; null where it is off the picture. */
export type LinePixel = { readonly xPx: number; readonly yPx: number } | null;

/** Where a name of this length may run along a projected line: the middle, and the turn that reads left to right. */
export interface NameRun {
  readonly xPx: number;
  readonly yPx: number;
  readonly turnRad: number;
}

/** A name may bend by this much under its letters and still stand on a straight base. */
const MAX_BEND_RAD = 0.3;
/** Beside the letters the line goes on for this share of the name's length. */
const ROOM_SHARE = 0.25;

/**
 * Finds where a name fits on a projected line: on the longest nearly straight stretch that has room for it, in its
 * middle. Undefined where none has.
 */
export function findNameRun(line: readonly LinePixel[], widthPx: number): NameRun | undefined {
  let best: { from: number; to: number; lengthPx: number } | undefined;
  for (let from = 0; from + 1 < line.length; from++) {
    const stretch = followStraight(line, from);
    if (stretch && stretch.lengthPx > (best?.lengthPx ?? widthPx * (1 + ROOM_SHARE))) best = stretch;
    if (stretch) from = Math.max(from, stretch.to - 2);
  }
  if (!best) return undefined;
  return middleOf(line, best.from, best.lengthPx);
}

/** As far as the line runs within the bend from here. */
function followStraight(
  line: readonly LinePixel[],
  from: number,
): { from: number; to: number; lengthPx: number } | undefined {
  let firstRad: number | undefined;
  let lengthPx = 0;
  let to = from;
  for (let i = from; i + 1 < line.length; i++) {
    const [a, b] = [line[i], line[i + 1]];
    if (!a || !b) break;
    const stepPx = Math.hypot(b.xPx - a.xPx, b.yPx - a.yPx);
    if (stepPx > 0.5) {
      const turnRad = Math.atan2(b.yPx - a.yPx, b.xPx - a.xPx);
      firstRad ??= turnRad;
      if (Math.abs(angleBetween(firstRad, turnRad)) > MAX_BEND_RAD) break;
    }
    lengthPx += stepPx;
    to = i + 1;
  }
  return to > from ? { from, to, lengthPx } : undefined;
}

function angleBetween(aRad: number, bRad: number): number {
  const difference = bRad - aRad;
  return Math.atan2(Math.sin(difference), Math.cos(difference));
}

function middleOf(line: readonly LinePixel[], from: number, lengthPx: number): NameRun | undefined {
  let leftPx = lengthPx / 2;
  for (let i = from; i + 1 < line.length; i++) {
    const [a, b] = [line[i], line[i + 1]];
    if (!a || !b) return undefined;
    const stepPx = Math.hypot(b.xPx - a.xPx, b.yPx - a.yPx);
    if (stepPx < leftPx) {
      leftPx -= stepPx;
      continue;
    }
    const t = stepPx === 0 ? 0 : leftPx / stepPx;
    let turnRad = Math.atan2(b.yPx - a.yPx, b.xPx - a.xPx);
    if (turnRad > Math.PI / 2) turnRad -= Math.PI;
    else if (turnRad <= -Math.PI / 2) turnRad += Math.PI;
    return { xPx: a.xPx + (b.xPx - a.xPx) * t, yPx: a.yPx + (b.yPx - a.yPx) * t, turnRad };
  }
  return undefined;
}
