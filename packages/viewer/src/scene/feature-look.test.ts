import { NO_CLASS } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { ABANDONED_BIT, ABANDONED_CLASS, buildLookTexture, HIDDEN_BIT, isHidden } from "./feature-look.ts";

const CLASSES = {
  classes: ["pipe", "valve", ABANDONED_CLASS],
  indices: Uint8Array.of(0, 1, 2, NO_CLASS, 0),
  hidden: new Set(["valve", ABANDONED_CLASS]),
};

describe("buildLookTexture", () => {
  it("marks what is hidden and what is abandoned", () => {
    expect([...buildLookTexture(5, CLASSES).bytes]).toEqual([
      0,
      HIDDEN_BIT,
      HIDDEN_BIT | ABANDONED_BIT,
      0,
      0,
    ]);
  });

  it("draws features whose class is not known yet", () => {
    expect([...buildLookTexture(7, CLASSES).bytes.subarray(5)]).toEqual([0, 0]);
  });

  it("is laid out like the status texture", () => {
    expect(buildLookTexture(4_097, CLASSES)).toMatchObject({ widthPx: 4_096, heightPx: 2 });
  });
});

describe("isHidden", () => {
  it("answers by the feature's class", () => {
    expect([0, 1, 2, 3, 4, 99].map((index) => isHidden(CLASSES, index))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
