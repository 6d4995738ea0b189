import type { Attribute } from "@shuicheng/shared/contracts";
import { buildRow, type Row, type RowSource } from "../row.ts";
import type { StaAsset, StaReads } from "../sta-needs.ts";
import { inPages } from "./page-rows.ts";

/** All assets in use, as things; their ids are ours. */
export function createThings(reads: StaReads): RowSource & { rowOf(asset: StaAsset): Row } {
  const rowOf = (asset: StaAsset) => buildRow("Things", asset.id, asset.number, () => valuesOf(asset, reads));
  return {
    set: "Things",
    rowOf,
    *rows(after) {
      for (const asset of inPages(Number(after ?? 0) || 0, reads.assetsAfter)) yield rowOf(asset);
    },
    find(id) {
      const asset = reads.findAsset(id);
      return asset && rowOf(asset);
    },
  };
}

function valuesOf(asset: StaAsset, reads: StaReads): Record<string, unknown> {
  const { description, properties, isOwn } = (reads.shelf.find("Thing", asset.id)?.body ?? {}) as {
    readonly description?: string;
    readonly properties?: Record<string, unknown>;
    readonly isOwn?: boolean;
  };
  const registered = isOwn
    ? {}
    : { class: asset.class, layer: reads.findLayerId(asset.layerNumber), ...plain(asset.attributes) };
  return {
    name: asset.name,
    description: description ?? `${asset.class} ${asset.id}`,
    properties: { ...registered, ...properties },
  };
}

/** Attributes without units as bare values, the rest as they are. */
function plain(attributes: Readonly<Record<string, Attribute>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      attribute.unit === undefined ? attribute.value : attribute,
    ]),
  );
}
