import { describe, expect, it } from "vitest";
import { findAddress, formatAssetName, formatAssetTitle } from "./asset-name.ts";

const anAsset = (id: string, name: string, attributes: Record<string, { value: string }> = {}) => ({
  ...{ id, name, attributes, class: "pipe" },
});

describe("asset names", () => {
  it("are in the person's language where there is one", () => {
    const tower = anAsset("JZ-1", "光岳楼", { nameEn: { value: "Guangyue Tower" } });

    expect(formatAssetName(tower, "zh")).toBe("光岳楼");
    expect(formatAssetName(tower, "en")).toBe("Guangyue Tower");
    expect(formatAssetTitle(tower, "en")).toBe("Guangyue Tower");
  });

  it("fall back on class and id for the nameless, and on class and number for the numbered", () => {
    expect(formatAssetTitle(anAsset("JS-GD-000001", ""), "zh")).toBe("管段 JS-GD-000001");
    expect(formatAssetTitle(anAsset("Net3.link.61", "61"), "en")).toBe("Pipe 61");
  });
});

describe("findAddress", () => {
  it("takes the address before the road, and another language before none", () => {
    const both = anAsset("a", "", {
      address: { value: "柳园南路12号" },
      addressEn: { value: "12 Liuyuan South Road" },
      roadName: { value: "柳园南路" },
    });

    expect(findAddress(both, "zh")).toBe("柳园南路12号");
    expect(findAddress(both, "en")).toBe("12 Liuyuan South Road");
    expect(findAddress(anAsset("b", "", { roadName: { value: "湖南路" } }), "en")).toBe("湖南路");
    expect(findAddress(anAsset("c", ""), "zh")).toBeUndefined();
  });
});
