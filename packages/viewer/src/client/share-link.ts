import { findLanguage, type Language } from "../format/language.ts";
import { type CameraPlace, DEEPEST_EYE_M, type FeatureRef, type ThemeName } from "./view-store.ts";

/**
 * What a link restores. Absent is the page's own beginning. Layers, classes and features are named by the server's
 * ids, which survive new revisions; one that is gone is passed over.
 */
export interface SharedView {
  readonly camera?: CameraPlace;
  readonly hiddenLayers?: readonly string[];
  /** Whole per cent, 0–100, by layer. */
  readonly layerOpacityPercent?: ReadonlyMap<string, number>;
  /** Classes that are not as they are at first: hidden, or shown where they are hidden at first. */
  readonly switchedClasses?: ReadonlyMap<string, readonly string[]>;
  /** Numbers of hidden storeys, by model. */
  readonly hiddenStoreys?: ReadonlyMap<string, readonly number[]>;
  readonly selection?: FeatureRef;
  readonly language?: Language;
  readonly theme?: ThemeName;
  readonly underground?: {
    readonly groundOpacityPercent: number;
    readonly isBelowGround: boolean;
    /** Metres from the ground, 0 to −{@link DEEPEST_EYE_M}. */
    readonly depthM: number;
  };
}

/** A link that was read: what could be, and the keys of what could not. */
export interface ReadLink {
  readonly view: SharedView;
  readonly unreadable: readonly string[];
}

/** Raised when a key changes its meaning; an unknown version is not read at all. */
const VERSION = "1";
/** A hand-made link may name anything; this many layers or classes are more than any city has. */
const MAX_NAMES = 512;

/**
 * Writes a view as the fragment of an address, without `#`:
 * `v=1&c=115.965,36.447,1900,350,-31&h=gas,power&o=water:40&k=gas:valve;pipe&f=tower:0;2&s=gas:417&l=zh&t=day&u=65,1,-4.5`.
 * Keys: camera (lon°, lat°, m above the ellipsoid, heading°, pitch°), hidden layers, opacity %, switched classes,
 * hidden storeys, selection, language, theme, underground (opacity %, below, depth m).
 */
export function encodeShareLink(view: SharedView): string {
  const parts: [string, string][] = [["v", VERSION]];
  const { camera, underground, selection } = view;
  if (camera) {
    const { lonDeg, latDeg, heightM, headingDeg, pitchDeg } = camera;
    parts.push([
      "c",
      [
        round(lonDeg, 6),
        round(latDeg, 6),
        round(heightM, 1),
        round(headingDeg, 1) % 360,
        round(pitchDeg, 1),
      ].join(),
    ]);
  }
  if (view.hiddenLayers?.length) parts.push(["h", view.hiddenLayers.map(encodeURIComponent).join()]);
  if (view.layerOpacityPercent?.size) {
    const each = [...view.layerOpacityPercent].map(
      ([layer, percent]) => `${encodeURIComponent(layer)}:${percent}`,
    );
    parts.push(["o", each.join()]);
  }
  const classes = [...(view.switchedClasses ?? [])].filter(([, hidden]) => hidden.length > 0);
  if (classes.length > 0) {
    const each = classes.map(
      ([layer, hidden]) => `${encodeURIComponent(layer)}:${hidden.map(encodeURIComponent).join(";")}`,
    );
    parts.push(["k", each.join()]);
  }
  const storeys = [...(view.hiddenStoreys ?? [])].filter(([, hidden]) => hidden.length > 0);
  if (storeys.length > 0) {
    const each = storeys.map(([layer, hidden]) => `${encodeURIComponent(layer)}:${hidden.join(";")}`);
    parts.push(["f", each.join()]);
  }
  if (selection) parts.push(["s", `${encodeURIComponent(selection.layer)}:${selection.featureIndex}`]);
  if (view.language) parts.push(["l", view.language]);
  if (view.theme) parts.push(["t", view.theme]);
  if (underground) {
    const { groundOpacityPercent, isBelowGround, depthM } = underground;
    parts.push(["u", [groundOpacityPercent, isBelowGround ? 1 : 0, round(depthM, 1)].join()]);
  }
  return parts.map(([key, value]) => `${key}=${value}`).join("&");
}

/**
 * Reads a fragment, with or without `#`. Never throws: what is not understood is left out and named.
 *
 * @returns undefined where the fragment is no link of ours, e.g. empty or an anchor of the page.
 */
