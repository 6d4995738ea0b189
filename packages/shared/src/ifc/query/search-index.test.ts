import { describe, expect, it } from "vitest";
import type { ElementTable } from "../elements/index.ts";
import { readIfcData } from "../elements/read-ifc-data.ts";
import { globalIdOf, smallHouse } from "../elements/small-house.suite.ts";
import { scanStep } from "../step/scan-step.ts";
import { buildSearchIndex, SEARCH_RANKS, type SearchIndex } from "./search-index.ts";
import { createTextBlocks } from "./text-blocks.ts";

const house = readIfcData(scanStep(smallHouse()));

function build(table: ElementTable): SearchIndex {
  const building = buildSearchIndex(table);
  let step = building.next();
  while (!step.done) step = building.next();
  return step.value;
}

const index = build(house);

/** Names of what is found, with how well. */
function seek(query: string): string[] {
  const { rank } = index.search(query);
  return [...rank.keys()].flatMap((row) => {
    const how = SEARCH_RANKS[rank[row] as number];
    return how === "none" ? [] : [`${house.texts[house.objects.name[row] as number]}: ${how}`];
  });
}

describe("buildSearchIndex", () => {
  it("finds by name, its beginning before its inside", () => {
    expect(seek("door")).toEqual(["Door A: name-start", "Door B: name-start", "Door type: name-start"]);
    expect(seek("WALL")).toEqual(["South wall: name"]);
    expect(index.search("door").count).toBe(2);
  });

  it("finds by tag, long name, GlobalId and class", () => {
    expect(seek("w-1")).toEqual(["South wall: mark"]);
    expect(seek("kitchen")).toEqual(["101: name"]);
    expect(seek(globalIdOf(24))).toEqual(["Door B: mark"]);
    expect(seek("pipesegment")).toEqual(["Pipe 1: kind", "Pipe 2: kind"]);
  });

  it("finds by what its type, material, classification, system or properties say", () => {
    expect(seek("oak")).toEqual(["Door A: kind", "Door B: kind", "Door type: kind"]);
    expect(seek("brick")).toEqual(["South wall: value"]);
    expect(seek("21-02")).toEqual(["South wall: value"]);
    expect(seek("ei 60")).toEqual(["Door B: value"]);
    expect(seek("foul")).toContain("Drains: name");
    expect(seek("temporary")).toEqual(["South wall: value"]);
  });

  it("finds numbers to the decimals that were typed", () => {
    expect(seek("0.2")).toEqual(["South wall: value"]);
    expect(seek("0.24")).toEqual(["South wall: value"]);
    expect(seek("0.25")).toEqual([]);
    expect(seek("4200")).toEqual(["South wall: value"]);
  });

  it("wants all words, in whatever place, and finds nothing for none", () => {
    expect(seek("wall brick")).toEqual(["South wall: value"]);
    expect(seek("wall oak")).toEqual([]);
    expect(seek("  ")).toEqual([]);
  });

  it("leaves openings and ports out", () => {
    expect(seek("hole")).toEqual([]);
    expect(seek("distributionport")).toEqual([]);
  });
});

describe("createTextBlocks", () => {
  it("marks each text that holds the term, over the limits of blocks", () => {
    const blocks = createTextBlocks();
    const texts = Array.from({ length: 5000 }, (_, i) => `Wall ${i}\n${i % 2 ? "阀" : ""}`);
    for (const text of texts) blocks.add(text);
    const built = blocks.finish();
    for (const term of ["wall 49", "阀", "9", "l 2047", "nothing"]) {
      const marks = new Uint8Array(texts.length);
      built.mark(term, marks);
      expect([...marks]).toEqual(
        texts.map((text) => {
          const at = text.toLowerCase().indexOf(term);
          return at < 0 ? 0 : at === 0 ? 2 : 1;
        }),
      );
    }
  });
});
