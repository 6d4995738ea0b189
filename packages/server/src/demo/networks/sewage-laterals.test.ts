import { describe, expect, it } from "vitest";
import { DEPTH_LEVELS, groundAtM } from "../model/index.ts";
import { fixtureTown } from "./fixture-town.ts";
import { createObstacleIndex } from "./gravity-crossings.ts";
import { layMains, type MainRun } from "./mains.ts";
import { describeStreets } from "./pressure-streets.ts";
import { type LateralPlan, lateralInverts, planLateral } from "./sewage-laterals.ts";

const town = fixtureTown();
const mains = layMains(town, "sewage");
const groups = describeStreets(town).flatMap((facts) => facts.groups);
const plan = (group: (typeof groups)[number], storm = createObstacleIndex()) =>
  planLateral(town, mains.runs[group.lead.street] as MainRun, group, storm) as LateralPlan;

describe("planLateral", () => {
  it("begins below the level of services where nothing is in the way", () => {
    for (const group of groups) {
      const { start, startSoffitM, endSoffitM, lengthM } = plan(group);
      const depthM = groundAtM(start) - startSoffitM;
      expect(depthM).toBeGreaterThan(DEPTH_LEVELS.stormTopM);
      expect(depthM).toBeLessThan(DEPTH_LEVELS.stormTopM + 0.1);
      expect((startSoffitM - endSoffitM) / lengthM).toBeGreaterThanOrEqual(0.002);
    }
  });

  it("passes below a storm drain in its way, by the gap at least", () => {
    const group = groups.find(({ lead }) => lead.side === "left")!;
    const free = plan(group);
    const storm = createObstacleIndex();
    const [x, y] = [(free.start[0] + free.end[0]) / 2, (free.start[1] + free.end[1]) / 2];
    const across = [free.end[1] - free.start[1], free.start[0] - free.end[0]] as const;
    const axisM = groundAtM(free.start) - 5;
    storm.add({
      a: [x - across[0], y - across[1], axisM],
      b: [x + across[0], y + across[1], axisM],
      halfHeightM: 0.5,
    });
    const { startSoffitM, endSoffitM, size } = plan(group, storm);
    const topBelowM = (startSoffitM + endSoffitM) / 2 + (size.outerM - size.innerM) / 2;
    expect(axisM - 0.5 - topBelowM).toBeGreaterThanOrEqual(DEPTH_LEVELS.drainGapM);
    expect(startSoffitM).toBeLessThan(free.startSoffitM);
  });
});

describe("lateralInverts", () => {
  const lateral = plan(groups[0]!);

  it("falls to the main's soffit", () => {
    const mainSoffitM = lateral.startSoffitM - 0.03 * lateral.lengthM;
    const { startM, endM, slope } = lateralInverts(lateral, mainSoffitM);
    expect(endM + lateral.size.innerM).toBeCloseTo(mainSoffitM, 9);
    expect((startM - endM) / lateral.lengthM).toBeCloseTo(slope, 9);
  });

  it("leaves the rest of a deep fall to the manhole", () => {
    expect(lateralInverts(lateral, lateral.startSoffitM - 10).slope).toBe(0.05);
  });
});
