import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyLinkEvent, buildLinkState, type LinkEvent, type LinkState } from "./link-state.ts";

const ERROR = { code: "disconnected", message: "transport close" };
const tick = (serverTime: number, settled = true): LinkEvent => ({
  kind: "tick",
  tick: { epoch: "e", seq: 7, serverTime },
  settled,
});
const closed: LinkEvent = { kind: "closed", attempts: 0, nextAttemptAt: 5_500, error: ERROR };

/** Feeds events with their times and answers the last state. */
function stateAfter(...steps: [atMs: number, event: LinkEvent][]): LinkState {
  return steps.reduce((state, [atMs, event]) => applyLinkEvent(state, event, atMs), buildLinkState(0));
}

describe("applyLinkEvent", () => {
  it("is live from the first tick that finds the subscription settled", () => {
    expect(stateAfter([10, { kind: "opened" }]).phase).toBe("connecting");
    expect(stateAfter([10, { kind: "opened" }], [20, tick(20, false)]).phase).toBe("connecting");
    expect(stateAfter([10, { kind: "opened" }], [20, tick(20)])).toMatchObject({ phase: "live", since: 20 });
  });

  it("is lost three seconds after the last tick while the socket still claims to be open", () => {
    expect(stateAfter([1_000, tick(1_000)], [3_999, { kind: "watch" }]).phase).toBe("live");
    expect(stateAfter([1_000, tick(1_000)], [4_000, { kind: "watch" }])).toMatchObject({
      phase: "lost",
      since: 4_000,
    });
  });

  it("is lost at once when the socket closes, tells the next attempt, and is live again by a tick only", () => {
    const lost = stateAfter([1_000, tick(1_000)], [5_000, closed]);
    expect(lost).toMatchObject({ phase: "lost", since: 5_000, nextAttemptAt: 5_500, error: ERROR });
    const opened = applyLinkEvent(lost, { kind: "opened" }, 6_000);
    expect(opened).toMatchObject({ phase: "lost", since: 5_000, nextAttemptAt: null });
    expect(applyLinkEvent(opened, tick(6_100, false), 6_100).phase).toBe("lost");
    expect(applyLinkEvent(opened, tick(6_100), 6_100)).toMatchObject({
      phase: "live",
      since: 6_100,
      error: null,
    });
  });

  it("stays connecting while nothing ever came", () => {
    const failed: LinkEvent = { kind: "failed", attempts: 3, nextAttemptAt: 9_000, error: ERROR };
    expect(stateAfter([100, failed])).toMatchObject({
      phase: "connecting",
      since: 0,
      attempts: 3,
      nextAttemptAt: 9_000,
    });
  });

  it("is refused without a next attempt, until a person lets it try again", () => {
    const error = { code: "access/unauthenticated", message: "no session" };
    const refused = stateAfter([50, { kind: "refused", attempts: 1, nextAttemptAt: null, error }]);
    expect(refused).toMatchObject({ phase: "refused", since: 50, nextAttemptAt: null, error });
    expect(applyLinkEvent(refused, { kind: "opened" }, 80).phase).toBe("connecting");
  });

  it("takes the least delayed tick for the server's clock", () => {
    // The server is 100 ms ahead; ticks take 5, 40 and 2 ms.
    const state = stateAfter([1_005, tick(1_100)], [2_040, tick(2_100)], [3_002, tick(3_100)]);
    expect(state.serverClockOffsetMs).toBe(98);
  });

  it("follows a clock that was set back by an hour", () => {
    expect(stateAfter([1_000, tick(1_000)], [2_000, tick(2_000 - 3_600_000)]).serverClockOffsetMs).toBe(
      -3_600_000,
    );
  });

  it("is never live without a settled tick of the last three seconds and a bit of watching", () => {
    const step = fc.record({
      waitMs: fc.integer({ min: 0, max: 250 }),
      event: fc.constantFrom<LinkEvent | "settled" | "unsettled">(
        closed,
        { kind: "opened" },
        "settled",
        "unsettled",
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        let now = 0;
        let state = buildLinkState(0);
        let settledAt = Number.NEGATIVE_INFINITY;
        let isDown = true;
        for (const { waitMs, event } of steps) {
          now += waitMs;
          state = applyLinkEvent(state, { kind: "watch" }, now);
          const next = event === "settled" || event === "unsettled" ? tick(now, event === "settled") : event;
          state = applyLinkEvent(state, next, now);
          if (event === "settled") [settledAt, isDown] = [now, false];
          else if (next.kind === "closed") isDown = true;
          const heardAt = state.lastTick?.receivedAt ?? Number.NEGATIVE_INFINITY;
          expect(state.phase === "live").toBe(
            !isDown && now - heardAt < 3_000 && settledAt > Number.NEGATIVE_INFINITY,
          );
        }
      }),
    );
  });
});
