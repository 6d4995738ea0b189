import { beforeAll, describe, expect, it } from "vitest";
import { generateTown } from "../base/generate-town.ts";
import { DEFAULT_SEED, type PlantedDefect, type Town, type UtilityNetwork } from "../model/index.ts";
import { layGas } from "../networks/gas.ts";
import { layHeating } from "../networks/heating.ts";
import { layPower } from "../networks/power.ts";
import { laySewage } from "../networks/sewage.ts";
import { layStorm } from "../networks/storm.ts";
import { layTelecom } from "../networks/telecom.ts";
import { layTunnels } from "../networks/tunnel.ts";
import { layWater } from "../networks/water.ts";
import { checkNetworks } from "./check-networks.ts";
import { findingKey } from "./finding.ts";
import { plannedDefects, plantDefects } from "./plant-defects.ts";

function layAll(town: Town): UtilityNetwork[] {
  const storm = layStorm(town);
  return [
    layWater(town),
    storm,
    laySewage(town, storm),
    layGas(town),
    layHeating(town),
    layPower(town),
    layTelecom(town),
    layTunnels(town),
  ];
}

const keys = (findings: readonly Pick<PlantedDefect, "code" | "assets">[]) =>
  findings.map(findingKey).toSorted();

describe("plantDefects in a small town", () => {
  const small = { seed: DEFAULT_SEED, scale: 0.2 };
  let sound: readonly UtilityNetwork[];
  beforeAll(() => {
    sound = layAll(generateTown(small));
  });

  it("starts from networks without a finding", () => {
    expect(checkNetworks(sound)).toEqual([]);
  });

  it.each([1, 2, 3, 4])("shows the planted defects and no other, seed %i", (seed) => {
    const { networks, defects } = plantDefects(sound, { ...small, seed });
    expect(keys(checkNetworks(networks))).toEqual(keys(defects));
    expect(new Set(defects.map(({ code }) => code)).size).toBe(6);
  });

  it("gives the same for the same seed, other places for another, and leaves its input alone", () => {
    const before = JSON.stringify(sound);
    const [a, b, c] = [7, 7, 8].map((seed) => JSON.stringify(plantDefects(sound, { ...small, seed })));
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    expect(JSON.stringify(sound)).toBe(before);
  });
});

describe("plantDefects in the whole city", () => {
  let sound: readonly UtilityNetwork[];
  let networks: readonly UtilityNetwork[];
  let defects: readonly PlantedDefect[];
  beforeAll(() => {
    const order = { seed: DEFAULT_SEED, scale: 1 };
    sound = layAll(generateTown(order));
    ({ networks, defects } = plantDefects(sound, order));
  });

  it("starts from networks without a finding", () => {
    expect(checkNetworks(sound)).toEqual([]);
  });

  it("plants the planned number of each kind", () => {
    const counts = Object.groupBy(defects, ({ code }) => code);
    expect(Object.fromEntries(Object.entries(counts).map(([code, list]) => [code, list?.length]))).toEqual({
      "clearance-horizontal": 12,
      "clearance-vertical": 8,
      cover: 10,
      slope: 10,
      "mixed-sewer": 6,
      isolated: 4,
    });
    expect(plannedDefects(4)["clearance-horizontal"]).toBe(48);
  });

  it("shows exactly the planted defects, with their figures and places", () => {
    const byKey = (list: readonly PlantedDefect[]) =>
      list
        .map((defect) => [findingKey(defect), defect.actual, defect.required, defect.unit] as const)
        .toSorted();
    const findings = checkNetworks(networks);
    expect(byKey(findings)).toEqual(byKey(defects));
    const places = new Map(findings.map((finding) => [findingKey(finding), finding]));
    for (const defect of defects) {
      // Two pipes may be as near over metres; of a cut-off part the check does not know where its link is missing.
      const withinM = defect.code === "isolated" ? 1000 : 10;
      const found = places.get(findingKey(defect));
      expect(found && distanceM(defect, found)).toBeLessThan(withinM);
    }
  });

  it("keeps them apart, misses something in each, and spreads them over the utilities", () => {
    for (const [i, defect] of defects.entries()) {
      for (const other of defects.slice(i + 1)) expect(distanceM(defect, other)).toBeGreaterThan(200);
      if (defect.required !== undefined) expect(defect.actual).toBeLessThan(defect.required * 0.9);
    }
    const touched = new Set(defects.flatMap(({ assets }) => assets.map((id) => id.slice(0, 2))));
    expect([...touched].toSorted()).toEqual(["DL", "JS", "RL", "RQ", "TX", "WS", "YS"]);
  });

  it("says in the edges' own figures what it did", () => {
    const edges = new Map(networks.flatMap(({ edges: list }) => list.map((edge) => [edge.id, edge])));
    for (const { code, assets, actual } of defects) {
      const edge = edges.get(assets[0] ?? "");
      if (code === "cover") expect(edge?.coverM).toBeCloseTo(actual as number, 2);
      if (code === "slope")
        expect(edge?.attributes.slope).toEqual({ value: expect.closeTo(actual as number, 2), unit: "‰" });
    }
  });

  it("joins each wrong sewer to a storm manhole and loses no pipe", () => {
    const storm = networks.find(({ kind }) => kind === "storm");
    const sewage = networks.find(({ kind }) => kind === "sewage");
    for (const { assets } of defects.filter(({ code }) => code === "mixed-sewer")) {
      const edge = sewage?.edges.find(({ id }) => id === assets[0]);
      expect(edge?.to).toBe(assets[1]);
      expect(storm?.nodes.find(({ id }) => id === assets[1])?.class).toBe("manhole");
    }
    const ids = (list: readonly UtilityNetwork[]) => list.map(({ edges }) => edges.map(({ id }) => id));
    expect(ids(networks)).toEqual(ids(sound));
  });
});

function distanceM(a: PlantedDefect, b: PlantedDefect): number {
  return Math.hypot((a.lonDeg - b.lonDeg) * 89_600, (a.latDeg - b.latDeg) * 111_000);
}
