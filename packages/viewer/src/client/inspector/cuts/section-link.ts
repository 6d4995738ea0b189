import type { LinkPart } from "../link/link-store.ts";
import {
  type Cuts,
  MAX_SECTION_PLANES,
  type Point,
  type SectionPlane,
  type StoreyPlan,
  useSectionStore,
} from "./section-store.ts";

/**
 * What cuts the model, in links and views: `p` a plane each, `b` the box, `s` the plan of a storey. Metres to the millimetre,
 * stage's frame.
 */
export const sectionLinkPart: LinkPart = {
  name: "cut",
  write: () => writeCuts(useSectionStore.getState()),
  read(text) {
    const cuts = readCuts(text);
    if (cuts) useSectionStore.getState().take(cuts);
    return cuts !== undefined;
  },
  clear: () => useSectionStore.getState().take({ planes: [], box: null, plan: null }),
};

const ACROSS = ["x", "y", "z", "face", "points"] as const;

/** Undefined where nothing is cut. */
export function writeCuts({ planes, box, plan }: Cuts): string | undefined {
  const parts = planes.map(({ across, axis, atM, isFlipped, isOn }) =>
    ["p", across, ...rounded([...axis], 6), ...rounded([atM], 3), isFlipped ? 1 : 0, isOn ? 1 : 0].join(","),
  );
  if (box) parts.push(["b", ...rounded([...box.lowM, ...box.highM], 3)].join(","));
  if (plan) {
    const ids = [plan.model, plan.storey].map(encodeURIComponent);
    parts.push(["s", ...ids, ...rounded([plan.floorM, plan.cutHeightM], 3)].join(","));
  }
  return parts.length > 0 ? parts.join(";") : undefined;
}

/** Undefined where the text is none that {@link writeCuts} writes. */
export function readCuts(text: string): Cuts | undefined {
  const planes: SectionPlane[] = [];
  let [box, plan]: [Cuts["box"], Cuts["plan"]] = [null, null];
  for (const part of text.split(";")) {
    const [kind, ...words] = part.split(",");
    if (kind === "p") {
      const plane = readPlane(words, planes.length + 1);
      if (!plane || planes.length >= MAX_SECTION_PLANES) return undefined;
      planes.push(plane);
    } else if (kind === "b") box = readBox(words);
    else if (kind === "s") plan = readPlan(words);
    if ((kind === "b" && !box) || (kind === "s" && !plan) || !/^[pbs]$/.test(kind ?? "")) return undefined;
  }
  return { planes, box, plan };
}

function readPlane(words: readonly string[], id: number): SectionPlane | undefined {
  const across = ACROSS.find((each) => each === words[0]);
  const [x, y, z, atM] = words.slice(1, 5).map(toNumber) as [number, number, number, number];
  const [flipped, on] = words.slice(5).map(toFlag);
  const length = Math.hypot(x, y, z);
  if (!across || words.length !== 7 || flipped === undefined || on === undefined) return undefined;
  if (!Number.isFinite(atM) || !(Math.abs(length - 1) < 0.01)) return undefined;
  const axis: Point = [x / length, y / length, z / length];
  return { id, across, axis, atM, isFlipped: flipped, isOn: on };
}

function readBox(words: readonly string[]): Cuts["box"] {
  const [a, b, c, d, e, f] = words.map(toNumber) as [number, number, number, number, number, number];
  const isSound = words.length === 6 && a < d && b < e && c < f;
  return isSound ? { lowM: [a, b, c], highM: [d, e, f] } : null;
}

function readPlan(words: readonly string[]): StoreyPlan | null {
  const [model = "", storey = ""] = words;
  const [floorM, cutHeightM] = words.slice(2).map(toNumber) as [number, number];
  if (words.length !== 4 || model === "" || !Number.isFinite(floorM) || !(cutHeightM > 0)) return null;
  try {
    return { model: decodeURIComponent(model), storey: decodeURIComponent(storey), floorM, cutHeightM };
  } catch {
    return null;
  }
}

const rounded = (values: readonly number[], digits: number) =>
  values.map((value) => Number(value.toFixed(digits)));

/** NaN of whatever is not written out as a number: an empty word too. */
const toNumber = (word: string): number =>
  /^-?\d+(\.\d+)?(e[-+]?\d+)?$/.test(word) ? Number(word) : Number.NaN;
const toFlag = (word: string): boolean | undefined => (/^[01]$/.test(word) ? word === "1" : undefined);
