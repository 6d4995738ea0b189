import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeStatusPatch, encodeStatusPatch } from "./status-patch.ts";

const patches = fc
  .uniqueArray(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 300 })
  .map((features) => Uint32Array.from(features).sort())
  .chain((features) =>
    fc
      .uint8Array({ minLength: features.length, maxLength: features.length })
      .map((status) => ({ features, status })),
  );

describe("encodeStatusPatch", () => {
  it("[PC1] comes back as it was, whatever the indices", () => {
    fc.assert(
      fc.property(patches, (patch) => {
        const decoded = decodeStatusPatch(encodeStatusPatch(patch));
        expect([...decoded.features]).toEqual([...patch.features]);
        expect([...decoded.status]).toEqual([...patch.status]);
      }),
    );
  });

  it("[PC2] costs one byte a feature and a short header for a whole layer", () => {
    const features = Uint32Array.from({ length: 240_000 }, (_, i) => i);
    expect(encodeStatusPatch({ features, status: new Uint8Array(240_000) }).length).toBe(240_006);
  });

  it("[PC3] writes the layout that PROTOCOL.md shows", () => {
    const sparse = { features: Uint32Array.of(3, 5, 300), status: Uint8Array.of(1, 0x14, 5) };
    expect([...encodeStatusPatch(sparse)]).toEqual([1, 0, 3, 3, 1, 0xa6, 2, 1, 0x14, 5]);
    const dense = { features: Uint32Array.of(7, 8), status: Uint8Array.of(1, 4) };
    expect([...encodeStatusPatch(dense)]).toEqual([1, 1, 2, 7, 1, 4]);
  });
});

describe("decodeStatusPatch", () => {
  it("[PC4] answers any bytes with a patch or a coded fault, never with another failure", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          const { features, status } = decodeStatusPatch(Uint8Array.of(1, ...bytes));
          expect(status.length).toBe(features.length);
        } catch (error) {
          expect(error).toMatchObject({
            code: expect.stringMatching(/^codec\/(corrupt|unsupported-version)$/),
          });
        }
      }),
    );
  });

  it("[PC5] refuses a body cut short, one too long and a newer one", () => {
    const body = encodeStatusPatch({ features: Uint32Array.of(1, 9), status: Uint8Array.of(1, 2) });
    expect(() => decodeStatusPatch(body.slice(0, -1))).toThrow(
      expect.objectContaining({ code: "codec/corrupt" }),
    );
    expect(() => decodeStatusPatch(Uint8Array.of(...body, 0))).toThrow(
      expect.objectContaining({ code: "codec/corrupt" }),
    );
    const newer = body.slice();
    newer[0] = 2;
    expect(() => decodeStatusPatch(newer)).toThrow(
      expect.objectContaining({ code: "codec/unsupported-version" }),
    );
  });
});
