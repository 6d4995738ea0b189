import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOutSheet, type PictureSheet, type SheetBox } from "./picture-sheet.ts";

const title = { name: "Duplex", facts: "", date: "" };
const scale = { metresPerPx: 0.01, note: "" };
const legend = (count: number): PictureSheet["legends"][number] => ({
  title: "Class",
  lines: Array.from({ length: count }, (_, at) => ({ colour: "#000", label: `${at}`, count: "1" })),
});

const isWithin = (box: SheetBox, widthPx: number, heightPx: number) =>
  box.x >= 0 && box.y >= 0 && box.x + box.widthPx <= widthPx && box.y + box.heightPx <= heightPx;
const meet = (a: SheetBox, b: SheetBox) =>
  a.x < b.x + b.widthPx && b.x < a.x + a.widthPx && a.y < b.y + b.heightPx && b.y < a.y + a.heightPx;

describe("the layout of a picture's sheet", () => {
  it("puts title and bar into a band that covers nothing of the model", () => {
    const layout = layOutSheet({ widthPx: 1200, heightPx: 800 }, { title, scale, legends: [] });
    expect(layout.band).toBeDefined();
    expect(meet(layout.band!, layout.model)).toBe(false);
    expect(meet(layout.bar!, layout.model)).toBe(false);
    expect(layout.model.heightPx + layout.band!.heightPx).toBe(800);
  });

  it("gives the model all where there is no title, with the bar in its corner", () => {
    const layout = layOutSheet({ widthPx: 1200, heightPx: 800 }, { title: undefined, scale, legends: [] });
    expect(layout.model.heightPx).toBe(800);
    expect(layout.band).toBeUndefined();
    expect(isWithin(layout.bar!, 1200, 800)).toBe(true);
    expect(
      layOutSheet({ widthPx: 1200, heightPx: 800 }, { title, scale: undefined, legends: [] }).bar,
    ).toBeUndefined();
  });

  it("shortens a legend that has no room, and keeps a line for how much is missing", () => {
    const [box] = layOutSheet(
      { widthPx: 1200, heightPx: 400 },
      { title, scale, legends: [legend(60)] },
    ).legends;
    expect(box!.shown).toBeGreaterThan(5);
    expect(box!.shown).toBeLessThan(60);
    const [whole] = layOutSheet(
      { widthPx: 1200, heightPx: 400 },
      { title, scale, legends: [legend(5)] },
    ).legends;
    expect(whole!.shown).toBe(5);
  });

  it("keeps everything on the sheet and apart, whatever its size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 260, max: 4000 }),
        fc.integer({ min: 64, max: 3000 }),
        fc.boolean(),
        fc.constantFrom("", "at the target only"),
        fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 3 }),
        (widthPx, heightPx, hasTitle, note, counts) => {
          const legends = counts.map(legend);
          const layout = layOutSheet(
            { widthPx, heightPx },
            { title: hasTitle ? title : undefined, scale: { ...scale, note }, legends },
          );
          const boxes = layout.legends;
          for (const box of boxes) expect(isWithin(box, widthPx, heightPx)).toBe(true);
          for (const [at, box] of boxes.entries())
            for (const other of boxes.slice(at + 1)) expect(meet(box, other)).toBe(false);
          expect(isWithin(layout.bar!, widthPx, heightPx)).toBe(true);
          expect(layout.bar!.notePx + layout.bar!.maxBarPx + 24).toBeLessThanOrEqual(layout.bar!.widthPx);
        },
      ),
    );
  });
});
