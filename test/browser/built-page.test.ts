import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readInitialScripts } from "./initial-script.ts";

describe("the built page", () => {
  it("shows something after at most 1.5 MB of script, without the parts of other pages", () => {
    const scripts = readInitialScripts(join(import.meta.dirname, "../../packages/viewer/dist"));
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)).toBeLessThan(1_500_000);
    for (const { name, text } of scripts) expect(text, name).not.toMatch(/__THREE__|web-ifc/);
  });
});
