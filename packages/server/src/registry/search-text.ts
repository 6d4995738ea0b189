import { createRequire } from "node:module";
import type { AssetInput } from "@shuicheng/shared/contracts";

/** What an asset is found by: words separated by spaces, ready for a tokenizer that knows no Chinese. */
export interface SearchText {
  /** Its names, also in English and as pinyin. */
  readonly names: string;
  /** Its id, whole and in parts. */
  readonly codes: string;
  /** Its address and the road it lies in. */
  readonly places: string;
}

/** Attributes that say where an asset is. */
const PLACE_ATTRIBUTES = ["address", "addressEn", "roadName", "roadNameEn"] as const;

const HAN_RUN = /\p{Script=Han}+/gu;

/**
 * Builds the words of an asset. Han characters stand apart, so that any part of a name is a phrase; pinyin is listed
 * from each character on, whole (`renminyiyuan`) and as initials (`rmyy`), so that any start of it matches.
 */
export function buildSearchText(asset: AssetInput): SearchText {
  const text = (key: string) => {
    const value = asset.attributes?.[key]?.value;
    return typeof value === "string" ? value : "";
  };
  const name = asset.name === asset.id ? "" : (asset.name ?? "");
  const address = text("address");
  return {
    names: [spread(name), text("nameEn"), ...pinyinOf(name)].join(" ").trim(),
    codes: codesOf(asset.id),
    places: [...PLACE_ATTRIBUTES.map((key) => spread(text(key))), ...pinyinOf(address)].join(" ").trim(),
  };
}

/**
 * Turns what a person typed into an FTS5 query: all of its words, the last letters of each open. Undefined where
 * there is nothing to look for.
 */
export function buildSearchQuery(typed: string): string | undefined {
  const terms = typed.toLowerCase().match(/\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+/gv) ?? [];
  if (terms.length === 0) return undefined;
  const words = terms.map((term) => (isHan(term) ? `"${spread(term).trim()}"` : `"${term}" *`)).join(" AND ");
  // A code typed whole comes before the ones that only begin like it.
  return terms.length > 1 && !terms.some(isHan) ? `codes : "${terms.join("")}" OR (${words})` : words;
}

const isHan = (term: string) => /\p{Script=Han}/u.test(term);

/** Each Han character a word of its own. */
function spread(text: string): string {
  return text.replace(HAN_RUN, (run) => ` ${[...run].join(" ")} `);
}

/** `JS-GD-000123` is also found as `gd000123` and as `123`. */
function codesOf(id: string): string {
  const parts = id.split(/[-._~]+/).filter((part) => part !== "");
  const tails = parts.map((_, i) => parts.slice(i).join("")).filter((tail) => tail !== parts.at(-1));
  const numbers = parts.flatMap((part) => (/^0+[1-9]\d*$/.test(part) ? [part.replace(/^0+/, "")] : []));
  return [...parts, ...tails, ...numbers].join(" ");
}

type Pinyin = (text: string, options: { toneType: "none"; type: "array" }) => string[];

const require = createRequire(import.meta.url);
let pinyin: Pinyin | undefined;
/** Streets and kinds repeat by the thousand. */
const known = new Map<string, readonly string[]>();
const MAX_KNOWN = 20_000;

function pinyinOf(text: string): readonly string[] {
  return [...text.matchAll(HAN_RUN)].flatMap(([run]) => {
    let words = known.get(run);
    if (!words) {
      // On first use: its tables take some 25 MB, and most starts publish nothing.
      pinyin ??= (require("pinyin-pro") as { pinyin: Pinyin }).pinyin;
      const syllables = pinyin(run, { toneType: "none", type: "array" });
      words = syllables.flatMap((_, i) => {
        const rest = syllables.slice(i);
        return [rest.join(""), rest.map((syllable) => syllable.charAt(0)).join("")];
      });
      if (known.size < MAX_KNOWN) known.set(run, words);
    }
    return words;
  });
}
