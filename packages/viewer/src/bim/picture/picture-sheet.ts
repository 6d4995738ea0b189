/** A line of a legend. */
interface SheetLegendLine {
  /** As CSS has it. */
  readonly colour: string;
  readonly label: string;
  /** How many elements. */
  readonly count: string;
}

/** What stands on a picture besides the model, in words. */
export interface PictureSheet {
  readonly title: { readonly name: string; readonly facts: string; readonly date: string } | undefined;
  /** `note`: the scale on paper, or where alone the bar holds. */
  readonly scale: { readonly metresPerPx: number; readonly note: string } | undefined;
  readonly legends: readonly { readonly title: string; readonly lines: readonly SheetLegendLine[] }[];
  /** Words for lines of a legend that have no room. */
  more(count: number): string;
}

/** A part of the sheet, CSS pixels. */
export interface SheetBox {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where all stands on a sheet. */
export interface SheetLayout {
  /** The model: above the band. */
  readonly model: SheetBox;
  readonly band: SheetBox | undefined;
  /** What the bar, its label and its note stand in; within the band where there is one. */
  readonly bar: (SheetBox & { readonly maxBarPx: number; readonly notePx: number }) | undefined;
  readonly legends: readonly (SheetBox & { readonly shown: number })[];
}

/** Height of the band with title and scale. */
const BAND_PX = 52;
/** From the edge. */
const EDGE_PX = 16;
const LEGEND_WIDTH_PX = 216;
/** Height of a legend's line, and of its title. */
export const LEGEND_LINE_PX = 24;
const BAR_BOX = { widthPx: 232, heightPx: 44 } as const;
/** Room for the note, left of the bar. */
const NOTE_PX = 116;
/** On a sheet narrower than this there is no room for bar and title side by side. */
const LEAST_TITLED_PX = 480;

/**
 * Lays out a sheet: a band below the model, so that nothing covers it, else the bar in its lower left corner; legends one
 * below the other in the upper right.
 */
export function layOutSheet(
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  { title, scale, legends }: Pick<PictureSheet, "title" | "scale" | "legends">,
): SheetLayout {
  const hasBand = title !== undefined && heightPx > 4 * BAND_PX;
  const modelPx = hasBand ? heightPx - BAND_PX : heightPx;
  const room = widthPx - 2 * EDGE_PX;
  const notePx = scale && scale.note !== "" && room >= BAR_BOX.widthPx + NOTE_PX ? NOTE_PX : 0;
  const barWidthPx = Math.min(BAR_BOX.widthPx + notePx, room);
  const inBand = hasBand && widthPx >= LEAST_TITLED_PX;
  const bar = scale && {
    x: inBand ? widthPx - EDGE_PX - barWidthPx : EDGE_PX,
    y: inBand ? modelPx + (BAND_PX - BAR_BOX.heightPx) / 2 : modelPx - EDGE_PX - BAR_BOX.heightPx,
    ...{ widthPx: barWidthPx, heightPx: BAR_BOX.heightPx },
    ...{ maxBarPx: barWidthPx - notePx - 24, notePx },
  };
  let y = EDGE_PX;
  const boxes = legends.flatMap(({ lines }): SheetLayout["legends"][number][] => {
    const rowsLeft = Math.floor((modelPx - EDGE_PX - y) / LEGEND_LINE_PX) - 1;
    // The last line says how many more there are.
    const shown = lines.length <= rowsLeft ? lines.length : rowsLeft - 1;
    if (shown < 1) return [];
    const rows = 1 + Math.min(lines.length, shown + 1);
    const box = {
      ...{ x: widthPx - EDGE_PX - LEGEND_WIDTH_PX, y, shown },
      ...{ widthPx: LEGEND_WIDTH_PX, heightPx: rows * LEGEND_LINE_PX + 8 },
    };
    y += box.heightPx + 8;
    return [box];
  });
  return {
    model: { x: 0, y: 0, widthPx, heightPx: modelPx },
    band: hasBand ? { x: 0, y: modelPx, widthPx, heightPx: BAND_PX } : undefined,
    bar,
    legends: boxes,
  };
}
