import type { StageEye } from "../stage-store.ts";

/** What a link to the inspector holds, by model and GlobalId: rows are another thing in the next revision. */
export interface InspectorView {
  readonly eye?: StageEye;
  readonly selection?: GlobalIdsByModel;
  readonly hidden?: GlobalIdsByModel;
  /** All but these are hidden. */
  readonly isolated?: GlobalIdsByModel;
  readonly ghosted?: GlobalIdsByModel;
  /** All but these are ghosted. */
  readonly solid?: GlobalIdsByModel;
  /** Further parameters, each written and read by a tool of its own. */
  readonly tools?: ReadonlyMap<string, string>;
}

/** GlobalIds by model. */
export type GlobalIdsByModel = ReadonlyMap<string, readonly string[]>;

/** Ids in one list at most: browsers and chat programs cut addresses of more than some thousands of characters. */
export const MAX_LINK_IDS = 300;

const VERSION = "1";

/** The id of a saved view that a fragment names, `#view=…`; undefined where it is another one. */
export function readViewLink(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("view") ?? undefined;
}

/** Whether a fragment is a link of the inspector's, readable or not: others name places of the page. */
export function isLink(fragment: string): boolean {
  const search = new URLSearchParams(fragment.replace(/^#/, ""));
  return search.has("view") || search.has("v");
}

/** Writes the fragment that names a saved view, with `#`. */
export const writeViewLink = (id: string): string => `#view=${encodeURIComponent(id)}`;

/** Writes the fragment of an address, with `#`. */
export function encodeInspectorView(view: InspectorView): string {
  const search = new URLSearchParams({ v: VERSION });
  const { eye } = view;
  if (eye) {
    const numbers = [...eye.eyeM, ...eye.targetM, eye.heightM].map((value) => Number(value.toFixed(3)));
    search.set("c", `${numbers.join(",")},${eye.projection === "orthographic" ? "o" : "p"}`);
  }
  const lists = { s: view.selection, h: view.hidden, i: view.isolated, g: view.ghosted, x: view.solid };
  for (const [name, ids] of Object.entries(lists)) if (ids) search.set(name, writeIds(ids));
  for (const [name, text] of view.tools ?? []) search.set(`t.${name}`, text);
  return `#${search}`;
}

/** Reads a fragment; what cannot be read is left out and counted. */
export function decodeInspectorView(fragment: string): {
  readonly view: InspectorView;
  readonly unreadable: number;
} {
  const search = new URLSearchParams(fragment.replace(/^#/, ""));
  if (search.get("v") !== VERSION) return { view: {}, unreadable: search.size > 0 ? 1 : 0 };
  let unreadable = 0;
  const read = <T>(name: string, parse: (text: string) => T | undefined): T | undefined => {
    const text = search.get(name);
    if (text === null) return undefined;
    const value = parse(text);
    if (value === undefined) unreadable++;
    return value;
  };
  const parts = {
    eye: read("c", readEye),
    selection: read("s", readIds),
    hidden: read("h", readIds),
    isolated: read("i", readIds),
    ghosted: read("g", readIds),
    solid: read("x", readIds),
  };
  const tools = new Map(
    [...search].flatMap(([name, text]) => (name.startsWith("t.") ? [[name.slice(2), text]] : [])),
  );
  const known = Object.entries({ ...parts, ...(tools.size > 0 ? { tools } : {}) });
  return { view: Object.fromEntries(known.filter(([, value]) => value !== undefined)), unreadable };
}

/** A GlobalId has neither `:` nor `,` nor `;`, and a model's id none of them unescaped. */
function writeIds(ids: GlobalIdsByModel): string {
  return [...ids]
    .map(([model, own]) => `${encodeURIComponent(model)}:${own.map(encodeURIComponent).join(",")}`)
    .join(";");
}

function readIds(text: string): GlobalIdsByModel | undefined {
  const ids = new Map<string, readonly string[]>();
  try {
    for (const part of text.split(";").filter(Boolean)) {
      const [model, own, ...rest] = part.split(":");
      if (!model || own === undefined || rest.length > 0) return undefined;
      const list = own.split(",").filter(Boolean).map(decodeURIComponent);
      ids.set(decodeURIComponent(model), list.slice(0, MAX_LINK_IDS));
    }
  } catch {
    return undefined;
  }
  return ids;
}

function readEye(text: string): StageEye | undefined {
  const words = text.split(",");
  const numbers = words
    .slice(0, 7)
    .map((word) => (/^-?\d+(\.\d+)?(e-?\d+)?$/.test(word) ? Number(word) : Number.NaN));
  const [ex, ey, ez, tx, ty, tz, heightM] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const isKnown = words.length === 8 && /^[op]$/.test(words[7] as string) && numbers.every(Number.isFinite);
  const isSound = isKnown && heightM > 0 && numbers.every((value) => Math.abs(value) < 1e7);
  if (!isSound || Math.hypot(ex - tx, ey - ty, ez - tz) === 0) return undefined;
  return {
    eyeM: [ex, ey, ez],
    targetM: [tx, ty, tz],
    heightM,
    projection: words[7] === "o" ? "orthographic" : "perspective",
  };
}
