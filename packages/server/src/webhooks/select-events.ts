import {
  BAD_QUALITY_BIT,
  type ResultType,
  SEVERITY_MASK,
  STALE_BIT,
  severityOf,
  WEBHOOK_STATUSES,
  type WebhookStatus,
} from "@shuicheng/shared/contracts";
import type { WebhookSettings } from "./webhook-row.ts";

/** What entries tell of an asset. */
export interface AssetDescription {
  readonly asset: string;
  readonly layer: string;
}

/** What entries tell of a datastream, and how its stored results read. */
export interface DatastreamDescription extends AssetDescription {
  readonly datastream: string;
  readonly resultType: ResultType;
  readonly categories: readonly string[];
}

/** Where a webhook looks: in one of these layers, at one of these assets or datastreams; undefined: everywhere. */
interface Places {
  readonly layers: ReadonlySet<string>;
  readonly assets: ReadonlySet<string>;
  readonly datastreams: ReadonlySet<string>;
}

/** Answers what a webhook wants to be told. */
export interface EventSelector {
  /** Whether it wants to know of a datastream's observations and silence. */
  includesDatastream(datastream: DatastreamDescription): boolean;
  /** Whether it wants to know that an asset's status byte went from `before` to `after`. */
  includesStatus(asset: AssetDescription, before: number, after: number): boolean;
}

const codeOf = new Map<WebhookStatus, number>(WEBHOOK_STATUSES.map((status, at) => [status, 1 << at]));

/** Creates the selector of a webhook's filters. */
export function createEventSelector(settings: WebhookSettings): EventSelector {
  const { layers, assets, datastreams, statuses } = settings;
  const isEverywhere = !layers && !assets && !datastreams;
  const places: Places = {
    layers: new Set(layers ?? []),
    assets: new Set(assets ?? []),
    datastreams: new Set(datastreams ?? []),
  };
  const wanted = statuses ? bitsOf(statuses) : -1;
  const includesAsset = ({ asset, layer }: AssetDescription) =>
    isEverywhere || places.layers.has(layer) || places.assets.has(asset);
  return {
    includesDatastream: (description) =>
      includesAsset(description) || places.datastreams.has(description.datastream),
    includesStatus: (asset, before, after) =>
      ((bitsOf(statusesOf(before)) ^ bitsOf(statusesOf(after))) & wanted) !== 0 && includesAsset(asset),
  };
}

/** What a status byte says, in words: its severity, and beside it that it is stale or of bad quality. */
export function statusesOf(status: number): WebhookStatus[] {
  return [
    severityOf(status & SEVERITY_MASK),
    ...((status & STALE_BIT) !== 0 ? (["stale"] as const) : []),
    ...((status & BAD_QUALITY_BIT) !== 0 ? (["bad-quality"] as const) : []),
  ];
}

const bitsOf = (statuses: readonly WebhookStatus[]) =>
  statuses.reduce((bits, status) => bits | (codeOf.get(status) ?? 0), 0);
