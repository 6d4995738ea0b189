import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BaseMap } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isWithin, readDistrict } from "./in-district.ts";

const square = (west: number, south: number, sideDeg: number): [number, number][] => [
  [west, south],
  [west + sideDeg, south],
  [west + sideDeg, south + sideDeg],
  [west, south + sideDeg],
  [west, south],
];

describe("isWithin", () => {
  it("is inside a ring and outside of its holes", () => {
    const rings = [square(115, 36, 1), square(115.4, 36.4, 0.2).toReversed()];
    expect(isWithin(rings, 115.1, 36.1)).toBe(true);
    expect(isWithin(rings, 115.5, 36.5)).toBe(false);
    expect(isWithin(rings, 116.1, 36.5)).toBe(false);
    expect(isWithin(rings, 114.9, 36.5)).toBe(false);
  });

  it("counts a place on the edge of two neighbours in one of them only", () => {
    const [west, east] = [[square(115, 36, 1)], [square(116, 36, 1)]];
    expect([isWithin(west, 116, 36.5), isWithin(east, 116, 36.5)].filter(Boolean)).toHaveLength(1);
  });
});

describe("readDistrict", () => {
  let folder: string;
  let file: string;
  const place = (lon: number, lat: number) => ({ lon, lat, heightM: 0 });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "shuicheng-district-"));
    file = join(folder, "basemap.json");
    const area = { kind: "district", name: "古楼街道", nameEn: "Gulou" } as const;
    const map: BaseMap = {
      version: 1,
      areas: [
        { ...area, id: "371502001", rings: [square(115, 36, 1)] },
        { ...area, id: "371502001", rings: [square(117, 36, 1)] },
        { ...area, id: "lake", kind: "water", rings: [square(119, 36, 1)] },
      ],
      lines: [],
      places: [],
      attribution: { zh: "", en: "" },
    };
    writeFileSync(file, JSON.stringify(map));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("knows every part of a district, and no other kind of area", async () => {
    const isIn = await readDistrict(file, "371502001");
    expect(isIn(place(115.5, 36.5))).toBe(true);
    expect(isIn(place(117.5, 36.5))).toBe(true);
    expect(isIn(place(116.5, 36.5))).toBe(false);
    await expect(readDistrict(file, "lake")).rejects.toMatchObject({ code: "request/invalid" });
  });

  it("names the districts there are where one is unknown", async () => {
    await expect(readDistrict(file, "nowhere")).rejects.toThrow("371502001 (古楼街道)");
  });

  it("says that there is no base map", async () => {
    await expect(readDistrict(undefined, "371502001")).rejects.toMatchObject({ code: "basemap/none" });
  });
});
