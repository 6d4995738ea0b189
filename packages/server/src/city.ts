import {
  type Asset,
  type Datastream,
  type Layer,
  type LayerDatastreams,
  QUALITIES,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { CityQueries, JobQueries, Page } from "./http/city-queries.ts";
import { createLayerColumns } from "./layer-columns.ts";
import type { Pipeline } from "./pipeline.ts";
import { readResult } from "./read-result.ts";
import { checkRegistration } from "./registration/check-registration.ts";
import { keepUnsaid } from "./registration/keep-unsaid.ts";
import type { AssetPlace, RegisteredAsset } from "./registry/asset-store.ts";
import type { RegisteredDatastream } from "./registry/datastream-store.ts";
import type { LayerDraft } from "./registry/layer-store.ts";
import type { Publication, Published, Touched } from "./registry/publisher.ts";
import type { Registry } from "./registry/registry.ts";

/** What the city's queries stand on. */
export interface CityNeeds {
  readonly registry: Registry;
  readonly pipeline: Pipeline;
  now(): number;
  announceLayers(): void;
  baseMap(): { readonly file: string } | undefined;
  /** Told what a publication made or changed, once the twin knows it. */
  onPublished?(touched: Touched): void;
}

/** A converted file, ready to be published whole. */
export type ConvertedLayer = Omit<LayerDraft, "publishedAtMs"> & Pick<Publication, "assets" | "datastreams">;

/** Places that are read at once: a millisecond's worth. */
const PLACES_AT_ONCE = 500;

/** Answers and changes that need both the registry (what exists) and the twin (how it is). */
export interface City {
  readonly queries: Omit<CityQueries, "importNetwork" | "registerTable" | "tableTemplate" | keyof JobQueries>;
  /** Publishes a converted layer: registry, then twin, then screens. */
  publishConverted(layer: ConvertedLayer): Promise<Published>;
  /** Takes over what the registry now says of a layer that was published in stages: twin, then screens. */
  followLayer(id: string): Promise<void>;
  /** Takes assets, with their datastreams, and datastreams out of use: registry, then twin, then screens. */
  retire(ids: Parameters<Registry["publisher"]["retire"]>[0]): Promise<void>;
}

/** Creates the queries over registry and pipeline. */
export function createCity(needs: CityNeeds): City {
  const { registry, pipeline, now, announceLayers } = needs;
  const { layers, assets, datastreams, publisher } = registry;
  const { twin, history } = pipeline;

  async function publish(publication: Publication): Promise<Published> {
    const published = publisher.publish(publication);
    await pipeline.follow(
      assets.places(published.layer.number),
      published.datastreams,
      published.retiredHandles,
    );
    announceLayers();
    needs.onPublished?.(published.touched);
    return published;
  }

  /** Places of a layer's assets; no statement stays open between two pages. */
  function* placesOf(layerNumber: number): Generator<AssetPlace> {
    for (let after = -1; ; ) {
      const page = assets.listAfter(layerNumber, after, PLACES_AT_ONCE);
      yield* page;
      const last = page.at(-1);
      if (!last) return;
      after = last.featureIndex;
    }
  }

  const columnsOf = createLayerColumns({ findLayer: layers.find, assetsAfter: assets.listAfter });

  const assetOf = (asset: RegisteredAsset): Asset => ({
    id: asset.id,
    layer: layers.findByNumber(asset.layerNumber)?.id ?? "",
    featureIndex: asset.featureIndex,
    class: asset.class,
    name: asset.name,
    position: asset.position,
    attributes: asset.attributes,
    status: twin.statusOf(asset.number),
  });

  const datastreamOf = (datastream: RegisteredDatastream): Datastream | undefined => {
    // Also of an element that a newer revision of its model no longer has.
    const asset = assets.findKept(datastream.assetNumber);
    const latest = twin.findLatest(datastream.handle);
    return (
      asset && {
        id: datastream.id,
        asset: asset.id,
        layer: layers.findByNumber(asset.layerNumber)?.id ?? "",
        name: datastream.name,
        observedProperty: datastream.observedProperty,
        resultType: datastream.resultType,
        categories: [...datastream.categories],
        unit: datastream.unit,
        range: datastream.range,
        limits: datastream.limits,
        expectedIntervalMs: datastream.expectedIntervalMs,
        staleAfterMs: datastream.staleAfterMs,
        decimals: datastream.decimals,
        latest: latest
          ? {
              time: latest.timeMs,
              result: readResult(datastream, latest.result),
              quality: latest.quality,
              stale: latest.isStale,
              side: latest.side,
            }
          : null,
      }
    );
  };

  function requireLayer(id: string | undefined): number | undefined {
    if (id === undefined) return undefined;
    const layer = layers.find(id);
    if (!layer) throw new Fault("layer/unknown", `there is no layer ${id}`, { id });
    return layer.number;
  }

  function requireDatastream(id: string): RegisteredDatastream {
    const datastream = datastreams.find(id);
    if (!datastream) throw new Fault("datastream/unknown", `there is no datastream ${id}`, { id });
    return datastream;
  }

  function requireAsset(id: string): RegisteredAsset {
    const asset = assets.find(id);
    if (!asset) throw new Fault("asset/unknown", `there is no asset ${id}`, { id });
    return asset;
  }

  function findAsset(id: string): Asset | undefined {
    const asset = assets.find(id);
    return asset && assetOf(asset);
  }

  function findDatastream(id: string): Datastream | undefined {
    const datastream = datastreams.find(id);
    return datastream && datastreamOf(datastream);
  }

  /** In order of handle, which is what a cursor counts. */
  function candidatesOf(assetIds: readonly string[] | undefined): Iterable<RegisteredDatastream> {
    if (assetIds === undefined) return datastreams.list();
    const numbers = new Set(assetIds.map((id) => requireAsset(id).number));
    return [...numbers].flatMap(datastreams.ofAsset).sort((a, b) => a.handle - b.handle);
  }

  return {
    publishConverted: ({ assets: inputs, datastreams: streams, ...layer }) =>
      publish({
        layer: { ...layer, publishedAtMs: now() },
        assets: inputs,
        datastreams: streams,
        isWhole: true,
      }),
    async followLayer(id) {
      const number = layers.numberOf(id);
      if (number !== undefined) await pipeline.follow(placesOf(number), [], []);
      announceLayers();
    },
    async retire(ids) {
      const retired = publisher.retire(ids);
      const places = ids.assets.length > 0 ? retired.layers.map((layer) => assets.places(layer)) : [];
      await pipeline.follow(inTurn(places), [], retired.retiredHandles);
      announceLayers();
    },
    queries: {
      layers: () => layers.list().map(layerOf),
      findLayer(id) {
        const layer = layers.find(id);
        return layer && layerOf(layer);
      },
      positions: async (layerId) => (await columnsOf(layerId)).positions,
      classes: async (layerId) => ({ items: (await columnsOf(layerId)).classes }),
      classIndices: async (layerId) => (await columnsOf(layerId)).classIndices,
      layerDatastreams(layerId) {
        const number = layers.find(layerId)?.number;
        const found: LayerDatastreams = { handles: [], datastreams: [], features: [] };
        for (const { handle, id, assetNumber } of datastreams.list()) {
          const place = twin.findAsset(assetNumber);
          if (place === undefined || place.layer !== number) continue;
          found.handles.push(handle);
          found.datastreams.push(id);
          found.features.push(place.featureIndex);
        }
        return found;
      },
      baseMap: needs.baseMap,
      assets({ layer, class: assetClass, text, features, isMonitored, connected, after, limit }) {
        const layerNumber = requireLayer(layer);
        const found = assets.list({
          ...(layerNumber === undefined ? {} : { layerNumber }),
          ...(assetClass === undefined ? {} : { class: assetClass }),
          ...(text === undefined ? {} : { text }),
          ...(features === undefined ? {} : { features }),
          ...(isMonitored === undefined ? {} : { isMonitored }),
          ...(connected === undefined ? {} : { connected: requireAsset(connected).id }),
          after: after ?? 0,
          limit: limit + 1,
        });
        // A search is in order of relevance: its cursor counts what was seen.
        const seen = (after ?? 0) + limit;
        return pageOf(found, limit, (asset) => (text === undefined ? asset.number : seen), assetOf);
      },
      findAsset,
      datastreams({ layer, assets: assetIds, after, limit }) {
        const layerNumber = requireLayer(layer);
        const found: RegisteredDatastream[] = [];
        for (const datastream of candidatesOf(assetIds)) {
          if (datastream.handle <= (after ?? -1)) continue;
          const isInLayer =
            layerNumber === undefined || twin.findAsset(datastream.assetNumber)?.layer === layerNumber;
          if (isInLayer) found.push(datastream);
          if (found.length > limit) break;
        }
        return pageOf(found, limit, (datastream) => datastream.handle, datastreamOf);
      },
      findDatastream,
      retentionOf: (id) => pipeline.retention.inForce(requireDatastream(id).handle),
      async observations(id, fromMs, toMs, limit) {
        const datastream = requireDatastream(id);
        const series = await history.read(datastream.handle, fromMs, toMs + 1, limit + 1);
        const rows = Array.from(series.timeMs, (time, i) => ({
          time,
          result: readResult(datastream, series.result[i] as number),
          quality: QUALITIES[series.quality[i] as number] ?? ("bad" as const),
        }));
        const deleted = registry.sta.deletedTimes(datastream.handle, fromMs, rows.at(-1)?.time ?? fromMs);
        const items = rows.slice(0, limit).filter((row) => !deleted.has(row.time));
        // The cursor is the first time of the next page: times are whole milliseconds and unique.
        return { items, next: rows[limit]?.time, keptFrom: series.keptFrom };
      },
      summarise(id, fromMs, toMs, points) {
        const { handle } = requireDatastream(id);
        const deleted = Float64Array.from(registry.sta.deletedTimes(handle, fromMs, toMs)).sort();
        return history.summarise(handle, fromMs, toMs, points, deleted);
      },
      async bind(bindings, isDryRun) {
        const bound = publisher.bind(bindings, isDryRun);
        if (!isDryRun && bound.datastreams.length > 0) {
          await pipeline.follow([], bound.datastreams, []);
          announceLayers();
        }
        return { changed: bound.datastreams.length, before: [...bound.before] };
      },
      async register(said, isDryRun) {
        const registration = keepUnsaid(said, { findAsset, findDatastream });
        checkRegistration(registration);
        const publication = publicationOf(registration, layers.find(registration.layer.id), now());
        const published = isDryRun ? publisher.publish(publication, true) : await publish(publication);
        return {
          layer: layerOf(published.layer),
          added: published.added,
          changed: published.changed,
          datastreams: published.datastreams.length,
          datastreamsChanged: published.touched.datastreams.length,
        };
      },
    },
  };
}

/** All of several, one after the other. */
function* inTurn<T>(parts: readonly Iterable<T>[]): Generator<T> {
  for (const part of parts) yield* part;
}

function publicationOf(
  registration: Parameters<CityQueries["register"]>[0],
  known: Layer | undefined,
  publishedAtMs: number,
): Publication {
  const { layer } = registration;
  return {
    layer: {
      id: layer.id,
      name: layer.name ?? known?.name ?? layer.id,
      kind: layer.kind ?? known?.kind ?? "sensors",
      cimLevel: known?.cimLevel ?? 4,
      access: known?.access ?? "restricted",
      publishedAtMs,
    },
    assets: registration.assets ?? [],
    datastreams: registration.datastreams ?? [],
    isWhole: false,
  };
}

function layerOf({ number: _number, ...layer }: Layer & { number?: number }): Layer {
  return layer;
}

function pageOf<R, T>(
  found: readonly R[],
  limit: number,
  positionOf: (row: R) => number,
  build: (row: R) => T | undefined,
): Page<T> {
  const page = found.slice(0, limit);
  const last = page[page.length - 1];
  return {
    items: page.flatMap((row) => build(row) ?? []),
    next: found.length > limit && last !== undefined ? positionOf(last) : undefined,
  };
}
