import type { DatastreamHealth } from "@shuicheng/shared/contracts";
import { expect, it } from "vitest";
import { judgeHealth } from "./judge-health.ts";

const QUIET: DatastreamHealth = {
  ...{ id: "p", name: "p", expectedIntervalMs: 60_000, newestTime: 1, clockSkewMs: 200, silent: false },
  ...{ accepted: 1_000, duplicates: 0, late: 0, outOfRange: 0, rejected: 0, lastArrival: 1 },
  ...{ perSecondMinute: 0, perSecondHour: 0 },
};

it("finds nothing in a datastream that runs, and a stray duplicate is nothing", () => {
  expect(judgeHealth(QUIET)).toEqual([]);
  expect(judgeHealth({ ...QUIET, duplicates: 3 })).toEqual([]);
});

it("names everything that is wrong, the worst first", () => {
  const bad = {
    ...QUIET,
    silent: true,
    clockSkewMs: -61_000,
    rejected: 20,
    late: 20,
    duplicates: 20,
    outOfRange: 20,
  };
  expect(judgeHealth(bad)).toEqual(["silent", "skewed", "rejected", "late", "duplicates", "outOfRange"]);
  expect(judgeHealth({ ...QUIET, accepted: 0, rejected: 1 })).toEqual(["rejected"]);
});
