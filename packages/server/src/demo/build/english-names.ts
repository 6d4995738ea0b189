import type { AssetInput, Attribute } from "@shuicheng/shared/contracts";
import type { Town } from "../model/index.ts";

/** Attributes whose value is a name of something; the same with `En` at its end is the name in English. */
const NAMING_ATTRIBUTES = ["roadName", "waterway", "receivingWater", "owner"] as const;

/** Who owns and runs the networks. */
const OWNERS: Readonly<Record<string, string>> = {
  市供水公司: "City Water Supply Company",
  市燃气公司: "City Gas Company",
  市热力公司: "City Heating Company",
  聊城市排水管理中心: "Liaocheng Drainage Management Centre",
  国网聊城供电公司: "State Grid Liaocheng Power Supply Company",
  聊城市通信管道有限公司: "Liaocheng Telecom Ducts Company",
  聊城市综合管廊运营公司: "Liaocheng Utility Tunnel Operating Company",
};

/**
 * Makes what gives an asset its other names: for each attribute that names a road, a water or an owner of the town, the
 * name in English beside it. A name that nobody translated stays alone.
 */
export function createEnglishNames({
  roads,
  baseMap,
}: Pick<Town, "roads" | "baseMap">): (asset: AssetInput) => AssetInput {
  const english = new Map<unknown, Attribute>(
    [
      ...Object.entries(OWNERS),
      ...roads.map(({ name, nameEn }) => [name, nameEn] as const),
      ...baseMap.areas
        .filter(({ kind, name }) => kind === "water" && name !== "")
        .map(({ name, nameEn }) => [name, nameEn] as const),
    ].map(([name, nameEn]) => [name, { value: nameEn }]),
  );
  return (asset) => {
    const added: Record<string, Attribute> = {};
    for (const key of NAMING_ATTRIBUTES) {
      const name = english.get(asset.attributes?.[key]?.value);
      if (name) added[`${key}En`] = name;
    }
    return { ...asset, attributes: { ...asset.attributes, ...added } };
  };
}
