import { type ElementTable, type ListColumn, VALUE_TAGS } from "../elements/index.ts";
import { markListed } from "./listed-rows.ts";
import { createTextBlocks, type TextBlocks } from "./text-blocks.ts";

/** How well an object was found, best first: 0 is not at all. */
export const SEARCH_RANKS = ["none", "name-start", "name", "mark", "kind", "value"] as const;

/** What a search found. */
export interface SearchHits {
  /** By row of the table, into {@link SEARCH_RANKS}: elements and rooms, and places, types and systems, but no openings. */
  readonly rank: Uint8Array;
  /** Elements and rooms that were found. */
  readonly count: number;
}

/** Finds objects by anything that is written about them. */
export interface SearchIndex {
  /**
   * @param query Words, all of which must be found, in whatever place; case does not matter. Its longest number is also looked for
   * among numbers, to as many decimals as it has. An empty one finds nothing.
   */
  search(query: string): SearchHits;
}

/** Texts that are taken between two looks at the clock. */
const SLICE = 2000;

/**
 * Builds the index in slices: whoever drives it (a worker at once, a page between frames) goes on as long as it has time.
 * Texts of a table stand there once however many elements bear them, so that a search looks at each of them once; what it
 * costs then is a pass over the objects.
 *
 * @returns Yields how much is done, 0 to 1, and at last answers the index.
 */
export function* buildSearchIndex(table: ElementTable): Generator<number, SearchIndex> {
  const { texts, objects } = table;
  const all = texts.length + objects.count;
  const textBlocks = createTextBlocks();
  for (let i = 0; i < texts.length; i++) {
    textBlocks.add(texts[i] as string);
    if (i % SLICE === 0) yield i / all;
  }
  const idBlocks = createTextBlocks();
  for (let row = 0; row < objects.count; row++) {
    idBlocks.add(objects.globalId[row] as string);
    if (row % SLICE === 0) yield (texts.length + row) / all;
  }
  const blocks = { texts: textBlocks.finish(), ids: idBlocks.finish() };
  const isListed = markListed(table);
  return { search: (query) => search(table, blocks, isListed, query) };
}

/** The words of a query as the index looks for them. */
export function searchTerms(query: string): string[] {
  return [...new Set(query.toLowerCase().split(/\s+/).filter(Boolean))];
}

interface Blocks {
  readonly texts: TextBlocks;
  readonly ids: TextBlocks;
}

function search(table: ElementTable, blocks: Blocks, isListed: Uint8Array, query: string): SearchHits {
  const { objects, classes } = table;
  const rank = new Uint8Array(objects.count);
  const terms = searchTerms(query);
  terms.forEach((term, i) => {
    const own = rankTerm(table, blocks, term);
    // Of several words the one that was found least well decides.
    for (let row = 0; row < rank.length; row++) {
      const [before, now] = [rank[row] as number, own[row] as number];
      rank[row] = i === 0 ? now : before === 0 || now === 0 ? 0 : Math.max(before, now);
    }
  });
  const isPiercing = classes.map(({ kind }) => kind === "opening" || kind === "port");
  let count = 0;
  for (let row = 0; row < rank.length; row++) {
    if (rank[row] === 0) continue;
    if (isPiercing[objects.classIndex[row] as number]) rank[row] = 0;
    else count += isListed[row] as number;
  }
  return { rank, count };
}

const [NAME_START, NAME, MARK, KIND, VALUE] = [1, 2, 3, 4, 5];