export function decodeShareLink(fragment: string): ReadLink | undefined {
  const values = new Map(
    fragment
      .replace(/^#/, "")
      .split("&")
      .map((part): [string, string] => {
        const at = part.indexOf("=");
        return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
      }),
  );
  const version = values.get("v");
  if (version === undefined) return undefined;
  if (version !== VERSION) return { view: {}, unreadable: ["v"] };
  const unreadable: string[] = [];
  const read = <T>(key: string, parse: (text: string) => T | undefined): T | undefined => {
    const text = values.get(key);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) unreadable.push(key);
    return value;
  };
  const view = {
    camera: read("c", parseCamera),
    hiddenLayers: read("h", parseNames),
    layerOpacityPercent: read("o", parseOpacities),
    switchedClasses: read("k", parseClasses),
    hiddenStoreys: read("f", parseStoreys),
    selection: read("s", parseFeature),
    language: read("l", (text) => (text === "zh" || text === "en" ? findLanguage(text) : undefined)),
    theme: read("t", parseTheme),
    underground: read("u", parseUnderground),
  };
  return { view: withoutUndefined(view), unreadable };
}

function parseTheme(text: string): ThemeName | undefined {
  return text === "night" || text === "day" ? text : undefined;
}

function parseCamera(text: string): CameraPlace | undefined {
  const [lonDeg, latDeg, heightM, headingDeg, pitchDeg] = parseNumbers(text, 5) ?? [];
  if (lonDeg === undefined || latDeg === undefined || heightM === undefined) return undefined;
  if (headingDeg === undefined || pitchDeg === undefined) return undefined;
  const isOnEarth =
    Math.abs(lonDeg) <= 180 &&
    Math.abs(latDeg) <= 90 &&
    heightM > -1_000 &&
    heightM < 1e8 &&
    headingDeg >= 0 &&
    headingDeg < 360 &&
    Math.abs(pitchDeg) <= 90;
  return isOnEarth ? { lonDeg, latDeg, heightM, headingDeg, pitchDeg } : undefined;
}

function parseUnderground(text: string): SharedView["underground"] | undefined {
  const [groundOpacityPercent, below, depthM] = parseNumbers(text, 3) ?? [];
  if (groundOpacityPercent === undefined || below === undefined || depthM === undefined) return undefined;
  const isKnown =
    isPercent(groundOpacityPercent) &&
    (below === 0 || below === 1) &&
    depthM <= 0 &&
    depthM >= -DEEPEST_EYE_M;
  return isKnown ? { groundOpacityPercent, isBelowGround: below === 1, depthM } : undefined;
}

function parseFeature(text: string): FeatureRef | undefined {
  const [layer, index, ...rest] = text.split(":");
  const name = parseName(layer);
  if (name === undefined || rest.length > 0 || !/^\d{1,10}$/.test(index ?? "")) return undefined;
  return { layer: name, featureIndex: Number(index) };
}

function parseOpacities(text: string): ReadonlyMap<string, number> | undefined {
  return parsePairs(text, (value) => {
    const percent = /^\d{1,3}$/.test(value) ? Number(value) : Number.NaN;
    return isPercent(percent) ? percent : undefined;
  });
}

function parseClasses(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  return parsePairs(text, (value) => parseNames(value, ";"));
}

function parseStoreys(text: string): ReadonlyMap<string, readonly number[]> | undefined {
  return parsePairs(text, (value) => {
    const numbers = value.split(";").slice(0, MAX_NAMES);
    return numbers.every((each) => /^\d{1,5}$/.test(each)) ? [...new Set(numbers.map(Number))] : undefined;
  });
}

function parsePairs<T>(text: string, parse: (value: string) => T | undefined): Map<string, T> | undefined {
  const pairs = new Map<string, T>();
  for (const part of text.split(",").slice(0, MAX_NAMES)) {
    const at = part.indexOf(":");
    const [name, value] = [parseName(part.slice(0, Math.max(0, at))), parse(part.slice(at + 1))];
    if (at < 0 || name === undefined || value === undefined) return undefined;
    pairs.set(name, value);
  }
  return pairs;
}

function parseNames(text: string, separator = ","): readonly string[] | undefined {
  const names = text.split(separator).slice(0, MAX_NAMES).map(parseName);
  return names.every((name) => name !== undefined) ? [...new Set(names)] : undefined;
}

function parseName(text: string | undefined): string | undefined {
  if (text === undefined || text === "" || text.length > 1_000) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function parseNumbers(text: string, count: number): number[] | undefined {
  const numbers = text.split(",").map((part) => (/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : Number.NaN));
  return numbers.length === count && numbers.every(Number.isFinite) ? numbers : undefined;
}

function isPercent(value: number): boolean {
  return value >= 0 && value <= 100;
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0; // −0 is written 0
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}
