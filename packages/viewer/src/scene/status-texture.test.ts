import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildStatusTexture, copyStatus } from "./status-texture.ts";

describe("buildStatusTexture", () => {
  it("is one row up to 4,096 features and wraps from there", () => {
    expect(buildStatusTexture(216)).toMatchObject({ widthPx: 216, heightPx: 1 });
    expect(buildStatusTexture(4_096)).toMatchObject({ widthPx: 4_096, heightPx: 1 });
    expect(buildStatusTexture(4_097)).toMatchObject({ widthPx: 4_096, heightPx: 2 });
    expect(buildStatusTexture(240_000)).toMatchObject({ widthPx: 4_096, heightPx: 59 });
  });

  it("is never empty, also for a layer without features", () => {
    expect(buildStatusTexture(0)).toMatchObject({ widthPx: 1, heightPx: 1, bytes: new Uint8Array(1) });
  });

  it("keeps the status of each feature when the layer grows past a row", () => {
    const small = buildStatusTexture(3);
    small.bytes.set([1, 5, 6]);

    const grown = buildStatusTexture(5_000, small);

    expect([...grown.bytes.subarray(0, 5)]).toEqual([1, 5, 6, 0, 0]);
  });
});

describe("copyStatus", () => {
  it("copies only what is named and answers only what differs", () => {
    const texture = buildStatusTexture(4);
    texture.bytes.set([1, 1, 1, 1]);

    const differing = copyStatus(texture, Uint8Array.of(5, 1, 6, 4), Uint32Array.of(0, 1, 3));

    expect(differing).toEqual([0, 3]);
    expect([...texture.bytes]).toEqual([5, 1, 1, 4]);
  });

  it("leaves out indices that one of the two does not have", () => {
    const texture = buildStatusTexture(2);

    expect(copyStatus(texture, Uint8Array.of(1, 1, 1), Uint32Array.of(1, 2))).toEqual([1]);
    expect(copyStatus(texture, Uint8Array.of(6), "all")).toEqual([0]);
    expect([...texture.bytes]).toEqual([6, 1]);
  });

  it("ends up with the mirror's bytes, however the changes are told", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.record({ index: fc.nat(99), status: fc.nat(255) }))),
        fc.array(fc.boolean()),
        (patches, wholes) => {
          const mirror = new Uint8Array(100);
          const texture = buildStatusTexture(100);
          patches.forEach((patch, i) => {
            for (const { index, status } of patch) mirror[index] = status;
            const indices = Uint32Array.from(
              [...new Set(patch.map(({ index }) => index))].sort((a, b) => a - b),
            );
            copyStatus(texture, mirror, wholes[i] ? "all" : indices);
          });
          expect(texture.bytes).toEqual(mirror);
        },
      ),
    );
  });
});
