import { findHorizontalClearance, findVerticalClearance } from "@shuicheng/shared/catalogue";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UtilityKind } from "../model/index.ts";
import { type BuriedEdge, listBuriedEdges } from "./buried-edge.ts";
import { createClearanceCheck, piecesOf } from "./check-clearances.ts";
import { findingKey } from "./finding.ts";
import { drawNetwork } from "./fixture-network.ts";
import { relatePieces } from "./piece-geometry.ts";

const KINDS = ["water", "gas", "heating", "power", "telecom", "tunnel"] as const satisfies UtilityKind[];

const metres = (max: number) => fc.double({ min: 0, max, noNaN: true });
const point = fc.tuple(metres(120), metres(120), fc.double({ min: 1, max: 3, noNaN: true }));
const drawn = fc.record({
  kind: fc.constantFrom(...KINDS),
  points: fc.array(point, { minLength: 2, maxLength: 4 }),
  outerM: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
});

/** Every pair of edges looked at, piece by piece, straight from the tables. */
function lookAtAll(edges: readonly BuriedEdge[]): string[] {
  return edges.flatMap((a, i) =>
    edges.slice(i + 1).flatMap((b) => {
      if (a.kind === b.kind) return [];
      const related = piecesOf(a).flatMap((p) => piecesOf(b).flatMap((q) => relatePieces(p, q) ?? []));
      const isNear = (relation: string, requiredM = 0) =>
        related.filter((pair) => pair.relation === relation && pair.gapM < requiredM - 0.001);
      const over = isNear("over", findVerticalClearance(a.party, b.party)?.value);
      const beside = isNear("beside", findHorizontalClearance(a.party, b.party)?.value);
      const besideM = beside.reduce((sum, pair) => sum + ("overlapM" in pair ? pair.overlapM : 0), 0);
      const assets = [a.edge.id, b.edge.id];
      return [
        ...(over.length > 0 ? [findingKey({ code: "clearance-vertical", assets })] : []),
        ...(besideM > 2 ? [findingKey({ code: "clearance-horizontal", assets })] : []),
      ];
    }),
  );
}

describe("createClearanceCheck", () => {
  it("finds what a look at all pairs finds", () => {
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 2, maxLength: 25 }), (lines) => {
        const networks = KINDS.map((kind) =>
          drawNetwork(
            kind,
            lines.flatMap((line, i) =>
              line.kind === kind ? [{ id: `${kind}${i}`, points: line.points, outerM: line.outerM }] : [],
            ),
          ),
        );
        const edges = listBuriedEdges(networks);
        const found = createClearanceCheck(edges).findAll().map(findingKey);
        expect(found.toSorted()).toEqual(lookAtAll(edges).toSorted());
      }),
    );
  });

  it("judges an edge that would take another's place against all but that one", () => {
    const straight = (northM: number) => [[0, northM, 2] as const, [20, northM, 2] as const];
    const edges = listBuriedEdges([
      drawNetwork("water", [{ id: "W", points: straight(0) }]),
      drawNetwork("gas", [{ id: "G", points: straight(3) }]),
    ]);
    const moved = listBuriedEdges([drawNetwork("gas", [{ id: "G", points: straight(0.5) }])]);
    const check = createClearanceCheck(edges);
    expect(check.findAll()).toEqual([]);
    expect(check.findNear(moved[0]!).map(({ assets }) => assets)).toEqual([["G", "W"]]);
  });
});
