import { describe, expect, it } from "vitest";
import { formatAttributeName } from "./attribute-names.ts";
import { formatAssetClass, formatProperty, formatStage } from "./terms.ts";

describe("words for what integrators name", () => {
  it("says what the catalogue and the page know in both languages", () => {
    expect([formatAssetClass("junction", "zh"), formatAssetClass("junction", "en")]).toEqual([
      "节点",
      "Junction",
    ]);
    expect(formatAttributeName("diameter", "zh")).toBe("管径");
    expect(formatProperty("pressure", "P-101", "en")).toBe("Pressure");
    expect(formatStage("building tiles", "zh")).toBe("生成瓦片");
    expect(formatStage("building tiles: water", "zh")).toBe("生成瓦片：给水");
    expect(formatStage("building tiles: tunnel", "en")).toBe("building tiles: utility tunnels");
    expect(formatStage("building tiles: Net3", "zh")).toBe("生成瓦片：Net3");
  });

  it("shows the rest as it was given", () => {
    expect(formatAssetClass("toString", "zh")).toBe("toString");
    expect(formatAttributeName("Farbe", "zh")).toBe("Farbe");
    expect(formatProperty("ph", "pH outlet", "en")).toBe("pH outlet");
    expect(formatProperty("ph", "", "en")).toBe("ph");
    expect(formatStage("baking", "en")).toBe("baking");
  });
});
