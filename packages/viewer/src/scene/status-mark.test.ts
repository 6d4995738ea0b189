import {
  BAD_QUALITY_BIT,
  OUT_OF_SERVICE_BIT,
  SHELVED_BIT,
  STALE_BIT,
  UNACKNOWLEDGED_BIT,
} from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { FIRST_ALARM_RANK, markOf } from "./status-mark.ts";

describe("markOf", () => {
  it("gives normal and unknown assets none", () => {
    expect(markOf(0)).toBeUndefined();
    expect(markOf(1)).toBeUndefined();
    expect(markOf(1 | OUT_OF_SERVICE_BIT)).toBeUndefined();
  });

  it.each([
    [2, "dot"],
    [3, "circle"],
    [4, "diamond"],
    [5, "triangle"],
    [6, "octagon"],
    // Not in use: never hide what is not understood.
    [7, "octagon"],
  ])("gives severity %i a %s", (severity, shape) => {
    expect(markOf(severity)?.shape).toBe(shape);
  });

  it("ranks alarms by severity and above everything that is not an alarm", () => {
    const ranks = [3, 4, 5, 6].map((severity) => markOf(severity)?.rank ?? -1);

    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(Math.min(...ranks)).toBe(FIRST_ALARM_RANK);
    for (const quiet of [2, 1 | STALE_BIT, 1 | BAD_QUALITY_BIT, 6 | SHELVED_BIT]) {
      expect(markOf(quiet)?.rank).toBeLessThan(FIRST_ALARM_RANK);
    }
  });

  it("shows the clock only where the asset is stale and no alarm, the question mark before the dot", () => {
    expect(markOf(1 | STALE_BIT)?.shape).toBe("clock");
    expect(markOf(STALE_BIT)?.shape).toBe("clock");
    expect(markOf(5 | STALE_BIT)?.shape).toBe("triangle");
    expect(markOf(1 | STALE_BIT | BAD_QUALITY_BIT)?.shape).toBe("clock");
    expect(markOf(2 | BAD_QUALITY_BIT)?.shape).toBe("question");
    expect(markOf(1 | STALE_BIT | OUT_OF_SERVICE_BIT)).toBeUndefined();
  });

  it("keeps a shelved alarm as a quiet mark that nobody has to acknowledge", () => {
    expect(markOf(6 | SHELVED_BIT | UNACKNOWLEDGED_BIT)).toMatchObject({
      shape: "shelved",
      isUnacknowledged: false,
    });
  });

  it("knows whether somebody has acknowledged", () => {
    expect(markOf(6 | UNACKNOWLEDGED_BIT)?.isUnacknowledged).toBe(true);
    expect(markOf(6)?.isUnacknowledged).toBe(false);
  });
});
