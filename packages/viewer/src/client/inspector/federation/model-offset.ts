/** x, y, z in metres. */
export type Metres3 = readonly [xM: number, yM: number, zM: number];

/** How far a model was moved by hand from where it would stand, in the frame that the open models share. */
export interface ModelOffset {
  readonly moveM: Metres3;
  /** About the vertical through the middle of what the model draws, degrees, counter-clockwise from above. */
  readonly turnDeg: number;
}

/** A model that nobody has moved. */
export const NO_OFFSET: ModelOffset = { moveM: [0, 0, 0], turnDeg: 0 };

/** Whether an offset moves nothing by what can be typed: a millimetre, a thousandth of a degree. */
export const isMoved = ({ moveM, turnDeg }: ModelOffset): boolean =>
  Math.abs(turnDeg) >= 0.0005 || moveM.some((value) => Math.abs(value) >= 0.0005);

/** The same turn between −180 and 180 degrees. */
export const wrapDegrees = (deg: number): number => ((((deg + 180) % 360) + 360) % 360) - 180;

/**
 * The offset that puts one point of a model on another, beside what it is moved already.
 *
 * @param fromM Where the point stands now, shared frame. @param toM Where it is to stand.
 */
export function movedBy({ moveM, turnDeg }: ModelOffset, fromM: Metres3, toM: Metres3): ModelOffset {
  const [x, y, z] = moveM.map((value, k) => value + (toM[k] as number) - (fromM[k] as number));
  return { moveM: [x as number, y as number, z as number], turnDeg };
}

/**
 * The offset that also turns a model about a point that stays, so that a second point comes to lie in the direction of a third.
 *
 * @param middleM Where the middle of the model stands now. @param pivotM The point that stays. All in the shared frame.
 */
export function turnedBy(
  offset: ModelOffset,
  middleM: Metres3,
  pivotM: Metres3,
  fromM: Metres3,
  toM: Metres3,
): ModelOffset {
  const headingOf = (pointM: Metres3) => Math.atan2(pointM[1] - pivotM[1], pointM[0] - pivotM[0]);
  const turnRad = headingOf(toM) - headingOf(fromM);
  const [cos, sin] = [Math.cos(turnRad), Math.sin(turnRad)];
  const [x, y] = [middleM[0] - pivotM[0], middleM[1] - pivotM[1]];
  const turned: Metres3 = [pivotM[0] + cos * x - sin * y, pivotM[1] + sin * x + cos * y, middleM[2]];
  const { moveM } = movedBy(offset, middleM, turned);
  return { moveM, turnDeg: wrapDegrees(offset.turnDeg + (turnRad * 180) / Math.PI) };
}

/** Writes offsets for a link: model, metres to the millimetre, degrees to the thousandth. Undefined where nothing is moved. */
export function writeOffsets(offsets: ReadonlyMap<string, ModelOffset>): string | undefined {
  const parts = [...offsets].flatMap(([model, offset]) => {
    if (!isMoved(offset)) return [];
    const numbers = [...offset.moveM, offset.turnDeg].map((value) => Number(value.toFixed(3)));
    return `${encodeURIComponent(model)},${numbers.join(",")}`;
  });
  return parts.length > 0 ? parts.join(";") : undefined;
}

/** No model stands further from another on the earth, metres. */
const MAX_MOVE_M = 2.1e7;

/** Undefined where the text is none that {@link writeOffsets} writes. */
export function readOffsets(text: string): ReadonlyMap<string, ModelOffset> | undefined {
  const offsets = new Map<string, ModelOffset>();
  for (const part of text.split(";")) {
    const [model, ...words] = part.split(",");
    const [x = Number.NaN, y = Number.NaN, z = Number.NaN, turnDeg = Number.NaN] = words.map((word) =>
      word.trim() === "" ? Number.NaN : Number(word),
    );
    const isSound =
      words.length === 4 &&
      [x, y, z].every((value) => Math.abs(value) < MAX_MOVE_M) &&
      Math.abs(turnDeg) <= 360;
    if (!model || !isSound) return undefined;
    try {
      offsets.set(decodeURIComponent(model), { moveM: [x, y, z], turnDeg });
    } catch {
      return undefined;
    }
  }
  return offsets;
}
