import type { DatabaseSync } from "node:sqlite";
import type { Attribute } from "@shuicheng/shared/contracts";
import { LINK_ATTRIBUTES } from "./registry-schema.ts";

type Attributes = Readonly<Record<string, Attribute>>;

/** Which assets name which as an end of theirs. All inside the caller's transaction. */
export interface AssetLinks {
  /** @param before What the asset's attributes were, if it was there. */
  put(assetNumber: number, attributes: Attributes, before?: Attributes): void;
}

/** Creates the links over an open registry. */
export function createAssetLinks(database: DatabaseSync): AssetLinks {
  const put = database.prepare("INSERT OR IGNORE INTO asset_link (other, asset) VALUES (?, ?)");
  const remove = database.prepare("DELETE FROM asset_link WHERE other = ? AND asset = ?");
  return {
    put(assetNumber, attributes, before = {}) {
      const ends = endsOf(attributes);
      for (const other of endsOf(before)) if (!ends.includes(other)) remove.run(other, assetNumber);
      for (const other of ends) put.run(other, assetNumber);
    },
  };
}

function endsOf(attributes: Attributes): string[] {
  return LINK_ATTRIBUTES.flatMap((name) => {
    const value = Object.hasOwn(attributes, name) ? attributes[name]?.value : undefined;
    return typeof value === "string" ? [value] : [];
  });
}
