import { setImmediate as breathe } from "node:timers/promises";
import { type Layer, type LayerClasses, NO_CLASS } from "@shuicheng/shared/contracts";
import type { PlacedAsset } from "./registry/asset-store.ts";

/** A layer's assets in columns by feature index, as screens load them. */
export interface LayerColumns {
  /** Longitude, latitude (degrees), orthometric height (m); NaN where an asset has no place or is retired. */
  readonly positions: Float64Array;
  /** The most frequent first. */
  readonly classes: LayerClasses["items"];
  /** Place of each asset's class in `classes`; {@link NO_CLASS} where there is no asset. */
  readonly classIndices: Uint8Array;
}

/** What the columns are read from. */
export interface LayerColumnsNeeds {
  findLayer(id: string): (Pick<Layer, "revision" | "features"> & { readonly number: number }) | undefined;
  /** Assets of a layer in order of feature index, retired ones too. */
  assetsAfter(layerNumber: number, featureIndex: number, limit: number): readonly PlacedAsset[];
}

/** Assets that are read at once: a few milliseconds' worth. Other work goes on between. */
const ASSETS_AT_ONCE = 1_000;

interface Held {
  readonly revision: number;
  readonly features: number;
  readonly columns: Promise<LayerColumns>;
}

/**
 * Reads a layer's columns, a part at a time, and keeps them until the layer is published again: every screen that opens
 * asks for the same. Costs 25 bytes a feature.
 */
export function createLayerColumns(needs: LayerColumnsNeeds): (layerId: string) => Promise<LayerColumns> {
  const held = new Map<string, Held>();
  return async (layerId) => {
    for (;;) {
      const layer = needs.findLayer(layerId);
      if (!layer) return { positions: new Float64Array(), classes: [], classIndices: new Uint8Array() };
      const { revision, features } = layer;
      const known = held.get(layerId);
      const isKnown = known?.revision === revision && known.features === features;
      const columns = isKnown ? known.columns : readColumns(needs, layer);
      if (!isKnown) {
        held.set(layerId, { revision, features, columns });
        columns.catch(() => held.delete(layerId));
      }
      const read = await columns;
      // Published while it was read: half of it may be of the state before.
      if (needs.findLayer(layerId)?.revision === revision) return read;
    }
  };
}

async function readColumns(
  needs: LayerColumnsNeeds,
  layer: { readonly number: number; readonly features: number },
): Promise<LayerColumns> {
  const positions = new Float64Array(layer.features * 3).fill(Number.NaN);
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const numberOf = new Int32Array(layer.features).fill(-1);
  for (let after = -1; ; ) {
    const assets = needs.assetsAfter(layer.number, after, ASSETS_AT_ONCE);
    for (const { featureIndex, isRetired, class: name, lonDeg, latDeg, heightM } of assets) {
      if (isRetired) continue;
      positions.set([lonDeg, latDeg, heightM], featureIndex * 3);
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      counts[number] = (counts[number] ?? 0) + 1;
      numberOf[featureIndex] = number;
    }
    const last = assets.at(-1);
    if (!last) break;
    after = last.featureIndex;
    await breathe();
  }
  const classes = [...numbers.keys()]
    .map((name, number) => ({ class: name, features: counts[number] as number }))
    .sort((a, b) => b.features - a.features || (a.class < b.class ? -1 : 1));
  const placeOf = Uint8Array.from({ length: numbers.size }, () => NO_CLASS);
  for (const [place, { class: name }] of classes.entries())
    placeOf[numbers.get(name) as number] = Math.min(place, NO_CLASS);
  const classIndices = new Uint8Array(layer.features).fill(NO_CLASS);
  for (const [feature, number] of numberOf.entries())
    if (number >= 0) classIndices[feature] = placeOf[number] as number;
  return { positions, classes, classIndices };
}