/** By row how well one word is found. */
function rankTerm(table: ElementTable, blocks: Blocks, term: string): Uint8Array {
  const { objects, classes, texts } = table;
  const inText = new Uint8Array(texts.length);
  blocks.texts.mark(term, inText);
  inText[0] = 0;
  const inId = new Uint8Array(objects.count);
  if (term.length >= SHORTEST_ID_PART) blocks.ids.mark(term, inId);
  const inClass = Uint8Array.from(classes, ({ name }) => (name.toLowerCase().includes(term) ? 1 : 0));
  const inLists = markLists(table, inText, term);
  const rank = new Uint8Array(objects.count);
  const { name, tag, longName, objectType, predefinedType, description, classIndex, typeRow } = objects;
  // Types and groups stand after the elements, which ask what was found of them.
  for (let row = objects.count - 1; row >= 0; row--) {
    const inName = inText[name[row] as number] as number;
    if (inName !== 0) {
      rank[row] = inName === 2 ? NAME_START : NAME;
    } else if (inText[tag[row] as number] !== 0 || inId[row] !== 0) {
      rank[row] = MARK;
    } else if (inText[longName[row] as number] !== 0) {
      rank[row] = NAME;
    } else if (
      inClass[classIndex[row] as number] === 1 ||
      inText[objectType[row] as number] !== 0 ||
      inText[predefinedType[row] as number] !== 0
    ) {
      rank[row] = KIND;
    } else {
      const type = typeRow[row] as number;
      const ofType = type < 0 ? 0 : (rank[type] as number);
      if (ofType !== 0 && ofType !== VALUE) rank[row] = KIND;
      else if (ofType === VALUE || inText[description[row] as number] !== 0 || inLists(row))
        rank[row] = VALUE;
    }
  }
  return rank;
}

/** Fewer characters than these are found in every third GlobalId, which are made of chance. */
const SHORTEST_ID_PART = 4;

/** Whether a word is among an object's own property values, materials, classification or names of its systems. */
function markLists(table: ElementTable, inText: Uint8Array, term: string): (row: number) => boolean {
  const inMaterial = Uint8Array.from(table.materials, ({ name, parts }) =>
    [name, ...parts.flatMap((part) => [part.material, part.name, part.category, part.profile])].some((text) =>
      text?.toLowerCase().includes(term),
    )
      ? 1
      : 0,
  );
  const inClassification = Uint8Array.from(table.classifications, (entry) =>
    [entry.identification, entry.name, entry.system].some((text) => text.toLowerCase().includes(term))
      ? 1
      : 0,
  );
  const inGroup = new Uint8Array(table.objects.count);
  for (let row = table.objects.elementCount; row < inGroup.length; row++) {
    if (inText[table.objects.name[row] as number] !== 0) inGroup[row] = 1;
  }
  const inSet = markSets(table, markProperties(table, inText, term));
  const lists: [ListColumn, Uint8Array][] = [
    [table.setsOf, inSet],
    [table.materialsOf, inMaterial],
    [table.classificationsOf, inClassification],
    [table.groupsOf, inGroup],
  ];
  const used = lists.filter(([, marks]) => marks.includes(1));
  return (row) => {
    for (const [{ starts, items }, marks] of used) {
      for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
        if (marks[items[i] as number] === 1) return true;
      }
    }
    return false;
  };
}

/** By property: whether one of its values is the text, or the number. */
function markProperties({ properties }: ElementTable, inText: Uint8Array, term: string): Uint8Array {
  const marks = new Uint8Array(properties.count);
  const wanted = readNumber(term);
  const { valueStarts, valueTags, values } = properties;
  for (let property = 0; property < properties.count; property++) {
    for (let i = valueStarts[property] as number; i < (valueStarts[property + 1] as number); i++) {
      const value = values[i] as number;
      const isHit =
        valueTags[i] === VALUE_TAGS.text
          ? inText[value] !== 0
          : wanted !== undefined &&
            valueTags[i] === VALUE_TAGS.number &&
            Math.abs(value - wanted.value) < wanted.within;
      if (isHit) marks[property] = 1;
    }
  }
  return marks;
}

function markSets({ propertySets }: ElementTable, inProperty: Uint8Array): Uint8Array {
  const marks = new Uint8Array(propertySets.count);
  if (!inProperty.includes(1)) return marks;
  const { starts, items } = propertySets.properties;
  for (let set = 0; set < propertySets.count; set++) {
    for (let i = starts[set] as number; i < (starts[set + 1] as number); i++) {
      if (inProperty[items[i] as number] === 1) marks[set] = 1;
    }
  }
  return marks;
}

/** `2.5` means 2.45 to 2.55; a whole number only itself: 240 is not 239.6. */
function readNumber(term: string): { readonly value: number; readonly within: number } | undefined {
  if (!/^[+-]?\d+(\.\d+)?$/.test(term)) return undefined;
  const decimals = term.split(".")[1]?.length ?? 0;
  const value = Number(term);
  return { value, within: decimals === 0 ? 1e-6 * Math.max(1, Math.abs(value)) : 0.5 * 10 ** -decimals };
}
