import { type AssetInput, type Attribute, assetIdOf, type Position } from "@shuicheng/shared/contracts";
import { ecefToGeodetic, type Geoid, transformPoint } from "@shuicheng/shared/geo";
import type { ElementTable } from "@shuicheng/shared/ifc";
import type { AssetMoves } from "./model-needs.ts";

/** Where the elements of a model stand. */
export interface ModelPlaces {
  /** Six a row, metres in the model's frame; NaN where nothing is drawn. */
  readonly boundsM: Float64Array;
  /** Undefined while nothing places the model. */
  readonly modelToEcef: Float64Array | undefined;
  readonly geoid: Geoid;
}

/** What the assets of a model are made of. */
export interface ModelAssetsSource extends ModelPlaces {
  readonly modelId: string;
  readonly table: ElementTable;
  /** By row. */
  readonly keys: readonly string[];
}

/** Longest name that an asset may have. */
const MAX_NAME_LENGTH = 256;

/**
 * The assets of rows `from` to `to` − 1: identity, class, name, the attributes that lists show, and where the middle of the
 * element stands. All else about it stays in the element table.
 */
export function buildModelAssets(source: ModelAssetsSource, from: number, to: number): AssetInput[] {
  const assets: AssetInput[] = [];
  for (let row = from; row < Math.min(to, source.table.objects.elementCount); row++)
    assets.push(buildAsset(source, row));
  return assets;
}

/** The places alone of rows `from` to `to` − 1. @param features Feature index by row, of all rows. */
export function buildModelMoves(
  places: ModelPlaces,
  features: Uint32Array,
  from: number,
  to: number,
): AssetMoves {
  const rows = features.slice(from, to);
  const [lonDeg, latDeg, heightM] = [0, 0, 0].map(() => new Float64Array(rows.length).fill(Number.NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let at = 0; at < rows.length; at++) {
    const position = positionOf(places, from + at);
    if (!position) continue;
    lonDeg[at] = position.lon;
    latDeg[at] = position.lat;
    heightM[at] = position.heightM ?? Number.NaN;
  }
  return { features: rows, lonDeg, latDeg, heightM };
}

function buildAsset(source: ModelAssetsSource, row: number): AssetInput {
  const { table, modelId, keys } = source;
  const { objects, texts, classes } = table;
  const className = classes[objects.classIndex[row] as number]?.name ?? "";
  const name = texts[objects.name[row] as number] || texts[objects.longName[row] as number] || className;
  const position = positionOf(source, row);
  return {
    id: assetIdOf(modelId, keys[row] as string),
    class: className.slice(0, 64),
    name: name.slice(0, MAX_NAME_LENGTH),
    ...(position ? { position } : {}),
    attributes: attributesOf(table, row),
  };
}

function attributesOf({ objects, texts, storeys }: ElementTable, row: number): Record<string, Attribute> {
  const typeRow = objects.typeRow[row] as number;
  const values: Record<string, string | undefined> = {
    globalId: objects.globalId[row],
    predefinedType: texts[objects.predefinedType[row] as number],
    tag: texts[objects.tag[row] as number],
    storey: storeys[objects.storey[row] as number]?.name,
    type: typeRow < 0 ? undefined : texts[objects.name[typeRow] as number],
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value ? [[key, { value }]] : [])),
  );
}

function positionOf({ boundsM, modelToEcef, geoid }: ModelPlaces, row: number): Position | undefined {
  const middle = [0, 1, 2].map(
    (axis) => ((boundsM[6 * row + axis] as number) + (boundsM[6 * row + 3 + axis] as number)) / 2,
  ) as [number, number, number];
  if (!modelToEcef || !middle.every(Number.isFinite)) return undefined;
  const { lonDeg, latDeg, ellipsoidalHeightM } = ecefToGeodetic(transformPoint(modelToEcef, middle));
  const heightM = ellipsoidalHeightM - (geoid(lonDeg, latDeg) ?? 0);
  return Number.isFinite(heightM) ? { lon: lonDeg, lat: latDeg, heightM } : undefined;
}
