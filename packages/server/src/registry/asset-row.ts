import type { AssetInput } from "@shuicheng/shared/contracts";

/** A row of the table `asset`. */
export interface AssetRow {
  readonly number: number;
  readonly id: string;
  readonly layer: number;
  readonly feature_index: number;
  readonly class: string;
  readonly name: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly height_m: number | null;
  readonly attributes: string;
  readonly is_retired: number;
}

const SAID = ["class", "name", "lon", "lat", "height_m", "attributes"] as const;

/** What an integrator says of an asset, as it is stored. */
export type AssetColumns = Pick<AssetRow, (typeof SAID)[number]>;

/** An asset's own columns. */
export function columnsOf(asset: AssetInput): AssetColumns {
  return {
    class: asset.class,
    name: asset.name ?? asset.id,
    lon: asset.position?.lon ?? null,
    lat: asset.position?.lat ?? null,
    height_m: asset.position?.heightM ?? null,
    attributes: JSON.stringify(asset.attributes ?? {}),
  };
}

/** Answers whether an asset in use is stored just so. */
export const isStoredSo = (known: AssetRow, next: AssetColumns): boolean =>
  known.is_retired === 0 && SAID.every((column) => known[column] === next[column]);
