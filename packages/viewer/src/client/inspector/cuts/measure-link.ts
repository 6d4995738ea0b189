import type { LinkPart } from "../link/link-store.ts";
import { MEASURE_MODES, type MeasuredValue, type Measurement, useMeasureStore } from "./measure-store.ts";
import type { Point } from "./section-store.ts";

/** Lines of one measurement in a link at most: the outline of a round face has hundreds, its number and label need none. */
const MAX_LINES = 24;

/**
 * Measurements in links and views, apart by `;`: mode, hidden or not, name; label; numbers; both ends of each line; apart by `|`. Metres
 * to a tenth of a millimetre, stage's frame.
 */
export const measureLinkPart: LinkPart = {
  name: "measure",
  write: () => writeMeasurements(useMeasureStore.getState().list),
  read(text) {
    const list = readMeasurements(text);
    if (list) useMeasureStore.setState({ list, taken: 0 });
    return list !== undefined;
  },
  clear: () => useMeasureStore.setState({ list: [], taken: 0 }),
};

/** Undefined where nothing was measured. */
export function writeMeasurements(list: readonly Measurement[]): string | undefined {
  if (list.length === 0) return undefined;
  return list
    .map(({ value, isHidden, name, labelM, lines }) => {
      const drawn = lines.length <= MAX_LINES ? lines.flat(2) : [];
      const numbers = numbersOf(value).map((number) => (number === undefined ? "" : rounded(number)));
      const parts = [[value.mode, isHidden ? 1 : 0, encodeURIComponent(name)], labelM.map(rounded), numbers];
      return [...parts, drawn.map(rounded)].map((part) => part.join(",")).join("|");
    })
    .join(";");
}

/** Undefined where the text is none that {@link writeMeasurements} writes. */
export function readMeasurements(text: string): readonly Measurement[] | undefined {
  const list = text.split(";").map((part, at) => readMeasurement(part, at + 1));
  return list.every((each) => each !== undefined) ? list : undefined;
}

function readMeasurement(text: string, id: number): Measurement | undefined {
  const [head = "", label = "", numbers = "", drawn = "", ...rest] = text.split("|");
  const [word, flag = "", encoded = "", ...more] = head.split(",");
  const mode = MEASURE_MODES.find((each) => each === word);
  const labelM = toNumbers(label);
  const ends = drawn === "" ? [] : toNumbers(drawn);
  const name = decoded(encoded);
  const value = mode && readValue(mode, numbers.split(",").map(toNumber));
  const isSound = rest.length === 0 && more.length === 0 && /^[01]$/.test(flag) && name !== undefined;
  if (!value || !isSound || labelM?.length !== 3 || !ends || ends.length % 6 !== 0) return undefined;
  const lines = Array.from({ length: ends.length / 6 }, (_, k) => {
    const point = (at: number) => ends.slice(at, at + 3) as unknown as Point;
    return [point(6 * k), point(6 * k + 3)] as const;
  });
  return { id, name, isHidden: flag === "1", value, labelM: labelM as unknown as Point, lines };
}

/** What a value is made of, in an order of its own for each mode. What the file states is read from it anew. */
function numbersOf(value: MeasuredValue): (number | undefined)[] {
  switch (value.mode) {
    case "distance":
    case "perpendicular":
    case "edge":
      return [value.lengthM, ...value.deltaM];
    case "height":
      return [value.riseM];
    case "angle":
      return [value.angleDeg];
    case "area":
      return [value.areaM2];
    case "chain":
      return [value.lengthM, value.areaM2];
    case "volume":
      return [value.volumeM3, value.surfaceM2, value.openM];
  }
}

function readValue(
  mode: MeasuredValue["mode"],
  [first, second, third, fourth, ...rest]: readonly (number | undefined)[],
): MeasuredValue | undefined {
  if (rest.length > 0) return undefined;
  if (mode === "volume") {
    if (second === undefined || third === undefined) return undefined;
    return { mode, volumeM3: first, surfaceM2: second, openM: third, stated: [] };
  }
  if (first === undefined) return undefined;
  switch (mode) {
    case "height":
      return { mode, riseM: first };
    case "angle":
      return { mode, angleDeg: first };
    case "area":
      return { mode, areaM2: first };
    case "chain":
      return { mode, lengthM: first, areaM2: second };
    default:
      if (second === undefined || third === undefined || fourth === undefined) return undefined;
      return { mode, lengthM: first, deltaM: [second, third, fourth] };
  }
}

const rounded = (value: number): number => Number(value.toFixed(4));
const toNumber = (word: string): number | undefined =>
  /^-?\d+(\.\d+)?(e[-+]?\d+)?$/.test(word) ? Number(word) : undefined;

function toNumbers(text: string): number[] | undefined {
  const numbers = text.split(",").map(toNumber);
  return numbers.every((number) => number !== undefined) ? numbers : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
