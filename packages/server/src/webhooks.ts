import { join } from "node:path";
import type { WebhookChange } from "@shuicheng/shared/contracts";
import type { Pipeline } from "./pipeline.ts";
import type { Registry } from "./registry/registry.ts";
import { createWebhookDesk, type WebhookDesk } from "./webhooks/webhook-desk.ts";

/** Creates the desk of those who are told of what happens, over the log, the twin and the registry. */
export function createWebhooks(
  dataFolder: string,
  registry: Registry,
  { log, twin }: Pipeline,
  options: { now: () => number; onUnexpected(error: unknown): void },
): WebhookDesk {
  const describeAsset = (number: number) => {
    const asset = registry.assets.findKept(number);
    const layer = asset && registry.layers.findByNumber(asset.layerNumber);
    return asset && layer && { asset: asset.id, layer: layer.id };
  };
  return createWebhookDesk({
    webhooksFile: join(dataFolder, "webhooks.db"),
    logFile: join(dataFolder, "log.db"),
    epoch: log.epoch,
    committedSeq: () => log.committedSeq,
    assetCount: () => twin.assetCount,
    statusOf: (asset) => twin.statusOf(asset),
    twinNowMs: () => twin.nowMs,
    describeAsset,
    describeDatastream(handle) {
      const datastream = registry.datastreams.findByHandle(handle);
      const asset = datastream && describeAsset(datastream.assetNumber);
      if (!asset) return undefined;
      const { id, resultType, categories } = datastream;
      return { ...asset, datastream: id, resultType, categories };
    },
    isTokenInUse: (token) => registry.identities.listTokens().some(({ id }) => id === token),
    ...options,
  });
}

/** Ids in a webhook's filters that nothing has. */
export function findStrangers(
  { layers, assets, datastreams }: Pick<Registry, "layers" | "assets" | "datastreams">,
  input: WebhookChange,
): { field: string; index: number; id: string }[] {
  const look = (field: "layers" | "assets" | "datastreams", isKnown: (id: string) => boolean) =>
    (input[field] ?? []).flatMap((id, index) => (isKnown(id) ? [] : [{ field, index, id }]));
  return [
    ...look("layers", (id) => layers.find(id) !== undefined),
    ...look("assets", (id) => assets.find(id) !== undefined),
    ...look("datastreams", (id) => datastreams.find(id) !== undefined),
  ];
}
