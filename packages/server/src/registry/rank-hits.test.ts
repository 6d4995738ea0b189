import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AssetInput, LayerKind } from "@shuicheng/shared/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegistry, type Registry } from "./registry.ts";

let folder: string;
let registry: Registry;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-registry-"));
  registry = openRegistry(folder);
});

afterEach(() => {
  registry.close();
  rmSync(folder, { recursive: true });
});

function put(kind: LayerKind, assets: readonly AssetInput[]): void {
  const layer = { id: kind, name: kind, kind, cimLevel: 4, access: "public", publishedAtMs: 1 } as const;
  registry.publisher.publish({ layer, assets, datastreams: [], isWhole: false });
}
const asset = (id: string, of: string, name: string, words: Record<string, string> = {}): AssetInput => ({
  ...{ id, class: of, ...(name ? { name } : {}) },
  attributes: Object.fromEntries(Object.entries(words).map(([key, value]) => [key, { value }])),
});
const find = (text: string, page: { after?: number; limit?: number; layerNumber?: number } = {}) =>
  registry.assets.list({ text, after: 0, limit: 10, ...page }).map(({ id }) => id);

describe("a search", () => {
  beforeEach(() => {
    // Utilities first: their numbers are the lower ones.
    put("water", [
      asset("JS-YH-12", "service-point", "", { address: "柳园南路12号", addressEn: "12 Liuyuan South Road" }),
      asset("JS-GD-1", "pipe", "", { roadName: "柳园南路" }),
      asset("JS-GD-12", "pipe", "", { roadName: "东昌西路" }),
      asset("JS-SC-1", "water-plant", "体育水厂", { nameEn: "Stadium Water Plant" }),
    ]);
    put("facilities", [
      asset("SS-1", "message-sign", "柳园南路诱导屏12号", { roadName: "柳园南路" }),
      asset("SS-2", "park", "湖滨体育公园", { nameEn: "Lakeside Sports Park", roadName: "柳园南路" }),
    ]);
    put("buildings", [
      asset("JZ-127", "building", "", { address: "柳园南路127号", addressEn: "127 Liuyuan South Road" }),
      asset("JZ-12", "building", "聊城市人民医院", {
        nameEn: "Liaocheng People's Hospital",
        address: "柳园南路12号",
        addressEn: "12 Liuyuan South Road",
      }),
      asset("JZ-3", "building", "体育馆", { nameEn: "Arena", address: "东昌西路3号" }),
      asset("JZ-4", "building", "", { address: "体育路4号", addressEn: "4 Stadium Road" }),
    ]);
  });

  it("for an address lists the building before what serves it, and a sign of the same words", () => {
    expect(find("柳园南路12号")).toEqual(["JZ-12", "SS-1", "JZ-127", "JS-YH-12"]);
    expect(find("12 Liuyuan South")).toEqual(["JZ-12", "JZ-127", "JS-YH-12"]);
  });

  it("for the start of an address lists the shortest first", () => {
    expect(find("柳园南路12").slice(0, 2)).toEqual(["JZ-12", "JZ-127"]);
  });

  it("for a street lists signs that begin with it, then houses, facilities and pipes", () => {
    expect(find("柳园南路")).toEqual(["SS-1", "JZ-127", "JZ-12", "SS-2", "JS-GD-1", "JS-YH-12"]);
  });

  it("lists a name that begins so before one that holds it, and both before an address", () => {
    expect(find("体育")).toEqual(["JS-SC-1", "JZ-3", "SS-2", "JZ-4"]);
    expect(find("stadium")).toEqual(["JS-SC-1", "JZ-4"]);
  });

  it("for an id lists the very one first, also typed without hyphens or in small letters", () => {
    expect(find("JS-GD-12")[0]).toBe("JS-GD-12");
    expect(find("jsgd1")[0]).toBe("JS-GD-1");
    expect(find("js-gd-1")).toEqual(["JS-GD-1", "JS-GD-12"]);
  });

  it("takes what means something in a pattern as itself", () => {
    expect(find("柳园南路12%号")[0]).not.toBe("JS-YH-12");
    expect(find("%")).toEqual([]);
  });
});

it("pages through more hits than are put in order by kind, each once", () => {
  const pipes = Array.from({ length: 2_150 }, (_, i) => asset(`GD-${i}`, "pipe", "", { roadName: "长江路" }));
  put("water", pipes);
  put("buildings", [asset("JZ-1", "building", "", { address: "长江路1号" })]);
  const seen: string[] = [];
  for (let page: string[] = []; seen.length === 0 || page.length > 0; seen.push(...page)) {
    page = find("长江路", { after: seen.length, limit: 90 });
  }
  expect(seen).toHaveLength(2_151);
  expect(new Set(seen).size).toBe(2_151);
  // One layer alone is put in order the same way.
  expect(find("长江路", { layerNumber: 1, limit: 3 })).toEqual(["GD-0", "GD-1", "GD-2"]);
});
