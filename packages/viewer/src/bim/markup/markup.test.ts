import { MARKUP_COLOURS, type MarkupShape, MarkupShapeSchema } from "@shuicheng/shared/contracts";
import fc from "fast-check";
import { Check } from "typebox/value";
import { describe, expect, it } from "vitest";
import { decodeMarkup, encodeMarkup } from "../../client/inspector/markup/markup-codec.ts";
import { moveShape } from "../../client/inspector/markup/move-shape.ts";
import type { StageView } from "../stage/stage-contract.ts";
import { arrowHead } from "./arrow-head.ts";
import { cloudOutline } from "./cloud-outline.ts";
import { fromPixels, toPixels } from "./draw-markup.ts";
import { distanceToLine, hitHandle, hitShape } from "./hit-shape.ts";
import { boundsOf, handlesOf, keepInside, moveHandle } from "./markup-shapes.ts";
import { thinLine } from "./thin-line.ts";
import { markupOpacity, viewDistance } from "./view-distance.ts";

const share = fc.integer({ min: -199_999, max: 199_999 }).map((number) => number / 10_000);
const point = fc.tuple(share, share);
const look = {
  colour: fc.constantFrom(...MARKUP_COLOURS),
  width: fc.integer({ min: 1, max: 1_000 }).map((number) => number / 10_000),
};
const shape: fc.Arbitrary<MarkupShape> = fc.oneof(
  fc.record({ kind: fc.constant("arrow" as const), from: point, to: point, ...look }),
  fc.record({
    kind: fc.constantFrom("cloud" as const, "rectangle" as const),
    from: point,
    to: point,
    ...look,
  }),
  fc.record({
    kind: fc.constant("freehand" as const),
    points: fc.array(point, { minLength: 2, maxLength: 20 }),
    ...look,
  }),
  fc.record({
    kind: fc.constant("text" as const),
    at: point,
    text: fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() === text && text !== ""),
    size: fc.integer({ min: 1, max: 5_000 }).map((number) => number / 10_000),
    colour: look.colour,
  }),
);
const needs = { reach: 0.01, widthOf: (text: string) => 0.6 * text.length };

describe("the codec of markup", () => {
  it("reads what it wrote, through JSON, and what it writes fits the contract", () => {
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 20 }), (shapes) => {
        const written = encodeMarkup(shapes);
        expect(written.every((each) => Check(MarkupShapeSchema, each))).toBe(true);
        expect(decodeMarkup(JSON.parse(JSON.stringify(written)))).toEqual({ shapes, unreadable: 0 });
      }),
    );
  });

  it("takes any JSON without failing, and counts what it leaves out", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { shapes, unreadable } = decodeMarkup(value);
        if (Array.isArray(value)) expect(shapes.length + unreadable).toBe(value.length);
        else expect([shapes, unreadable]).toEqual([[], 1]);
      }),
    );
    const good: MarkupShape = { kind: "arrow", from: [0, 0], to: [1, 1], colour: "teal", width: 0.003 };
    expect(decodeMarkup([good, { ...good, kind: "stamp" }, { ...good, colour: "red" }])).toEqual({
      ...{ shapes: [good], unreadable: 2 },
    });
  });

  it("leaves out a text of blanks and brings far points within bounds", () => {
    const text: MarkupShape = { kind: "text", at: [400, -0.00001], text: "  ", size: 0.02, colour: "ink" };
    expect(encodeMarkup([text])).toEqual([]);
    expect(encodeMarkup([{ ...text, text: " a " }])).toEqual([{ ...text, text: "a", at: [20, 0] }]);
  });
});

describe("shapes", () => {
  const box: MarkupShape = {
    kind: "cloud",
    from: [-0.2, -0.1],
    to: [0.2, 0.1],
    colour: "pink",
    width: 0.004,
  };

  it("are met on their lines, the uppermost first, and texts all over", () => {
    const text: MarkupShape = { kind: "text", at: [0, 0], text: "abc", size: 0.04, colour: "ink" };
    expect(hitShape([box, text], [0.2, 0.05], needs)).toBe(0);
    expect(hitShape([box, text], [0.06, 0.02], needs)).toBe(1);
    expect(hitShape([box, text], [-0.1, 0.02], needs)).toBe(-1);
    expect(hitShape([box, box], [0, 0.1], needs)).toBe(1);
  });

  it("keep their form when they are moved, and are met where they then are", () => {
    fc.assert(
      fc.property(shape, share, share, (each, dx, dy) => {
        const there = moveShape(each, dx, dy);
        const back = moveShape(there, -dx, -dy);
        expect(JSON.stringify(encodeMarkup([back]))).toBe(JSON.stringify(encodeMarkup([each])));
        for (const [x, y] of handlesOf(each)) expect(hitHandle(there, [x + dx, y + dy], 1e-9)).not.toBe(-1);
      }),
    );
  });

  it("are texts inside of the picture wherever they were put, and stay where there is room", () => {
    const at = fc.tuple(share, share);
    fc.assert(
      fc.property(at, fc.double({ min: 0.4, max: 1.5, noNaN: true }), (place, halfWidth) => {
        const text: MarkupShape = { kind: "text", at: place, text: "abcdef", size: 0.05, colour: "ink" };
        const inside = keepInside(text, [halfWidth, 0.5], needs.widthOf);
        const [left, top, right, bottom] = boundsOf(inside, needs.widthOf);
        expect(Math.min(left + halfWidth, halfWidth - right, top + 0.5, 0.5 - bottom)).toBeGreaterThan(-1e-9);
      }),
    );
    const text: MarkupShape = { kind: "text", at: [0.1, 0], text: "abc", size: 0.05, colour: "ink" };
    expect(keepInside(text, [0.8, 0.5], needs.widthOf)).toBe(text);
    const long: MarkupShape = { ...text, at: [0.7, 0], text: "abc".repeat(20) };
    expect(keepInside(long, [0.8, 0.5], needs.widthOf)).toMatchObject({ at: [-0.78, 0] });
  });

  it("are changed by one handle, the opposite one staying", () => {
    for (const handle of [0, 1, 2, 3]) {
      const changed = moveHandle(box, handle, [0.5, 0.4]);
      expect(handlesOf(changed)[handle]).toEqual([0.5, 0.4]);
      expect(handlesOf(changed)[(handle + 2) % 4]).toEqual(handlesOf(box)[(handle + 2) % 4]);
    }
  });

  it("lie at the same place of a picture of any size", () => {
    fc.assert(
      fc.property(
        point,
        fc.integer({ min: 100, max: 8_000 }),
        fc.integer({ min: 100, max: 8_000 }),
        (at, widthPx, heightPx) => {
          const [x, y] = toPixels(at, { widthPx, heightPx });
          const back = fromPixels(x, y, { widthPx, heightPx });
          expect(Math.hypot(back[0] - at[0], back[1] - at[1])).toBeLessThan(1e-9);
        },
      ),
    );
  });
});

