import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weldGeometry } from "./weld.ts";

/** Corners as web-ifc gives them: a place and a normal each. */
const cornersOf = (places: readonly (readonly number[])[]) =>
  Float32Array.from(places.flatMap((place) => [...place, 0, 0, 1]));

describe("weldGeometry", () => {
  it("joins the two triangles of a square at its diagonal", () => {
    const square = weldGeometry(
      cornersOf([
        [0, 0, 0],
        [1, 0, 0],
        [1, 1, 0],
        [0, 0, 0],
        [1, 1, -0],
        [0, 1, 0],
      ]),
      Uint32Array.of(0, 1, 2, 3, 4, 5),
    );
    expect([...square.positions]).toEqual([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0]);
    expect([...square.indices]).toEqual([0, 1, 2, 0, 2, 3]);
  });

  it("keeps every corner of every triangle where it was and no place twice", () => {
    // Few values, so that many corners fall together.
    const place = fc.tuple(...Array.from({ length: 3 }, () => fc.constantFrom(-1, -0, 0, 0.1, 1e-38, 7e6)));
    fc.assert(
      fc.property(fc.array(place, { minLength: 3, maxLength: 60 }), (places) => {
        const corners = cornersOf(places);
        const indices = Uint32Array.from({ length: 3 * Math.floor(places.length / 3) }, (_, k) => k);
        const welded = weldGeometry(corners, indices);
        expect(welded.indices.length).toBe(indices.length);
        welded.indices.forEach((vertex, k) => {
          for (const axis of [0, 1, 2]) {
            // + 0: both zeros are one place.
            expect(welded.positions[3 * vertex + axis]! + 0).toBe(corners[6 * indices[k]! + axis]! + 0);
          }
        });
        const keys = Array.from({ length: welded.positions.length / 3 }, (_, vertex) =>
          welded.positions.slice(3 * vertex, 3 * vertex + 3).join(),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
