import { describe, expect, it } from "vitest";
import { findNewRevisions } from "./new-revision.ts";

describe("findNewRevisions", () => {
  const server = [
    { id: "house", name: "House", revision: 3 },
    { id: "site", name: "Site", revision: 1 },
    { id: "bridge", name: "Bridge", revision: 9 },
  ];

  it("names models of the page that are newer on the server, and none that is not open", () => {
    const shown = new Map([
      ["house", 2],
      ["site", 1],
      ["deleted", 4],
    ]);
    expect(findNewRevisions(server, shown)).toEqual([{ id: "house", name: "House", revision: 3, shown: 2 }]);
  });
});
