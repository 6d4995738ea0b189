import { expect, it } from "vitest";
import { formatBytes } from "./bytes.ts";

it.each([
  [0, "0 B"],
  [812, "812 B"],
  [1_300_000, "1.3 MB"],
  [137_400_000, "137 MB"],
  [2_500_000_000, "2.5 GB"],
  [3e13, "30,000 GB"],
])("%i bytes", (bytes, text) => {
  expect(formatBytes(bytes).replace("\u00A0", " ")).toBe(text);
});
