import { NO_STOREY } from "@shuicheng/shared/tiles";
import { expect, it } from "vitest";
import { OUTSIDE_STOREYS } from "../client/storey-visibility.ts";
import { buildStoreyTexture } from "./storey-texture.ts";

it("has a byte for each storey, behind one for what belongs to none", () => {
  expect([...buildStoreyTexture(new Set([0, 2])).bytes]).toEqual([0, 1, 0, 1]);
  expect([...buildStoreyTexture(new Set([NO_STOREY])).bytes]).toEqual([1]);
  expect([...buildStoreyTexture(new Set()).bytes]).toEqual([0]);
});

it("breaks into rows where a model has more storeys than a texture is wide", () => {
  const { widthPx, heightPx, bytes } = buildStoreyTexture(new Set([60_000]));
  expect(widthPx * heightPx).toBe(bytes.length);
  expect(bytes[60_001]).toBe(1);
  expect(bytes.reduce((sum, byte) => sum + byte, 0)).toBe(1);
});

it("means the same by no storey as the panels do", () => {
  expect(OUTSIDE_STOREYS).toBe(NO_STOREY);
});
