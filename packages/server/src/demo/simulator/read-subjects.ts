import type { Asset, Datastream, Layer, LayerKind } from "@shuicheng/shared/contracts";
import { toPlane } from "../model/index.ts";
import { readAll, type ServerAccess } from "./read-city.ts";
import type { Subject } from "./subject.ts";

/** Which datastreams to read; absent: all. */
export interface SubjectOrder {
  /** Ids of layers. */
  readonly layers?: readonly string[] | undefined;
}

/**
 * Reads what a server observes, with class and place of what it observes it on. Items are cut down as they arrive:
 * a city's assets are not held.
 *
 * @throws {Fault} as `readAll`.
 */
export async function readSubjects(server: ServerAccess, order: SubjectOrder = {}): Promise<Subject[]> {
  const kinds = new Map<string, LayerKind>();
  for await (const layer of readAll<Layer>(server, "layers")) kinds.set(layer.id, layer.kind);
  const wanted = order.layers?.length === 1 ? order.layers[0] : undefined;
  const assets = new Map<string, Pick<Subject, "assetClass" | "at">>();
  for await (const asset of readAll<Asset>(server, "assets", { monitored: "true", layer: wanted })) {
    const { position } = asset;
    const at = position === null ? null : toPlane(position.lon, position.lat);
    assets.set(asset.id, { assetClass: asset.class, at });
  }
  const subjects: Subject[] = [];
  for await (const datastream of readAll<Datastream>(server, "datastreams", { layer: wanted })) {
    if (order.layers && !order.layers.includes(datastream.layer)) continue;
    const asset = assets.get(datastream.asset) ?? { assetClass: "", at: null };
    subjects.push(subjectOf(datastream, asset, kinds.get(datastream.layer) ?? "sensors"));
  }
  return subjects;
}

function subjectOf(
  datastream: Datastream,
  asset: Pick<Subject, "assetClass" | "at">,
  layerKind: LayerKind,
): Subject {
  const { id, observedProperty, resultType, unit, range, limits, decimals, expectedIntervalMs, latest } =
    datastream;
  return {
    ...{ id, asset: datastream.asset, ...asset, layerKind, observedProperty, resultType },
    unit: unit?.symbol ?? "",
    ...{ range, limits, decimals, expectedIntervalMs },
    hasHistory: latest !== null,
    isReported: latest !== null && !latest.stale,
  };
}
