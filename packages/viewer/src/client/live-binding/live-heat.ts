import type { Datastream } from "@shuicheng/shared/contracts";
import type { LatestValue } from "@shuicheng/shared/protocol";
import { type ColouredModel, createColourScheme, paintScheme } from "../inspector/find/colour-scheme.ts";
import { describeRows } from "../inspector/find/row-texts.ts";
import type { OpenModel } from "../inspector-store.ts";
import { listElementAssets } from "./element-assets.ts";
import type { HeatChoice, ShownHeat } from "./live-store.ts";
import { findUsualUnit, type LiveNumber, spreadNumbers, symbolOf } from "./live-values.ts";

/** A heat map with what it paints, by model. */
export interface LiveHeat extends ShownHeat {
  readonly paint: ReadonlyMap<string, Uint8Array>;
}

/** A model with the datastreams bound to its elements. */
export interface BoundModel {
  readonly model: OpenModel;
  readonly datastreams: readonly Datastream[];
}

/**
 * Paints elements or spaces by what their datastreams say now, in ranges that all models share. Bad values are none; old ones
 * count, for nothing newer is known. Spaces without a value are painted as such.
 *
 * @param latestOf The newest value that the link brought.
 * @returns Undefined where no element has a value.
 */
export function buildLiveHeat(
  models: readonly BoundModel[],
  { property, isOverSpaces }: HeatChoice,
  latestOf: (datastream: string) => LatestValue | undefined,
): LiveHeat | undefined {
  const numbers = models.map((bound) => readNumbers(bound, property, latestOf));
  // One scale for all models.
  const all = numbers.flat();
  const unit = findUsualUnit(all);
  const isComparable = ({ datastream }: LiveNumber) => symbolOf(datastream) === unit;
  const isRoomOf = models.map(({ model: { table } }) => {
    const { kind } = describeRows(table);
    return (row: number) => kind(row) === "space";
  });
  const coloured = models.map(({ model }, i): ColouredModel => {
    const own = (numbers[i] as readonly LiveNumber[]).filter(isComparable);
    const cells = spreadNumbers(model.table, own, isOverSpaces);
    // A room that holds no sensor is on the plan all the same, and must not look like one that is cold.
    const isAsked = (value: number, row: number) =>
      !Number.isNaN(value) || (isOverSpaces && isRoomOf[i]?.(row));
    return {
      column: { kind: "number", unit: undefined, cells, several: new Map(), texts: [] },
      isAsked: Uint8Array.from(cells, (value, row) => (isAsked(value, row) ? 1 : 0)),
    };
  });
  const scheme = createColourScheme({ set: "", property }, coloured);
  if (scheme.entries.length === 0) return undefined;
  const others = all.filter((number) => !isComparable(number));
  return {
    scheme,
    unit,
    otherUnits: others.map(({ datastream }) => datastream.id),
    marks: new Map(models.map(({ model }, i) => [model.id, (coloured[i] as ColouredModel).isAsked] as const)),
    paint: new Map(
      models.map(({ model }, i) => {
        const isRoom = isRoomOf[i] as (row: number) => boolean;
        return [model.id, paintScheme(scheme, i, new Set(), isRoom)] as const;
      }),
    ),
  };
}

function readNumbers(
  { model, datastreams }: BoundModel,
  property: string,
  latestOf: (datastream: string) => LatestValue | undefined,
): LiveNumber[] {
  const { rowOf } = listElementAssets(model.id, model.table);
  return datastreams.flatMap((datastream) => {
    const row = rowOf.get(datastream.asset);
    if (row === undefined || datastream.observedProperty !== property) return [];
    const latest = latestOf(datastream.id) ?? datastream.latest ?? undefined;
    const value = latest && latest.quality !== "bad" ? latest.result : undefined;
    return typeof value === "number" && Number.isFinite(value) ? [{ datastream, row, value }] : [];
  });
}
