import { describe, expect, it } from "vitest";
import { ELEMENT_KEYS, VIEW_KEYS } from "../panels/inspector/inspector-key-list.ts";
import { PANEL_TOOLS } from "../panels/inspector/panel-tools.ts";
import { LETTERS } from "./use-inspector-keys.ts";

/** Keys that are no single key with an action of its own: combinations, ranges, and what every page has. */
const OTHERWISE = new Set(["Ctrl Z Ctrl Y", "Ctrl + click", "1 – 6", "F6", "Esc"]);

describe("keys of the inspector", () => {
  const listed = [...ELEMENT_KEYS, ...VIEW_KEYS]
    .filter(([keys]) => !OTHERWISE.has(keys))
    .flatMap(([keys]) => keys.split(" "))
    .map((key) => key.toLowerCase());

  it("lists each key that does something, and none that does nothing", () => {
    expect(listed.toSorted()).toEqual(Object.keys(LETTERS).toSorted());
  });

  it("gives no key to two tools, or to a tool and the page", () => {
    const tools = Object.values(PANEL_TOOLS).map(({ letter }) => letter.toLowerCase());
    const all = [...listed, ...tools];
    expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
  });
});
