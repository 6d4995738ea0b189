import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeInspectorView, encodeInspectorView, type InspectorView } from "./link-format.ts";

const globalId = fc.string({ unit: fc.constantFrom(..."0123456789ABCxyz_$"), minLength: 1, maxLength: 22 });
const ids = fc
  .array(fc.tuple(fc.string({ unit: fc.constantFrom(..."ab:;,% é"), minLength: 1 }), fc.array(globalId)))
  .map((pairs) => new Map(pairs));
const metre = fc.integer({ min: -9_999_999, max: 9_999_999 }).map((thousandths) => thousandths / 1000);

describe("decodeInspectorView", () => {
  it("reads what was written", () => {
    const view = fc.record(
      {
        eye: fc.record({
          eyeM: fc.tuple(metre, metre, metre),
          targetM: fc.constant([20_000, 0, 0] as [number, number, number]),
          heightM: fc.integer({ min: 1, max: 100_000 }).map((thousandths) => thousandths / 1000),
          projection: fc.constantFrom("perspective", "orthographic"),
        }),
        ...{ selection: ids, hidden: ids, isolated: ids, ghosted: ids, solid: ids },
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(view, (each) => {
        const read = decodeInspectorView(encodeInspectorView(each as InspectorView));
        expect(read).toEqual({ view: each, unreadable: 0 });
      }),
    );
  });

  it("hands tools their own part", () => {
    const tools = new Map([["section", "1,2;3&4"]]);
    expect(decodeInspectorView(encodeInspectorView({ tools })).view.tools).toEqual(tools);
  });

  it.each([
    ["", 0],
    ["#v=2&s=a:b", 1],
    ["#v=1&c=1,2,3", 1],
    ["#v=1&c=1,2,3,1,2,3,5,p", 1],
    ["#v=1&s=%25E0%25A4%25A:x", 1],
    ["#v=1&s=noColon&h=a:b", 1],
  ])("counts what cannot be read in %s", (fragment, unreadable) => {
    expect(decodeInspectorView(fragment).unreadable).toBe(unreadable);
  });
});
