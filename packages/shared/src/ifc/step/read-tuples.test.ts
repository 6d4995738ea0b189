import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { argumentAt } from "./read-argument.ts";
import { tuplesAt } from "./read-tuples.ts";
import { scanStep } from "./scan-step.ts";

function read(list: string, width: number): number[] | undefined {
  const file = scanStep(
    new TextEncoder().encode(`ISO-10303-21;\nDATA;\n#1=IFCX($,${list},$);\nENDSEC;\nEND-ISO-10303-21;\n`),
  );
  const values = tuplesAt(file, argumentAt(file, 0, 1), file.ends[0]!, width);
  return values && [...values];
}

describe("tuplesAt", () => {
  it("reads what was written, however it is spaced", () => {
    const triple = fc.tuple(fc.integer(), fc.integer(), fc.integer());
    fc.assert(
      fc.property(fc.array(triple), fc.constantFrom("", " ", "\n", " /* a, (note) */ "), (triples, blank) => {
        const list = `(${triples.map((one) => `(${one.join(`${blank},${blank}`)})`).join(`,${blank}`)})`;
        expect(read(list, 3)).toEqual(triples.flat().map((value) => value + 0));
        expect(read(`(${triples.flat().join(`,${blank}`)})`, 1)).toEqual(
          triples.flat().map((value) => value + 0),
        );
      }),
    );
  });

  it.each([
    ["$", 3],
    ["((1,2))", 3],
    ["((1,2,3),(4,5))", 3],
    ["((1,2,3,4))", 3],
    ["(1,2,3)", 3],
    ["((1,2,3))", 1],
    ["(((1,2,3)))", 3],
  ])("answers nothing for %s read by %i", (list, width) => {
    expect(read(list, width)).toBeUndefined();
  });

  it("answers NaN for what is no number", () => {
    expect(read("((1.,$,1.#QNAN))", 3)).toEqual([1, Number.NaN, Number.NaN]);
  });
});
