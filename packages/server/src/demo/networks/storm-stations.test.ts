import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STREET_SECTIONS } from "../model/index.ts";
import type { MainRun } from "./mains.ts";
import { SERVICE_SLOTS_M, SERVICE_WINDOW_M } from "./service-place.ts";
import { stormStations } from "./storm-stations.ts";

const runOf = (roadClass: MainRun["roadClass"], lengthM: number): MainRun => ({
  ...{
    street: 0,
    roadClass,
    from: 0,
    to: 1,
    offsetM: STREET_SECTIONS[roadClass].mains.storm ?? 0,
    dipsM: [],
  },
  ...{
    path: [
      [0, 0],
      [lengthM, 0],
    ],
    stationsM: [0, lengthM],
  },
});

/** Chainages of leads, at least a window apart, within a street. */
const street = fc
  .record({
    lengthM: fc.integer({ min: 60, max: 700 }),
    gaps: fc.array(fc.double({ min: 0, max: 60, noNaN: true })),
  })
  .map(({ lengthM, gaps }) => {
    const leads: number[] = [];
    let atM = 30;
    for (const gapM of gaps) {
      atM += SERVICE_WINDOW_M + gapM;
      if (atM < lengthM - 30) leads.push(atM);
    }
    return { lengthM, leads };
  });

describe("stormStations", () => {
  it("leaves no piece of drain longer than 70 m", () => {
    fc.assert(
      fc.property(street, fc.constantFrom("arterial", "local"), ({ lengthM, leads }, roadClass) => {
        const run = runOf(roadClass, lengthM);
        const stations = stormStations({ run, isForward: true, startM: 0, endM: lengthM }, leads, [
          20,
          lengthM - 20,
        ]);
        const stops = [0, ...stations.map(({ stationM }) => stationM), lengthM];
        stops.slice(1).forEach((stop, i) => {
          expect(stop - stops[i]!).toBeGreaterThan(0);
          expect(stop - stops[i]!).toBeLessThanOrEqual(70 + 1e-9);
        });
      }),
    );
  });

  it("puts gullies where no connection of another utility lies: in a lead's storm slot or a window away from all", () => {
    fc.assert(
      fc.property(street, ({ lengthM, leads }) => {
        const run = runOf("collector", lengthM);
        const drain = { run, isForward: true, startM: 0, endM: lengthM };
        for (const { stationM, hasGullies } of stormStations(drain, leads, [20, lengthM - 20])) {
          if (!hasGullies) continue;
          const middleM = stationM - SERVICE_SLOTS_M.storm;
          const nearestM = Math.min(...leads.map((lead) => Math.abs(lead - middleM)));
          expect(nearestM < 1e-9 || nearestM >= SERVICE_WINDOW_M - 1e-9).toBe(true);
        }
      }),
    );
  });

  it("gives lanes no gullies: their manholes have grates", () => {
    const drain = { run: runOf("lane", 300), isForward: true, startM: 0, endM: 300 };
    expect(stormStations(drain, [60, 120], [20, 280]).some(({ hasGullies }) => hasGullies)).toBe(false);
  });
});
