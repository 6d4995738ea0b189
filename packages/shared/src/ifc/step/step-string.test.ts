import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Charset } from "./charset.ts";
import { encodeString } from "./print-step.suite.ts";
import { decodeStepString } from "./step-string.ts";

function decode(content: string | Uint8Array, charset: Charset = "utf-8"): { text: string; defects: number } {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  let defects = 0;
  const text = decodeStepString(bytes, 0, bytes.length, charset, () => {
    defects++;
  });
  return { text, defects };
}

const bytesOf = (hex: string) => Uint8Array.from(hex.split(" "), (pair) => Number.parseInt(pair, 16));

describe("decodeStepString", () => {
  it("gives back any text that was encoded by the standard's rules", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(decode(encodeString(text))).toEqual({ text, defects: 0 });
      }),
    );
  });

  it.each([
    ["\\X2\\6C3457CE\\X0\\", "水城"],
    ["\\X2\\6c3457ce\\X0\\", "水城"],
    ["\\X2\\D83DDE00\\X0\\", "😀"],
    ["\\X4\\0001F600\\X0\\", "😀"],
    ["\\X4\\0001f600\\X0\\", "😀"],
    ["T\\X\\FCr", "Tür"],
    ["T\\X\\fcr", "Tür"],
    ["T\\S\\|r", "Tür"],
    // ISO 8859-5, Cyrillic: 0xB6 is Ж.
    ["\\PE\\\\S\\6", "Ж"],
    ["it''s \\\\ here", "it's \\ here"],
    ["two\\N\\lines", "two\nlines"],
    ["broken by\r\n a writer", "broken by a writer"],
    ["raw 水城", "raw 水城"],
  ])("decodes %s as %s", (content, text) => {
    expect(decode(content)).toEqual({ text, defects: 0 });
  });

  it.each([
    ["gb18030", "CB AE B3 C7", "水城"],
    // 0x5C as the second byte of 誠 (GBK D55C is 誠) is no backslash.
    ["gb18030", "D5 5C 31", "誠1"],
    ["shift_jis", "90 85 8F E9", "水城"],
    // ソ is 0x83 0x5C.
    ["shift_jis", "83 5C 83 74 83 67", "ソフト"],
    ["windows-1252", "54 FC 72", "Tür"],
    ["utf-8", "E6 B0 B4 5C 58 5C 46 43", "水ü"],
  ] as const)("reads raw %s bytes %s as %s", (charset, hex, text) => {
    expect(decode(bytesOf(hex), charset)).toEqual({ text, defects: 0 });
  });

  it.each([
    ["C:\\Users\\a", "C:\\Users\\a"],
    ["cut \\X2\\6C3", "cut \\X2\\6C3"],
    ["odd \\X2\\6C3\\X0\\", "odd \\X2\\6C3\\X0\\"],
    ["beyond \\X4\\00110000\\X0\\", "beyond \\X4\\00110000\\X0\\"],
    ["\\X\\G1", "\\X\\G1"],
    ["end \\", "end \\"],
  ])("keeps %s as it stands and reports it", (content, text) => {
    const decoded = decode(content);
    expect(decoded.text).toBe(text);
    expect(decoded.defects).toBeGreaterThan(0);
  });

  it("mends and reports a backslash that was not doubled before a directive", () => {
    expect(decode("file://A1\\\\X2\\6C34\\X0\\.xls")).toEqual({ text: "file://A1\\水.xls", defects: 1 });
  });

  it("reads bytes of another character set than the file's with that one and reports them", () => {
    expect(decode(bytesOf("CB AE B3 C7"), "utf-8")).toEqual({ text: "水城", defects: 1 });
  });

  it("answers any bytes with a text", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom<Charset>("ascii", "utf-8", "gb18030", "shift_jis", "windows-1252"),
        (bytes, charset) => {
          expect(typeof decode(bytes, charset).text).toBe("string");
        },
      ),
    );
  });
});
