import { describe, expect, it } from "vitest";
import type { UtilityKind, UtilityNetwork } from "../model/index.ts";
import { checkNetworks } from "./check-networks.ts";
import { type DrawnEdge, drawNetwork } from "./fixture-network.ts";

const codes = (networks: readonly UtilityNetwork[]) =>
  checkNetworks(networks).map(({ code, assets }) => [code, ...assets]);

/** A 20 m pipe going east at a northing and an axis depth. */
const eastward = (id: string, northM: number, depthM = 2, more: Partial<DrawnEdge> = {}): DrawnEdge => ({
  id,
  points: [
    [0, northM, depthM],
    [20, northM, depthM],
  ],
  ...more,
});

/** A 20 m pipe going north through the middle of {@link eastward}. */
const northward = (id: string, depthM: number, more: Partial<DrawnEdge> = {}): DrawnEdge => ({
  id,
  points: [
    [10, -10, depthM],
    [10, 10, depthM],
  ],
  ...more,
});

const beside = (a: UtilityKind, b: UtilityKind, axesM: number, more: Partial<DrawnEdge> = {}) =>
  codes([drawNetwork(a, [eastward("A", 0)]), drawNetwork(b, [eastward("B", axesM, 2, more)])]);

describe("checkNetworks: horizontal clearances", () => {
  it("measures between outer walls: gas and water 0.5 m, radii 0.1 m each", () => {
    expect(beside("water", "gas", 0.71)).toEqual([]);
    expect(beside("water", "gas", 0.69)).toEqual([["clearance-horizontal", "A", "B"]]);
  });

  it("follows the water's diameter, the gas's pressure and how cables are laid", () => {
    const medium = { pressureRating: { value: 0.4, unit: "MPa" } };
    const subHigh = { pressureRating: { value: 0.8, unit: "MPa" } };
    expect(beside("water", "gas", 0.75, { attributes: medium })).toEqual([]);
    expect(beside("water", "gas", 0.75, { attributes: subHigh })).toHaveLength(1); // 1.0 m
    expect(beside("heating", "power", 2.15)).toHaveLength(1); // 2.0 m
    expect(beside("telecom", "gas", 0.8)).toHaveLength(1); // in pipes 1.0 m
    const drains = (diameterMm: number) =>
      beside("heating", "water", 1.69, { diameterMm }).length +
      beside("telecom", "water", 1.21, { diameterMm }).length;
    expect(drains(200)).toBe(1); // heating 1.5 m
  });

  it("says what is there and what should be, and where", () => {
    const [finding] = checkNetworks([
      drawNetwork("water", [eastward("A", 0)]),
      drawNetwork("gas", [eastward("B", 0.6)]),
    ]);
    expect(finding).toMatchObject({ actual: 0.4, required: 0.5, unit: "m" });
    expect(finding?.latDeg).toBeCloseTo(36.45, 4);
    expect(finding?.lonDeg).toBeCloseTo(115.98, 3);
  });

  it("lets pipes of one utility and storm and sewage lie side by side", () => {
    expect(beside("water", "water", 0.25)).toEqual([]);
    expect(beside("storm", "sewage", 0.25).filter(([code]) => code?.startsWith("clearance"))).toEqual([]);
  });

  it("needs more than 2 m side by side, summed over the pieces that are too near", () => {
    const short = (lengthM: number): DrawnEdge => ({
      id: "B",
      points: [
        [5, 0.5, 2],
        [5 + lengthM / 2, 0.5, 2],
        [5 + lengthM, 0.51, 2],
      ],
    });
    const found = (lengthM: number) =>
      codes([drawNetwork("water", [eastward("A", 0)]), drawNetwork("gas", [short(lengthM)])]);
    expect(found(1.9)).toEqual([]);
    expect(found(2.1)).toEqual([["clearance-horizontal", "A", "B"]]);
  });

  it("leaves out what is abandoned, in a tunnel, above the ground or joined", () => {
    const off = (attribute: Record<string, string>) =>
      beside("water", "gas", 0.4, {
        attributes: Object.fromEntries(Object.entries(attribute).map(([key, value]) => [key, { value }])),
      });
    expect(off({ status: "废弃" })).toEqual([]);
    expect(off({ buriedMethod: "综合管廊" })).toEqual([]);
    expect(off({ buriedMethod: "架空" })).toEqual([]);
    expect(off({ buriedMethod: "直埋" })).toHaveLength(1);
    expect(beside("water", "gas", 0.4, { from: "A-a" })).toEqual([]);
  });
});

describe("checkNetworks: vertical clearances", () => {
  const crossing = (lowerDepthM: number) =>
    codes([
      drawNetwork("water", [eastward("A", 0, 1.5)]),
      drawNetwork("storm", [northward("B", lowerDepthM)]),
    ]).filter(([code]) => code !== "slope");

  it("holds the table at a crossing: water and drain 0.40 m between walls", () => {
    expect(crossing(2.11)).toEqual([]);
    expect(crossing(2.09)).toEqual([["clearance-vertical", "A", "B"]]);
  });

  it("leaves risers out", () => {
    const service: DrawnEdge = {
      id: "B",
      points: [
        [10, 0.1, 1.5],
        [10, 0.1, 2.4],
        [10, 9, 2.4],
      ],
    };
    expect(codes([drawNetwork("water", [eastward("A", 0, 1.5)]), drawNetwork("gas", [service])])).toEqual([]);
  });

  it("judges what lies above each other by the vertical table", () => {
    const stacked = (depthM: number) =>
      codes([
        drawNetwork("water", [eastward("A", 0, 1.5)]),
        drawNetwork("gas", [eastward("B", 0.1, depthM)]),
      ]);
    expect(stacked(1.86)).toEqual([]);
    expect(stacked(1.84)).toEqual([["clearance-vertical", "A", "B"]]);
  });
});

