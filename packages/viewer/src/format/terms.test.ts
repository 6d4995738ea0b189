import { describe, expect, it } from "vitest";
import { formatAttributeName } from "./attribute-names.ts";
import { formatAssetClass, formatProperty, formatStage, formatState } from "./terms.ts";

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

  it("says a state on its own, and names one that the catalogue does not hold", () => {
    const [zh, en] = [
      { yes: "是", no: "否", language: "zh" },
      { yes: "yes", no: "no", language: "en" },
    ] as const;
    const intrusion = { observedProperty: "intrusion", name: "IN-1" };
    const siren = { observedProperty: "siren", name: "Siren" };
    expect([formatState(intrusion, true, zh), formatState(intrusion, true, en)]).toEqual([
      "有入侵",
      "Intrusion detected",
    ]);
    expect(formatState({ observedProperty: "online", name: "" }, false, en)).toBe("Offline");
    expect([formatState(siren, true, zh), formatState(siren, false, en)]).toEqual(["Siren：是", "Siren: no"]);
  });

  it("shows the rest as it was given", () => {
    expect(formatAssetClass("toString", "zh")).toBe("toString");
    expect(formatAttributeName("Farbe", "zh")).toBe("Farbe");
    expect(formatProperty("ph", "pH outlet", "en")).toBe("pH outlet");
    expect(formatProperty("ph", "", "en")).toBe("ph");
    expect(formatStage("baking", "en")).toBe("baking");
  });
});
