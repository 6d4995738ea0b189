import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NotDrawnCause } from "../../contracts/index.ts";
import type { ModelPlacement } from "../placement/model-placement.ts";
import { addsUp, buildHealth, type CountedProduct } from "./build-health.ts";
import { fateOf, type ProductOutcome } from "./product-fate.ts";

const NOWHERE: ModelPlacement = {
  ...{ rule: "none", lon: null, lat: null, heightM: null, headingDeg: 0, scale: 1 },
  anchorM: [0, 0, 0],
  assumed: [],
};
const FACTS = {
  ...{ parserErrors: 0, missingGlobalIds: 0, duplicateGlobalIds: 0, undecodableStrings: 0, schema: "IFC4" },
  units: { length: "m", angle: "rad" },
  placement: NOWHERE,
  findings: [],
};

const outcome: fc.Arbitrary<ProductOutcome> = fc.record({
  hasRepresentation: fc.boolean(),
  isHidden: fc.boolean(),
  hasTriangles: fc.boolean(),
  hasAxis: fc.boolean(),
  wasSkipped: fc.boolean(),
  failure: fc.constantFrom<NotDrawnCause | undefined>(
    undefined,
    { reason: "not-finite" },
    { reason: "failed", detail: "exception 5" },
  ),
  noCurve: fc.constantFrom<NotDrawnCause | undefined>(
    undefined,
    { reason: "no-representation" },
    { reason: "part-of-alignment" },
  ),
});

describe("buildHealth", () => {
  it("adds up whatever became of the products", () => {
    const products = fc.array(fc.tuple(fc.constantFrom("IfcWall", "IfcAlignment", "IfcSpace"), outcome));
    fc.assert(
      fc.property(products, (all) => {
        const counted = all.map(
          ([className, one]): CountedProduct => ({
            className,
            hasRepresentation: one.hasRepresentation,
            fate: fateOf(one),
          }),
        );
        const health = buildHealth(counted, FACTS);
        expect(addsUp(health)).toBe(true);
        expect(health.products).toBe(all.length);
        expect(health.drawn).toBe(all.filter(([, one]) => one.hasTriangles && !one.isHidden).length);
        expect(health.withRepresentation).toBe(all.filter(([, one]) => one.hasRepresentation).length);
      }),
    );
  });

  it("groups by class and reason, the most first, and puts errors before notes", () => {
    const not = (className: string, reason: "hidden" | "no-representation"): CountedProduct => ({
      ...{ className, hasRepresentation: reason === "hidden" },
      fate: { fate: "not-drawn", reason },
    });
    const products = [
      not("IfcSite", "no-representation"),
      not("IfcSpace", "hidden"),
      not("IfcSpace", "hidden"),
    ];
    const findings = (["info", "error", "warning"] as const).map((severity) => ({
      ...{ code: "ifc/x", severity, message: severity },
    }));
    const health = buildHealth(products, { ...FACTS, findings });
    expect(health.notDrawn).toEqual([
      { type: "IfcSpace", count: 2, reason: "hidden" },
      { type: "IfcSite", count: 1, reason: "no-representation" },
    ]);
    expect(health.findings.map(({ severity }) => severity)).toEqual(["error", "warning", "info"]);
  });
});

describe("fateOf", () => {
  const nothing: ProductOutcome = {
    ...{ hasRepresentation: true, isHidden: false, hasTriangles: false, hasAxis: false, wasSkipped: false },
    ...{ failure: undefined, noCurve: undefined },
  };

  it.each([
    [{ hasTriangles: true, failure: { reason: "failed", detail: "exception 5" } }, { fate: "drawn" }],
    [{ hasAxis: true, wasSkipped: true }, { fate: "drawn-from-axis" }],
    [
      { hasTriangles: true, isHidden: true },
      { fate: "not-drawn", reason: "hidden" },
    ],
    [
      { wasSkipped: true, failure: { reason: "not-finite" } },
      { fate: "not-drawn", reason: "timed-out" },
    ],
    [{ failure: { reason: "not-finite" } }, { fate: "not-drawn", reason: "not-finite" }],
    [
      { failure: { reason: "failed", detail: "exception 5" } },
      { fate: "not-drawn", reason: "failed", detail: "exception 5" },
    ],
    [{ hasRepresentation: false }, { fate: "not-drawn", reason: "no-representation" }],
    [
      { hasRepresentation: false, noCurve: { reason: "part-of-alignment" } },
      { fate: "not-drawn", reason: "part-of-alignment" },
    ],
    [
      { noCurve: { reason: "no-geometry", detail: "IfcTextLiteral" } },
      { fate: "not-drawn", reason: "no-geometry", detail: "IfcTextLiteral" },
    ],
  ] as const)("of %j is %j", (known, fate) => {
    expect(fateOf({ ...nothing, ...known })).toEqual(fate);
  });
});
