import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeString, printArguments, printStepFile } from "./print-step.suite.ts";
import { argumentAt, enumAt, numberAt, refAt, refsAt, splitArguments, textAt } from "./read-argument.ts";
import { scanStep } from "./scan-step.ts";
import { DERIVED, readArguments, type StepValue } from "./step-value.ts";

const scanText = (text: string) => scanStep(new TextEncoder().encode(text));
const codesOf = (file: ReturnType<typeof scanStep>) => file.issues.map(({ code }) => code);

const { value: anyValue } = fc.letrec<{ value: StepValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: "medium" },
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom("''", "\\", "/* no comment */", ");", "#1=IFCX(", "a;b,c(d"),
    fc.boolean(),
    fc.constant(null),
    fc.constant(DERIVED),
    fc.integer({ min: 1, max: 0xffff_ffff }).map((ref) => ({ ref })),
    fc.constantFrom("U", "NOTDEFINED", "USERDEFINED", "METRE").map((name) => ({ enum: name })),
    fc.constantFrom("0", "2FF", "08A1").map((binary) => ({ binary })),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .tuple(fc.constantFrom("IFCLABEL", "IFCREAL"), tie("value"))
      .map(([typed, value]) => ({ typed, value })),
  ),
}));

describe("scanStep", () => {
  it("gives back any tree of arguments that was printed, with comments and line breaks between", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.array(anyValue, { minLength: 1, maxLength: 5 }), fc.constantFrom("IFCA", "IfcB2")),
        ),
        (records) => {
          const lines = records.map(
            ([values, type], i) =>
              `/* ; ' ( */ #${i * 3 + 1} =\n ${type} ( ${printArguments(values)} ) /**/ ;`,
          );
          const file = scanStep(printStepFile(lines));
          expect(file.issues).toEqual([]);
          expect(file.count).toBe(records.length);
          records.forEach(([values, type], row) => {
            expect(file.rowOf(row * 3 + 1)).toBe(row);
            expect(file.typeNames[file.types[row]!]).toBe(type.toUpperCase());
            expect(readArguments(file, row)).toEqual(values);
          });
        },
      ),
    );
  });

  it("answers any bytes without failing", () => {
    const piece = fc.constantFrom(
      "#1=IFCA(",
      "#",
      "(",
      ")",
      "'",
      ";",
      "\n#2=IFCB(",
      "/*",
      "*/",
      '"',
      "\\X2\\",
      ",",
      "DATA;",
      "$",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const file = scanText(`ISO-10303-21;HEADER;ENDSEC;DATA;${pieces.join("")}`);
        for (let row = 0; row < file.count; row++) readArguments(file, row);
        expect(file.ids.length).toBe(file.count);
      }),
      { numRuns: 500 },
    );
  });

  it("reads the header", () => {
    const { header } = scanStep(printStepFile([`#1=IFCLABEL('${encodeString("水")}');`], "IFC4X3_ADD2"));
    expect(header).toEqual({
      descriptions: ["ViewDefinition [ReferenceView]"],
      schemas: ["IFC4X3_ADD2"],
      fileName: "house.ifc",
      timeStamp: "2026-03-01T00:00:00",
      authors: ["An author"],
      organizations: [],
      preprocessorVersion: "a writer",
      originatingSystem: "a system",
      authorization: "",
    });
  });

  it("takes no record from a comment", () => {
    const file = scanStep(printStepFile(["/*#1=IFCWALL('a');*/", "#2=IFCWALL('b');"]));
    expect([...file.ids]).toEqual([2]);
  });

  it("finds rows by type, and of equal ids the last", () => {
    const file = scanStep(printStepFile(["#1=IFCA(1);", "#2=IFCB(2);", "#1=IFCA(3);", "#3=ifca(4);"]));
    expect([...file.rowsOfType("IFCA")]).toEqual([2, 3]);
    expect([...file.rowsOfType("IFCC")]).toEqual([]);
    expect(file.rowOf(1)).toBe(2);
    expect(file.rowOf(9)).toBe(-1);
    expect(file.issues).toMatchObject([{ code: "step/duplicate-id", ref: "#1", row: 8 }]);
  });

  it("finds rows of ids that lie far apart", () => {
    const ids = Array.from({ length: 500 }, (_, i) => 1 + i * 8_000_009);
    const file = scanStep(printStepFile(ids.map((id) => `#${id}=IFCA(${id});`)));
    expect(ids.map((id) => file.rowOf(id))).toEqual(ids.map((_, row) => row));
    expect(file.rowOf(2)).toBe(-1);
  });

  it("reads nesting of any depth", () => {
    const depth = 300_000;
    const file = scanStep(printStepFile([`#1=IFCA(${"(".repeat(depth)}7${")".repeat(depth)});`]));
    let value = readArguments(file, 0)[0] as StepValue;
    let found = 0;
    for (; Array.isArray(value); value = value[0] as StepValue) found++;
    expect([found, value]).toEqual([depth, 7]);
  });

  it.each([
    ["step/empty", ""],
    ["step/empty", " \n\n"],
    ["step/not-step", "hello world"],
    ["step/not-step", "PK\u0003\u0004 IFC"],
    ["step/not-step", '<?xml version="1.0"?><ifcXML/>'],
    ["step/not-step", '{"ifc": 1}'],
  ])("says %s and reads nothing of %j", (code, text) => {
    const file = scanText(text);
    expect(codesOf(file)).toEqual([code]);
    expect(file.count).toBe(0);
  });

  it("keeps what comes before the cut in a truncated file, and says where it was", () => {
    const whole = printStepFile(["#1=IFCA('x');", "#2=IFCB((1.,2.),'y');"]);
    const text = new TextDecoder().decode(whole);
    const file = scanText(text.slice(0, text.indexOf("'y'") + 2));
    expect([...file.ids]).toEqual([1]);
    expect(file.issues).toMatchObject([{ code: "step/truncated", severity: "error", row: 9, ref: "#2" }]);
    expect(codesOf(scanText(text.slice(0, text.indexOf("ENDSEC;\nEND"))))).toEqual(["step/truncated"]);
  });

  it.each([
    ["step/unclosed-string", "#2=IFCB('no end,$);"],
    ["step/unclosed-bracket", "#2=IFCB((1.,2.;"],
    ["step/unclosed-bracket", "#2=IFCB((1.,2.)"],
    ["step/syntax", "#2 IFCB(1);"],
    ["step/syntax", "#0=IFCB(1);"],
    ["step/syntax", "#99999999999=IFCB(1);"],
    ["step/syntax", "?????"],
    ["step/complex-instance", "#2=(IFCB(1)IFCD(2));"],
  ])("leaves out a record with %s and goes on with the next: %s", (code, record) => {
    const file = scanStep(printStepFile(["#1=IFCA('x');", record, "#3=IFCC('z');"]));
    expect([...file.ids]).toEqual([1, 3]);
    expect(codesOf(file)).toEqual([code]);
    expect(file.issues[0]?.row).toBe(9);
  });

  it("reads a record without a semicolon and says so", () => {
    const file = scanStep(printStepFile(["#1=IFCA('x')", "#3=IFCC('z');"]));
    expect([...file.ids]).toEqual([1, 3]);
    expect(file.issues).toMatchObject([{ code: "step/missing-semicolon", ref: "#1", row: 8 }]);
  });

  it("reads files written one after the other as one and says so", () => {
    const both = [printStepFile(["#1=IFCA(1);"]), printStepFile(["#2=IFCA(2);"])].map((part) =>
      new TextDecoder().decode(part),
    );
    const file = scanText(both.join("--------\n"));
    expect([...file.ids]).toEqual([1, 2]);
    expect(codesOf(file)).toEqual(["step/concatenated"]);
  });

  it("lists a hundred defects of a kind and counts the rest", () => {
    const file = scanStep(printStepFile(Array.from({ length: 250 }, () => "#1=IFCA(1);")));
    expect(file.issues).toHaveLength(101);
    expect(file.issues.at(-1)?.message).toContain("149 more");
  });

  it("names the character set of raw bytes and counts the strings that break the rules", () => {
    const name = Uint8Array.of(0xcb, 0xae, 0xb3, 0xc7); // 水城 in GBK
    const [head, tail] = ["ISO-10303-21;DATA;#1=IFCA('", "');\n#2=IFCA('C:\\Temp');ENDSEC;END-ISO-10303-21;"];
    const encoder = new TextEncoder();
    const file = scanStep(Uint8Array.of(...encoder.encode(head), ...name, ...encoder.encode(tail)));
    expect(readArguments(file, 0)).toEqual(["水城"]);
    expect(file.charset).toBe("gb18030");
    expect(file.undecodableStrings).toBe(1);
    expect(file.issues).toMatchObject([
      { code: "step/charset" },
      { code: "step/undecodable-string", ref: "#2", row: 2 },
    ]);
  });

  it("reads what is no number as NaN and an empty argument as null, and keeps the places of the others", () => {
    const file = scanStep(printStepFile(["#1=IFCA((NaN,1.#QNAN,2.),,3);"]));
    expect(readArguments(file, 0)).toEqual([[Number.NaN, Number.NaN, 2], null, 3]);
  });
});

