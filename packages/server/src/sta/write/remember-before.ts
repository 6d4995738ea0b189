import type { DatastreamInput } from "@shuicheng/shared/contracts";
import type { KeptObservation } from "../shelf/sta-shelf.ts";
import type { StaDatastream, StaReads } from "../sta-needs.ts";
import { assetInputOf } from "./place-things.ts";
import type { Plan } from "./plan.ts";

/** How all that a plan touches was before it. */
export interface Before extends Pick<Plan, "assets" | "datastreams"> {
  /** Those without a body were not there. */
  readonly entities: readonly {
    readonly kind: string;
    readonly id: string;
    readonly body: Readonly<Record<string, unknown>> | undefined;
  }[];
  readonly links: readonly { readonly kind: string; readonly source: string; readonly targets: string[] }[];
  readonly observations: readonly {
    readonly handle: number;
    readonly timeMs: number;
    readonly kept: KeptObservation | undefined;
  }[];
}

/** Looks at all that a plan touches. Assets and datastreams that it makes are not among it. */
export function rememberBefore(plan: Plan, reads: StaReads): Before {
  const { shelf } = reads;
  return {
    entities: plan.entities.map(({ kind, id }) => ({ kind, id, body: shelf.find(kind, id)?.body })),
    links: [...plan.relinked, ...plan.links].map(({ kind, source }) => ({
      ...{ kind, source },
      targets: shelf.targets(kind, source),
    })),
    observations: plan.said.map(({ handle, timeMs }) => ({
      ...{ handle, timeMs },
      kept: shelf.observations(handle, timeMs, timeMs).get(timeMs),
    })),
    assets: plan.assets.flatMap(({ layer, asset: { id } }) => {
      const asset = reads.findAsset(id);
      return asset ? [{ layer, asset: assetInputOf(asset) }] : [];
    }),
    datastreams: plan.datastreams.flatMap(({ datastream: { id } }) => {
      const datastream = reads.findDatastream(id);
      const asset = datastream && reads.findAssetByNumber(datastream.assetNumber);
      if (!datastream || !asset) return [];
      const layer = reads.findLayerId(asset.layerNumber) ?? "";
      return [{ layer, datastream: datastreamInputOf(datastream, asset.id) }];
    }),
  };
}

/** Puts back what is kept apart; assets and datastreams are the caller's to register again. */
export function putBack({ entities, links, observations }: Before, { shelf }: StaReads): void {
  shelf.transact(() => {
    for (const { kind, id, body } of entities)
      if (body) shelf.put(kind, id, body);
      else shelf.remove(kind, id);
    for (const { kind, source } of links) shelf.unlink(kind, { source });
    for (const { kind, source, targets } of links)
      for (const target of targets) shelf.link(kind, source, target);
    for (const { handle, timeMs, kept } of observations)
      if (kept) shelf.putObservation(kept);
      else shelf.removeObservation(handle, timeMs);
  });
}

/** A datastream as it would be registered. @param asset Id of the one that it observes. */
export function datastreamInputOf(datastream: StaDatastream, asset: string): DatastreamInput {
  const { handle: _handle, assetNumber: _number, unit, limits, categories, ...rest } = datastream;
  return {
    ...rest,
    ...{ asset, categories: [...categories] },
    ...(unit ? { unit } : {}),
    limits: Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined)),
  };
}
