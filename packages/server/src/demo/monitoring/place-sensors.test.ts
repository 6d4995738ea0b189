import { findAssetClass, findObservedProperty } from "@shuicheng/shared/catalogue";
import { IDENTIFIER_PATTERN } from "@shuicheng/shared/contracts";
import { beforeAll, describe, expect, it } from "vitest";
import { type DemoCity, generateCity } from "../generate-city.ts";
import { ringAreaM2 } from "../model/plane-shapes.ts";
import { placeSensors } from "./place-sensors.ts";

const ORDER = { seed: 3715, scale: 0.25 };
let city: DemoCity;

beforeAll(() => {
  city = generateCity(ORDER);
});

describe("placeSensors", () => {
  it("places 6,000 × scale datastreams, each once, on assets that exist", () => {
    const assets = new Set([
      ...city.networks.flatMap(({ nodes, edges }) => [...nodes, ...edges].map(({ id }) => id)),
      ...[...city.town.facilities, ...city.town.buildings].map(({ id }) => id),
    ]);
    expect(city.datastreams.length).toBe(1_500);
    expect(new Set(city.datastreams.map(({ id }) => id)).size).toBe(1_500);
    for (const { id, asset, observedProperty } of city.datastreams) {
      expect(id).toBe(`${asset}.${observedProperty}`);
      expect(id).toMatch(new RegExp(IDENTIFIER_PATTERN));
      expect(assets).toContain(asset);
    }
  });

  it("gives each a known property, ordered limits within its range, an interval and digits", () => {
    for (const {
      id,
      observedProperty,
      limits = {},
      range,
      expectedIntervalMs,
      decimals,
    } of city.datastreams) {
      expect(findObservedProperty(observedProperty), id).toBeDefined();
      const { LL, L, H, HH } = limits;
      const given = [range?.min, LL, L, H, HH, range?.max].filter((one) => typeof one === "number");
      expect(given, id).toEqual(given.toSorted((a, b) => a - b));
      expect(expectedIntervalMs, id).toBeGreaterThanOrEqual(10_000);
      expect(decimals, id).toBeGreaterThanOrEqual(0);
    }
  });

  it("reports at a rate between 60 and 120 observations a second for 6,000 datastreams", () => {
    const perSecond = city.datastreams.reduce((sum, one) => sum + 1_000 / (one.expectedIntervalMs ?? 0), 0);
    expect(perSecond / ORDER.scale).toBeGreaterThan(60);
    expect(perSecond / ORDER.scale).toBeLessThan(120);
  });

  it("measures every utility and the streets", () => {
    const networks = new Map(
      city.networks.flatMap(({ kind, nodes, edges }) =>
        [...nodes, ...edges].map(({ id }) => [id, kind as string]),
      ),
    );
    const of = Map.groupBy(city.datastreams, ({ asset }) => networks.get(asset) ?? "above ground");
    const kinds = [
      "above ground",
      "gas",
      "heating",
      "power",
      "sewage",
      "storm",
      "telecom",
      "tunnel",
      "water",
    ];
    expect([...of.keys()].toSorted()).toEqual(kinds);
  });

  it("watches every named public building, and what it is supplied by", () => {
    const observed = Map.groupBy(city.datastreams, ({ asset }) => asset);
    const properties = (id: string) => observed.get(id)?.map((one) => one.observedProperty) ?? [];
    const named = city.town.buildings.filter(({ name, use }) => name !== "" && use !== "utility");
    expect(named.map(({ name }) => name)).toContain("聊城市人民医院");
    for (const { id, use } of named) {
      const asked = use === "heritage" ? [] : ["combustibleGas", "indoorTemperature"];
      expect(properties(id), id).toEqual(expect.arrayContaining(["activePower", ...asked]));
    }
    const supplied = (kind: string, nodeClass: string) =>
      city.networks
        .find((network) => network.kind === kind)!
        .nodes.filter(
          (node) => node.class === nodeClass && named.some(({ index }) => index === node.building),
        );
    const water = supplied("water", "service-point");
    expect(water.length).toBeGreaterThanOrEqual(named.length - 2);
    for (const { id } of water) expect(properties(id)).toEqual(expect.arrayContaining(["pressure", "flow"]));
    const heat = supplied("heating", "heat-exchange-station");
    // No heating lies in lanes, and old monuments have none.
    const hospital = named.find(({ name }) => name === "聊城市人民医院")!;
    expect(heat.map(({ building }) => building)).toContain(hospital.index);
    for (const { id } of heat) expect(properties(id)).toContain("supplyTemperature");
  });

  it("limits a building's power by its floors", () => {
    const powers = city.datastreams.filter(
      ({ asset, observedProperty }) => asset.startsWith("JZ-") && observedProperty === "activePower",
    );
    const floorsM2 = new Map(
      city.town.buildings.map(({ id, ring, storeys }) => [id, ringAreaM2(ring) * storeys]),
    );
    for (const { asset, range, limits } of powers) {
      const kw = (floorsM2.get(asset)! * 60) / 1_000;
      expect(limits?.H).toBeGreaterThanOrEqual(kw);
      expect(limits?.H).toBeLessThanOrEqual(Math.max(30, 1.11 * kw));
      expect(range?.max).toBeGreaterThan(limits?.H as number);
    }
    expect(new Set(powers.map(({ limits }) => limits?.H)).size).toBeGreaterThan(3);
  });

  it("asks more pressure of a main that serves more floors", () => {
    const floors = new Map(
      city.networks
        .flatMap(({ nodes }) => nodes)
        .flatMap(({ id, building }) =>
          building === undefined ? [] : [[id, city.town.buildings[building]?.storeys ?? 0]],
        ),
    );
    const limits = new Map(
      city.datastreams
        .filter(
          ({ asset, observedProperty, unit }) =>
            floors.has(asset) && observedProperty === "pressure" && unit?.symbol === "mH₂O",
        )
        .map(({ asset, limits: { L } = {} }) => [floors.get(asset), L]),
    );
    // 10 m for one floor, 12 for two, 4 more for each; above six floors a booster does it.
    for (const [storeys = 0, L] of limits)
      expect(L).toBe(storeys <= 1 ? 10 : 12 + 4 * (Math.min(storeys, 6) - 2));
    expect(limits.size).toBeGreaterThan(2);
  });

  it("spreads them over the city: no quarter of it goes without", () => {
    const places = new Map(
      city.networks.flatMap(({ nodes }) => nodes.map(({ id, at }) => [id, at as readonly number[]] as const)),
    );
    const middle = (axis: number) =>
      [...places.values()].map((at) => at[axis] ?? 0).toSorted((a, b) => a - b)[places.size >> 1] ?? 0;
    const [east, north] = [middle(0), middle(1)];
    const quarters = Map.groupBy(city.datastreams, ({ asset }) => {
      const at = places.get(asset);
      return at ? `${(at[0] ?? 0) > east} ${(at[1] ?? 0) > north}` : "elsewhere";
    });
    quarters.delete("elsewhere");
    const counts = [...quarters.values()].map((ones) => ones.length);
    expect(counts).toHaveLength(4);
    expect(Math.min(...counts)).toBeGreaterThan(0.3 * Math.max(...counts));
  });

  it("says the same for the same order", () => {
    const again = placeSensors({ town: city.town, networks: city.networks, seed: ORDER.seed });
    expect(again).toEqual(city.datastreams);
    const other = placeSensors({ town: city.town, networks: city.networks, seed: 1 });
    expect(other).not.toEqual(city.datastreams);
  });
});

describe("the catalogue", () => {
  it("has words for every class of the generated city", () => {
    const classes = new Set([
      ...city.networks.flatMap(({ nodes, edges }) => [...nodes, ...edges].map((one) => one.class)),
      ...city.town.facilities.map((one) => one.class),
      "building",
    ]);
    expect([...classes].filter((one) => findAssetClass(one) === undefined)).toEqual([]);
  });
});