describe("a cloud's outline", () => {
  it("is closed: each arc begins where the last one ended, and bulges out of the box", () => {
    fc.assert(
      fc.property(point, point, (from, to) => {
        const arcs = cloudOutline(from, to);
        const onArc = ({ centre, radius }: (typeof arcs)[number], atRad: number): [number, number] => [
          centre[0] + radius * Math.cos(atRad),
          centre[1] + radius * Math.sin(atRad),
        ];
        const gaps = arcs.map((arc, at) => {
          const [x, y] = onArc(arc, arc.startRad);
          const last = arcs.at(at - 1)!;
          const [endX, endY] = onArc(last, last.endRad);
          return Math.hypot(x - endX, y - endY);
        });
        const inside = arcs.filter((arc) => {
          const [x, y] = onArc(arc, (arc.startRad + arc.endRad) / 2);
          const isBetween = (value: number, k: 0 | 1) =>
            value > Math.min(from[k], to[k]) && value < Math.max(from[k], to[k]);
          return isBetween(x, 0) && isBetween(y, 1);
        });
        expect([Math.max(0, ...gaps) < 1e-9, inside.length, arcs.length <= 410]).toEqual([true, 0, true]);
      }),
    );
  });

  it("has arcs about as long as 0.045 of the view, and at least three on the shorter side", () => {
    expect(cloudOutline([0, 0], [0.45, 0.45])).toHaveLength(40);
    expect(cloudOutline([0.06, 0], [0, 0.03])).toHaveLength(18);
    expect(cloudOutline([0, 0], [0.3, 0])).toEqual([]);
  });
});

it("an arrow's head ends at its tip and is no longer than half of it", () => {
  const head = arrowHead([0, 0], [0.01, 0], 0.005)!;
  expect(head.corners[0]).toEqual([0.01, 0]);
  expect(head.lineEnd).toEqual([0.005, 0]);
  expect(head.corners[1][1]).toBeCloseTo(-head.corners[2][1], 12);
  expect(arrowHead([1, 1], [1, 1], 0.005)).toBeUndefined();
});

it("a thinned line stays within a pixel of the hand's, with both its ends", () => {
  const drawn = Array.from(
    { length: 2_000 },
    (_, n) => [n / 4_000, 0.1 * Math.sin(n / 60)] as [number, number],
  );
  const thin = thinLine(drawn);
  expect(thin.length).toBeLessThan(200);
  expect([thin[0], thin.at(-1)]).toEqual([drawn[0], drawn.at(-1)]);
  for (const each of drawn) {
    const near = Math.min(...thin.slice(1).map((to, n) => distanceToLine(each, thin[n]!, to)));
    expect(near).toBeLessThanOrEqual(0.0008 + 1e-12);
  }
});

describe("whether a camera stands at a view", () => {
  const kept: StageView = { eyeM: [0, -10, 2], targetM: [0, 0, 2], heightM: 8.28, projection: "perspective" };

  it("makes nothing of where the target lies on the line of sight", () => {
    expect(viewDistance({ ...kept, targetM: [0, 30, 2], heightM: 33 }, kept)).toBeCloseTo(0, 9);
    const flat: StageView = { ...kept, projection: "orthographic" };
    expect(viewDistance({ ...flat, eyeM: [0, -90, 2], targetM: [0, -5, 2] }, flat)).toBeCloseTo(0, 9);
  });

  it.each<[string, Partial<StageView>]>([
    ["turned by 3°", { targetM: [10 * Math.tan((3 * Math.PI) / 180), 0, 2] }],
    ["a metre aside", { eyeM: [1, -10, 2], targetM: [1, 0, 2] }],
    ["of another projection", { projection: "orthographic" }],
  ])("shows nothing when it is %s", (_what, change) => {
    expect(markupOpacity(kept, kept)).toBe(1);
    expect(markupOpacity({ ...kept, ...change }, kept)).toBe(0);
  });

  it("fades in between", () => {
    const near = markupOpacity({ ...kept, eyeM: [0.1, -10, 2], targetM: [0.1, 0, 2] }, kept);
    expect(near).toBeGreaterThan(0);
    expect(near).toBeLessThan(1);
  });
});
