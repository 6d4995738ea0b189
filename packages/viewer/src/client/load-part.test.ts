import { describe, expect, it } from "vitest";
import { decideOnMissingPart } from "./load-part.ts";

const MISSING = {
  own: "/assets/index-a.js",
  served: "/assets/index-b.js",
  reloadedFor: null,
  wouldLose: false,
};

describe("a part of the page that did not come", () => {
  it("has the page loaded anew where the server has another", () => {
    expect(decideOnMissingPart(MISSING)).toBe("reload");
    expect(decideOnMissingPart({ ...MISSING, reloadedFor: "/assets/index-before.js" })).toBe("reload");
  });

  it("does so once for each build, and not where something would be lost", () => {
    expect(decideOnMissingPart({ ...MISSING, reloadedFor: MISSING.served })).toBe("say-outdated");
    expect(decideOnMissingPart({ ...MISSING, wouldLose: true })).toBe("say-outdated");
  });

  it("is said to be missing where the server has the same page, or does not answer", () => {
    expect(decideOnMissingPart({ ...MISSING, served: MISSING.own })).toBe("say-missing");
    expect(decideOnMissingPart({ ...MISSING, served: undefined })).toBe("say-missing");
  });
});
