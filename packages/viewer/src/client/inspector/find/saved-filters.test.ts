import { describe, expect, it } from "vitest";
import {
  parseSavedFilters,
  readFilterFile,
  type SavedFilter,
  withImported,
  withRestored,
  withSavedFilter,
  writeFilterFile,
  writeSavedFilters,
} from "./saved-filters.ts";

const named = (name: string, text: string): SavedFilter => ({
  ...{ name, text },
  filter: { groups: [[{ field: { attribute: "class" }, operator: "!=", values: ["IfcSpace"] }]] },
});
const namesOf = (filters: readonly SavedFilter[]) => filters.map(({ name, text }) => [name, text]);

describe("saved filters", () => {
  it("are kept by name, one of each, and what cannot be read is left out", () => {
    const list = withSavedFilter(withSavedFilter([], named("Pumps", "")), named("Doors", "door"));
    const again = withSavedFilter(list, named("Pumps", "pump"));
    expect(namesOf(again)).toEqual([
      ["Doors", "door"],
      ["Pumps", "pump"],
    ]);
    expect(parseSavedFilters(writeSavedFilters(again))).toEqual(again);
    expect(parseSavedFilters('[["a","broken"],["b",1],3]')).toEqual([]);
  });

  it("go into a file and come back", () => {
    const list = [named("泵房", "泵"), named("Doors", "door")];
    expect(readFilterFile(writeFilterFile(list))).toEqual({ filters: list, unreadable: 0 });
  });

  it("counts what of a file cannot be read, and knows a file of another kind", () => {
    const file = JSON.parse(writeFilterFile([named("Doors", "door")]));
    file.filters.push(["broken", "["], 7, [" ", '["x"]']);
    expect(readFilterFile(JSON.stringify(file))).toMatchObject({
      filters: [{ name: "Doors" }],
      unreadable: 3,
    });
    for (const text of ["", "null", "[]", "{}", '{"format":"something else","filters":[]}']) {
      expect(readFilterFile(text)).toBeUndefined();
    }
  });

  it("brings a deleted one back to its place, unless its name is taken by now", () => {
    const before = [named("A", "a"), named("B", "b"), named("C", "c")];
    const without = before.filter(({ name }) => name !== "B");
    expect(withRestored(without, "B", before)).toEqual(before);
    expect(namesOf(withRestored([named("D", "d")], "B", before))).toEqual([
      ["B", "b"],
      ["D", "d"],
    ]);
    expect(withRestored([named("B", "newer")], "B", before)).toEqual([named("B", "newer")]);
  });

  it("replaces nothing that is there: an alike one comes in once, another one gets a name of its own", () => {
    const here = [named("Doors", "door")];
    const joined = withImported(here, [
      named("Doors", "door"),
      named("Doors", "gate"),
      named("Doors", "portal"),
    ]);
    expect(namesOf(joined)).toEqual([
      ["Doors", "door"],
      ["Doors (2)", "gate"],
      ["Doors (3)", "portal"],
    ]);
  });
});
