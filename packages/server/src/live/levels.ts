import { encodeLevel, encodeLevelPatch } from "@shuicheng/shared/protocol";

/** What levels are read from. */
export interface LevelsNeeds {
  /** Latest result of a datastream; NaN where there is none, where it is bad, and where the datastream is gone. */
  resultOf(handle: number): number;
}

/** What screens that follow levels have been told of each datastream: one state for all of them. */
export interface Levels {
  /** Takes results that may have changed. Answers the datastreams whose level is another one: all screens are told of them now. */
  note(handles: readonly number[]): number[];
  /** Body with what was told of these, for a screen that comes or has been away. @param handles In any order, each once. */
  encode(handles: readonly number[]): Uint8Array;
  /** Forgets all, once nobody follows levels: what changes from here on is noted by nobody. */
  forget(): void;
}

/** No level of a result. */
const UNTOLD = 0xffff;

/**
 * Levels are results to three digits: what a wall can show of every value without being told of each. A datastream is told again
 * once its level is another one.
 */
export function createLevels(needs: LevelsNeeds): Levels {
  let told = new Uint16Array(0);

  function grow(length: number): void {
    const larger = new Uint16Array(length).fill(UNTOLD);
    larger.set(told);
    told = larger;
  }

  return {
    note(handles) {
      const changed: number[] = [];
      for (const handle of handles) {
        if (handle >= told.length) grow(Math.max(1_024, 2 * handle));
        const level = encodeLevel(needs.resultOf(handle));
        if (level === told[handle]) continue;
        told[handle] = level;
        changed.push(handle);
      }
      return changed;
    },
    encode(handles) {
      const sorted = Uint32Array.from(handles).sort();
      const levels = Uint16Array.from(sorted, (handle) => {
        // What was told, be there a newer one by now: that one is told to all at once. What nobody was told of yet stays so.
        const known = told[handle] ?? UNTOLD;
        return known === UNTOLD ? encodeLevel(needs.resultOf(handle)) : known;
      });
      return encodeLevelPatch(sorted, levels);
    },
    forget() {
      told.fill(UNTOLD);
    },
  };
}
