import type { Asset } from "@shuicheng/shared/contracts";
import type { Language } from "./language.ts";
import { formatAssetClass } from "./terms.ts";

type Named = Pick<Asset, "id" | "name" | "class" | "attributes">;

/** The asset's own name in the person's language, else the other one's, else its id. */
export function formatAssetName(asset: Named, language: Language): string {
  const english = readText(asset, "nameEn");
  return (language === "en" && english) || asset.name || asset.id;
}

/** Name for a heading: what has a name by it, the nameless many by class and id, `阀门井 RQ-FJ-0417`. */
export function formatAssetTitle(asset: Named, language: Language): string {
  const name = formatAssetName(asset, language);
  return name === asset.id || /^\d/.test(name) ? `${formatAssetClass(asset.class, language)} ${name}` : name;
}

/** Where a person would look for it: the address, else the road; undefined where neither is known. */
export function findAddress(asset: Named, language: Language): string | undefined {
  const keys =
    language === "en" ? ["addressEn", "roadNameEn", "address", "roadName"] : ["address", "roadName"];
  return keys.map((key) => readText(asset, key)).find((text) => text !== undefined);
}

function readText(asset: Named, key: string): string | undefined {
  const value = asset.attributes[key]?.value;
  return typeof value === "string" && value !== "" ? value : undefined;
}
