import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../../test/fuzz/fuzz-runs.ts";
import { AIR_FRAME, frame, STANDARD_ANSWER, STANDARD_FRAME, segment, WATER_FRAME } from "./frames.suite.ts";
import { createFrameSplitter, type FrameDefect } from "./split-frames.ts";

function split(...chunks: (string | Uint8Array)[]) {
  const defects: FrameDefect[] = [];
  const splitter = createFrameSplitter((defect) => defects.push(defect));
  const segments = chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk as string, "latin1")));
  return { segments, defects };
}
const contentOf = (whole: string) => whole.slice(6, -6);
const GOOD = frame(segment("DataTime=20261123194500;a34004-Rtd=12.5,a34004-Flag=N"));

describe("createFrameSplitter", () => {
  it.each([STANDARD_FRAME, STANDARD_ANSWER, WATER_FRAME, AIR_FRAME])(
    "takes the published frame %#",
    (whole) => {
      expect(split(whole)).toEqual({ segments: [contentOf(whole)], defects: [] });
    },
  );

  it("takes a checksum in small letters and a frame without its end", () => {
    expect(split(STANDARD_FRAME.replace("1C80\r\n", "1c80"), STANDARD_FRAME).segments).toHaveLength(2);
  });

  it.each<[string, string, FrameDefect[]]>([
    ["a wrong checksum", STANDARD_FRAME.replace("1C80", "1C81"), ["crc"]],
    ["another value", STANDARD_FRAME.replace("=30", "=31"), ["crc"]],
    ["a length that is too short", STANDARD_FRAME.replace("##0101", "##0100"), ["length"]],
    ["a length that is too long", STANDARD_FRAME.replace("##0101", "##0109"), ["length"]],
    ["a length far beyond the frame", STANDARD_FRAME.replace("##0101", "##9999"), ["length"]],
    ["a length that is none", STANDARD_FRAME.replace("##0101", "##01x1"), ["length"]],
    ["a cut", STANDARD_FRAME.slice(0, 60), ["length"]],
    ["a cut in its checksum", STANDARD_FRAME.slice(0, -4), ["length"]],
    ["something before it", "hello\r\n", ["noise"]],
    ["a lone mark before it", "##", ["noise"]],
  ])("drops a frame for %s, counts it, and takes the next", (_what, broken, defects) => {
    expect(split(broken + GOOD)).toEqual({ segments: [contentOf(GOOD)], defects });
    expect(split(broken, GOOD).segments).toEqual([contentOf(GOOD)]);
  });

  it("finds the same frames however the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zA-Z0-9=;,&.-]{0,300}$/), { maxLength: 5 }),
        fc.array(fc.nat(2_000), { maxLength: 20 }),
        (segments, cuts) => {
          const bytes = Buffer.from(segments.map(frame).join(""), "latin1");
          const at = [
            0,
            ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
            bytes.length,
          ];
          const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
          expect(split(...chunks)).toEqual({ segments, defects: [] });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("survives anything and still takes the frames after it", () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .constantFrom("##", "#", "\r\n", "##9999", "##0000FFFF\r\n", STANDARD_FRAME)
        .map((text) => Buffer.from(text)),
      fc
        .tuple(fc.constantFrom(STANDARD_FRAME, WATER_FRAME, AIR_FRAME), fc.nat(), fc.nat(255))
        .map(([whole, at, byte]) => {
          const mutated = Buffer.from(whole, "latin1");
          mutated[at % mutated.length] = byte;
          return mutated;
        }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { segments } = split(...pieces, "\r\n", GOOD);
        expect(segments.at(-1)).toBe(contentOf(GOOD));
      }),
      fuzzRuns("HJ 212, frames", 2_000),
    );
  });

  it("holds no more than a frame of what never ends", () => {
    const { segments, defects } = split(
      ...Array.from({ length: 200 }, () => "##9999".padEnd(5_000, "x")),
      GOOD,
    );
    expect(segments).toEqual([contentOf(GOOD)]);
    expect(defects).toHaveLength(200);
  });
});
