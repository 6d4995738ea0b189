import type { LinkPart } from "./link-store.ts";
import {
  type Cuts,
  MAX_SECTION_PLANES,
  type Point,
  type SectionPlane,
  useSectionStore,
} from "./section-store.ts";

/** What cuts the model, in links: `p` a plane each, `b` the box. Metres to the millimetre, stage's frame. Plans stay out. */
export const sectionLinkPart: LinkPart = {
  name: "cut",
  write: () => writeCuts(useSectionStore.getState()),
  read(text) {
    const cuts = readCuts(text);
    if (cuts) useSectionStore.setState(cuts);
    return cuts !== undefined;
  },
};

const ACROSS = ["x", "y", "z", "face"] as const;

/** Undefined where nothing is cut. */
export function writeCuts({ planes, box }: Cuts): string | undefined {
  const parts = planes.map(({ across, axis, atM, isFlipped, isOn }) =>
    ["p", across, ...numbers([...axis], 6), ...numbers([atM], 3), isFlipped ? 1 : 0, isOn ? 1 : 0].join(","),
  );
  if (box) parts.push(["b", ...numbers([...box.lowM, ...box.highM], 3)].join(","));
  return parts.length > 0 ? parts.join(";") : undefined;
}

/** Undefined where the text is none that {@link writeCuts} writes. */
export function readCuts(text: string): Pick<Cuts, "planes" | "box"> | undefined {
  const planes: SectionPlane[] = [];
  let box: Cuts["box"] = null;
  for (const part of text.split(";")) {
    const [kind, ...words] = part.split(",");
    if (kind === "p") {
      const plane = readPlane(words, planes.length + 1);
      if (!plane || planes.length >= MAX_SECTION_PLANES) return undefined;
      planes.push(plane);
    } else if (kind === "b") {
      const [a, b, c, d, e, f, ...rest] = words.map(Number);
      const values = [a, b, c, d, e, f] as [number, number, number, number, number, number];
      if (rest.length > 0 || !values.every(Number.isFinite)) return undefined;
      if (values[0] >= values[3] || values[1] >= values[4] || values[2] >= values[5]) return undefined;
      box = { lowM: [values[0], values[1], values[2]], highM: [values[3], values[4], values[5]] };
    } else return undefined;
  }
  return { planes, box };
}

function readPlane(words: readonly string[], id: number): SectionPlane | undefined {
  const across = ACROSS.find((each) => each === words[0]);
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN, atM = Number.NaN, flipped, on] = words
    .slice(1)
    .map(Number);
  const length = Math.hypot(x, y, z);
  if (!across || words.length !== 7 || !Number.isFinite(atM) || !(Math.abs(length - 1) < 0.01))
    return undefined;
  const axis: Point = [x / length, y / length, z / length];
  return { id, across, axis, atM, isFlipped: flipped === 1, isOn: on === 1 };
}

const numbers = (values: readonly number[], digits: number) =>
  values.map((value) => Number(value.toFixed(digits)));
