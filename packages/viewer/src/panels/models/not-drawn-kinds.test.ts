import { describe, expect, it } from "vitest";
import { partNotDrawn } from "./not-drawn-kinds.ts";

describe("partNotDrawn", () => {
  it("tells what could not be drawn from what was not meant to be, to the last product", () => {
    const rows = [
      { type: "IfcOpeningElement", count: 61, reason: "hidden" },
      { type: "IfcSpace", count: 7, reason: "hidden" },
      { type: "IfcAlignmentHorizontal", count: 2, reason: "part-of-alignment" },
      { type: "IfcAnnotation", count: 9, reason: "no-geometry", detail: "IfcTextLiteral" },
      { type: "IfcBuildingStorey", count: 3, reason: "no-representation" },
      { type: "IfcWall", count: 1, reason: "failed", detail: "bad boolean" },
      { type: "IfcBeam", count: 4, reason: "timed-out" },
    ] as const;
    const { failed, meant, failedCount, meantCount } = partNotDrawn(rows);
    expect(failed.map(({ type }) => type)).toEqual(["IfcBeam", "IfcWall"]);
    expect([failedCount, meantCount]).toEqual([5, 82]);
    expect(failed.length + meant.length).toBe(rows.length);
    expect(meant[0]?.type).toBe("IfcOpeningElement");
  });
});
