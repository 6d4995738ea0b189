import { describe, expect, it } from "vitest";
import { detectCharset } from "./charset.ts";

const bytesOf = (hex: string) => Uint8Array.from(hex.split(" "), (pair) => Number.parseInt(pair, 16));

describe("detectCharset", () => {
  it.each([
    ["ascii", new TextEncoder().encode("'Wall 1'")],
    ["utf-8", new TextEncoder().encode("'污水管 DN300', 'Tür'")],
    // 水城 聊城 in GBK.
    ["gb18030", bytesOf("27 CB AE B3 C7 27 2C 27 C1 C4 B3 C7 27")],
    // 水城 ドア in Shift-JIS; all of it is valid GBK as well.
    ["shift_jis", bytesOf("27 90 85 8F E9 27 2C 27 83 68 83 41 27")],
    // Tür, Gebäude in Latin-1: FC 72 and E4 75 are valid GBK pairs of rare characters.
    ["windows-1252", bytesOf("54 FC 72 2C 47 65 62 E4 75 64 65")],
  ])("recognises %s", (charset, sample) => {
    expect(detectCharset(sample)).toBe(charset);
  });
});
