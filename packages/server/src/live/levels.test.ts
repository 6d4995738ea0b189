import { decodeLevelPatch } from "@shuicheng/shared/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLevels } from "./levels.ts";

const HANDLES = 8;

describe("createLevels", () => {
  it("[LV13] keeps every screen at what all were told, whenever it came and however values went up and down", () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("value" as const),
        handle: fc.nat(HANDLES - 1),
        result: fc.integer({ min: 0, max: 3 }),
      }),
      fc.record({ kind: fc.constant("flush" as const) }),
      fc.record({ kind: fc.constant("come" as const) }),
      fc.record({ kind: fc.constant("allGo" as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const results = Array.from({ length: HANDLES }, () => Number.NaN);
        const levels = createLevels({ resultOf: (handle) => results[handle] as number });
        let screens: Map<number, number>[] = [];
        const held = new Set<number>();
        let changed = new Set<number>();
        const tell = (screen: Map<number, number>, handles: readonly number[]) => {
          const read = decodeLevelPatch(levels.encode(handles));
          read.handles.forEach((handle, i) => void screen.set(handle, read.levels[i] as number));
        };
        const flush = () => {
          const told = levels.note([...changed]);
          changed = new Set();
          for (const screen of screens) tell(screen, told);
        };
        for (const one of steps) {
          if (one.kind === "value") {
            results[one.handle] = one.result;
            changed.add(one.handle);
            held.add(one.handle);
          } else if (one.kind === "come") {
            const screen = new Map<number, number>();
            // Of what never had a value nobody tells.
            tell(screen, [...held]);
            screens.push(screen);
          } else if (one.kind === "flush") flush();
          else {
            screens = [];
            levels.forget();
          }
        }
        flush();
        for (const screen of screens)
          for (const handle of held) expect(screen.get(handle)).toBe(results[handle]);
      }),
      { numRuns: 500 },
    );
  });

  it("[LV13] tells a datastream again only once its level is another one", () => {
    const results = [30.01, 30.01];
    const levels = createLevels({ resultOf: (handle) => results[handle] as number });
    expect(levels.note([0, 1])).toEqual([0, 1]);
    results[0] = 30.012;
    results[1] = 30.1;
    expect(levels.note([0, 1])).toEqual([1]);
  });
});
