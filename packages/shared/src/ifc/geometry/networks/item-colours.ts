import {
  listOf,
  numberOf,
  numberOr,
  type RecordReader,
  refOf,
  refsOf,
  tripleFrom,
} from "../curves/record-reader.ts";

/** Red, green, blue, opacity, 0 to 1, sRGB. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number];

/** Of what has no colour of its own: earth. */
const NEUTRAL: Colour = [0.62, 0.57, 0.5, 1];

/** What colours items have. */
export interface ItemColours {
  /** Colour of one face of an item, counted from 0. */
  colourOf(item: number, face: number): Colour;
}

/**
 * Reads colours by the records that point at items: an IfcIndexedColourMap face by face, else the surface style of an
 * IfcStyledItem, else a neutral one.
 */
export function readItemColours(reader: RecordReader): ItemColours {
  const maps = new Map<number, readonly Colour[]>();
  const styles = new Map<number, Colour>();
  const recordsOf = (type: string) =>
    [...reader.file.rowsOfType(type)].map((row) => reader.argumentsOf(reader.file.ids[row] as number));
  for (const [item, opacity, colours, index] of recordsOf("IFCINDEXEDCOLOURMAP")) {
    const palette = listOf(reader.argumentsOf(refOf(colours))[0]).map((entry) =>
      withOpacity(tripleFrom(entry), numberOr(opacity, 1)),
    );
    maps.set(
      refOf(item),
      listOf(index).map((number) => palette[numberOf(number) - 1] ?? NEUTRAL),
    );
  }
  for (const [item, styled] of recordsOf("IFCSTYLEDITEM")) {
    const colour = refsOf(styled)
      .map((style) => styleColour(reader, style))
      .find((found) => found !== undefined);
    if (colour) styles.set(refOf(item), colour);
  }
  return {
    colourOf: (item, face) => maps.get(item)?.[face] ?? styles.get(item) ?? NEUTRAL,
  };
}

/** Of an IfcSurfaceStyle, also within an IfcPresentationStyleAssignment (before IFC4x3). */
function styleColour(reader: RecordReader, id: number): Colour | undefined {
  const values = reader.argumentsOf(id);
  const firstOf = (ids: readonly number[], read: (one: number) => Colour | undefined) =>
    ids.map(read).find((found) => found !== undefined);
  switch (reader.typeOf(id)) {
    case "IFCPRESENTATIONSTYLEASSIGNMENT":
      return firstOf(refsOf(values[0]), (style) =>
        reader.typeOf(style) === "IFCSURFACESTYLE" ? styleColour(reader, style) : undefined,
      );
    case "IFCSURFACESTYLE":
      return firstOf(refsOf(values[2]), (style) => shadingColour(reader, style));
    default:
      return undefined;
  }
}

/** `(SurfaceColour, Transparency, …)` of IfcSurfaceStyleShading and IfcSurfaceStyleRendering. */
function shadingColour(reader: RecordReader, id: number): Colour | undefined {
  if (!/^IFCSURFACESTYLE(SHADING|RENDERING)$/.test(reader.typeOf(id))) return undefined;
  const [colour, transparency] = reader.argumentsOf(id);
  const [, ...rgb] = reader.argumentsOf(refOf(colour));
  return withOpacity(tripleFrom(rgb), 1 - numberOr(transparency, 0));
}

function withOpacity(rgb: readonly [number, number, number] | undefined, opacity: number): Colour {
  return rgb ? [...rgb, opacity] : NEUTRAL;
}
