import { createRecordReader, numberOf, type RecordReader, refsOf } from "../geometry/index.ts";
import { argumentAt, type StepFile, type StepValue, textAt } from "../step/index.ts";
import type { MapConversion, NamedCrs } from "./georeference.ts";
import { lengthUnitByName } from "./length-unit.ts";

/** What the property sets of an IFC2x3 file say. */
export interface GeoreferenceSets {
  readonly conversion?: MapConversion;
  readonly crs?: NamedCrs;
  readonly mapUnitM?: number;
}

/**
 * Reads ePSet_MapConversion and ePSet_ProjectedCRS, whatever the case of their names.
 *
 * Source: buildingSMART Australasia, User Guide for Geo-referencing in IFC (2020), 3.3: property sets on IfcSite.
 */
export function readGeoreferenceSets(file: StepFile): GeoreferenceSets {
  const reader = createRecordReader(file);
  const conversion = findSet(reader, "epset_mapconversion");
  const crs = findSet(reader, "epset_projectedcrs");
  const mapUnitM = crs && lengthUnitByName(textOf(crs.values.get("mapunit")));
  return {
    ...(conversion ? { conversion: conversionOf(conversion) } : {}),
    ...(crs ? { crs: crsOf(crs) } : {}),
    ...(mapUnitM === undefined ? {} : { mapUnitM }),
  };
}

interface NamedSet {
  readonly id: number;
  /** By name, lower case. */
  readonly values: ReadonlyMap<string, StepValue>;
}

function findSet(reader: RecordReader, name: string): NamedSet | undefined {
  const { file } = reader;
  for (const row of file.rowsOfType("IFCPROPERTYSET")) {
    // A model has a set or two for each element: only names are decoded.
    if (textAt(file, argumentAt(file, row, 2))?.toLowerCase() !== name) continue;
    const id = file.ids[row] as number;
    const properties = reader.argumentsOf(id)[4];
    const values = new Map<string, StepValue>();
    for (const property of refsOf(properties)) {
      const [propertyName, , value] = reader.argumentsOf(property);
      if (typeof propertyName === "string") values.set(propertyName.toLowerCase(), value ?? null);
    }
    return { id, values };
  }
  return undefined;
}

function conversionOf({ id, values }: NamedSet): MapConversion {
  const number = (name: string) => numberOf(values.get(name));
  const or0 = (value: number) => (Number.isFinite(value) ? value : 0);
  const xAxis = [number("xaxisabscissa"), number("xaxisordinate")] as const;
  const scale = number("scale");
  return {
    ref: `#${id}`,
    isPropertySet: true,
    eastings: or0(number("eastings")),
    northings: or0(number("northings")),
    height: or0(number("orthogonalheight")),
    ...(xAxis.every(Number.isFinite) && Math.hypot(...xAxis) > 0 ? { xAxis } : {}),
    ...(Number.isFinite(scale) ? { scale } : {}),
    factors: [1, 1, 1],
  };
}

function crsOf({ id, values }: NamedSet): NamedCrs {
  return {
    ref: `#${id}`,
    name: textOf(values.get("name")),
    description: textOf(values.get("description")),
    geodeticDatum: textOf(values.get("geodeticdatum")),
    verticalDatum: textOf(values.get("verticaldatum")),
    mapProjection: textOf(values.get("mapprojection")),
    mapZone: textOf(values.get("mapzone")),
  };
}

/** A string, also one with its type written before it; empty for what is none. */
function textOf(value: StepValue | undefined): string {
  if (typeof value === "string") return value;
  const isTyped = typeof value === "object" && value !== null && "typed" in value;
  return isTyped ? textOf(value.value) : "";
}
