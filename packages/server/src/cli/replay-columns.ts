import type { Asset, Datastream } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";

/** The observed property that recordings of pressure carry. */
export const REPLAYED_PROPERTY = "pressure";

/** Which datastream each column of a recording feeds. */
export interface ColumnMatch {
  /** Datastream ids by column; undefined where the server has none. */
  readonly datastreams: readonly (string | undefined)[];
  /** Names of the columns without one. */
  readonly unmatched: readonly string[];
}

/**
 * Finds the datastream of each column: the `pressure` of the asset that bears the column's name, or else the
 * datastream whose id the column's name is.
 *
 * @param options `layer`: only assets of this layer.
 * @throws {Fault} `request/invalid` when a name fits several (then the message asks for `--layer`) or none fits.
 */
export function matchColumns(
  columns: readonly string[],
  city: { readonly assets: readonly Asset[]; readonly datastreams: readonly Datastream[] },
  options: { readonly layer?: string | undefined } = {},
): ColumnMatch {
  const isWanted = (thing: { layer: string }) => options.layer === undefined || thing.layer === options.layer;
  const byAsset = groupBy(
    city.datastreams.filter(
      (one) => isWanted(one) && one.observedProperty === REPLAYED_PROPERTY && one.resultType === "number",
    ),
    (datastream) => datastream.asset,
  );
  const byName = groupBy(
    city.assets.filter((asset) => isWanted(asset) && byAsset.has(asset.id)),
    (asset) => asset.name,
  );
  const byId = new Map(city.datastreams.filter(isWanted).map((datastream) => [datastream.id, datastream]));
  const datastreams = columns.map((column) => {
    const candidates = (byName.get(column) ?? []).flatMap((asset) => byAsset.get(asset.id) ?? []);
    if (candidates.length > 1) throw ambiguous(column, candidates);
    return (candidates[0] ?? byId.get(column))?.id;
  });
  const unmatched = columns.filter((_column, index) => datastreams[index] === undefined);
  if (unmatched.length === columns.length) throw noneMatches(columns, options.layer);
  return { datastreams, unmatched };
}

function ambiguous(column: string, candidates: readonly Datastream[]): Fault {
  const layers = [...new Set(candidates.map((datastream) => datastream.layer))];
  const message =
    layers.length > 1
      ? `column "${column}" fits assets of the layers ${layers.join(", ")}; choose one with --layer`
      : `column "${column}" fits the datastreams ${candidates.map(({ id }) => id).join(", ")}; name the column after one of them`;
  return new Fault("request/invalid", message, { column });
}

function noneMatches(columns: readonly string[], layer: string | undefined): Fault {
  const shown = columns.slice(0, 5).join(", ");
  const where = layer === undefined ? "on the server" : `in layer ${layer}`;
  const message = `no asset ${where} with a ${REPLAYED_PROPERTY} datastream is named like a column (${shown}${columns.length > 5 ? ", …" : ""}); import the network first`;
  return new Fault("request/invalid", message);
}

function groupBy<T>(things: readonly T[], key: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(key(thing));
    if (group === undefined) groups.set(key(thing), [thing]);
    else group.push(thing);
  }
  return groups;
}