describe("checkNetworks: cover", () => {
  const cover = (kind: UtilityKind, coverM: number, attributes = {}) =>
    codes([drawNetwork(kind, [eastward("A", 0, coverM + 0.1, { attributes })])]);

  it("holds table 4.1.1 over the outer top", () => {
    expect(cover("gas", 0.905)).toEqual([]);
    expect(cover("gas", 0.895)).toEqual([["cover", "A"]]);
    expect(cover("power", 0.55)).toEqual([]);
    expect(cover("power", 0.55, { buriedMethod: { value: "直埋" } })).toEqual([["cover", "A"]]);
  });

  it("does not count a riser that comes out of the ground", () => {
    const hydrant: DrawnEdge = {
      id: "A",
      points: [
        [0, 0, 1.5],
        [3, 0, 1.5],
        [3, 0, 0],
      ],
    };
    expect(codes([drawNetwork("water", [hydrant])])).toEqual([]);
  });
});

describe("checkNetworks: slope", () => {
  const drain = (fallM: number, more: Partial<DrawnEdge> = {}): DrawnEdge => {
    const flat = eastward("A", 0, 2, { diameterMm: 300, outerM: 0.36, ...more });
    const [start, end] = flat.points as [[number, number, number], [number, number, number]];
    return { ...flat, points: [start, [end[0], end[1], end[2] + fallM + groundFallM()]] };
  };
  /** The ground falls over these 20 m too; depths are under it. */
  const groundFallM = () => {
    const [edge] = drawNetwork("storm", [eastward("A", 0, 2)]).edges;
    return (edge?.path[1]?.[2] ?? 0) - (edge?.path[0]?.[2] ?? 0);
  };

  it("asks DN 300 concrete for 3 ‰: 60 mm over 20 m", () => {
    expect(codes([drawNetwork("sewage", [drain(0.0605)])])).toEqual([]);
    expect(codes([drawNetwork("sewage", [drain(0.055)])])).toEqual([["slope", "A"]]);
  });

  it("follows the wall, and the direction of flow", () => {
    const plastic = { attributes: { material: { value: "HDPE双壁波纹管" } } };
    expect(codes([drawNetwork("storm", [drain(0.045, plastic)])])).toEqual([]);
    const [finding] = checkNetworks([drawNetwork("sewage", [drain(-0.1)])]);
    expect(finding).toMatchObject({ code: "slope", actual: -5, required: 3, unit: "‰" });
  });

  it("asks nothing of pipes under pressure", () => {
    expect(codes([drawNetwork("sewage", [drain(0, { attributes: { flow: { value: "压力" } } })])])).toEqual(
      [],
    );
    expect(codes([drawNetwork("water", [drain(0)])])).toEqual([]);
  });
});

describe("checkNetworks: topology", () => {
  const chain = (prefix: string, ends: readonly [string, string][]): DrawnEdge[] =>
    ends.map(([from, to], i) => ({
      id: `${prefix}${i}`,
      ...{ from, to, points: [[i * 30, 0, 2] as const, [i * 30 + 25, 0, 2.5] as const] },
    }));

  it("finds a sewer that ends in a storm drain, and does not call it cut off", () => {
    const storm = drawNetwork("storm", [
      {
        ...{ id: "S", from: "Y1", to: "outfall" },
        points: [
          [0, 0, 2],
          [25, 0, 2.5],
        ],
      },
    ]);
    const outfall = { ...storm, sources: ["outfall"] };
    const sewage = drawNetwork(
      "sewage",
      [
        {
          id: "W",
          from: "house",
          to: "Y1",
          points: [
            [0, 8, 1.5],
            [0, 0.3, 2],
          ],
        },
      ],
      { foreign: ["Y1"] },
    );
    const found = codes([outfall, { ...sewage, sources: [] }]);
    expect(found).toEqual([["mixed-sewer", "W", "Y1"]]);
  });

  it("finds parts without a source, once each, with their edges", () => {
    const network = drawNetwork(
      "gas",
      chain("G", [
        ["gate", "a"],
        ["a", "b"],
        ["c", "d"],
        ["d", "e"],
        ["f", "g"],
      ]),
    );
    expect(codes([network])).toEqual([
      ["isolated", "G2", "G3"],
      ["isolated", "G4"],
    ]);
  });

  it("leaves abandoned pipes alone, which connect nothing either", () => {
    const ends: [string, string][] = [
      ["gate", "a"],
      ["a", "b"],
      ["b", "c"],
    ];
    const network = drawNetwork(
      "gas",
      chain("G", ends).map((edge, i) => (i === 1 ? { ...edge, class: "abandoned-pipe" } : edge)),
    );
    expect(codes([network])).toEqual([["isolated", "G2"]]);
    const loose = drawNetwork(
      "gas",
      chain("G", [
        ["gate", "a"],
        ["x", "y"],
      ]).map((edge, i) => (i === 1 ? { ...edge, class: "abandoned-pipe" } : edge)),
    );
    expect(codes([loose])).toEqual([]);
  });
});