describe("splitArguments and the readers at an offset", () => {
  it("agree with readArguments", () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: 6 }), (values) => {
        const file = scanStep(
          printStepFile([`#1=IFCA(${values.map((one) => ` ${printArguments([one])} /*,*/`).join()});`]),
        );
        const at = new Uint32Array(64);
        expect(splitArguments(file, 0, at)).toBe(values.length);
        values.forEach((value, n) => {
          expect(argumentAt(file, 0, n)).toBe(at[n]);
          const offset = at[n]!;
          if (typeof value === "number") expect(numberAt(file, offset)).toBe(value);
          if (typeof value === "string") expect(textAt(file, offset)).toBe(value);
          if (typeof value === "object" && value !== null && "ref" in value) {
            expect(refAt(file, offset)).toBe(value.ref);
          }
          if (typeof value === "object" && value !== null && "enum" in value) {
            expect(enumAt(file, offset)).toBe(value.enum);
          }
        });
        expect(argumentAt(file, 0, values.length)).toBe(-1);
      }),
    );
  });

  it("find references in lists and typed lists", () => {
    const file = scanStep(printStepFile(["#1=IFCA((#3,#4),IFCSET((#5,#6)),#7,$);"]));
    const refs = [0, 1, 2, 3].map((n) => refsAt(file, argumentAt(file, 0, n), file.ends[0]!));
    expect(refs).toEqual([[3, 4], [5, 6], [7], []]);
  });
});
