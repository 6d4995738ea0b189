import type { Observation, ObservationInput } from "@shuicheng/shared/contracts";

/** One observation of the test: `k` is its place in its datastream; time and result follow from the two. */
export interface Cell {
  readonly stream: number;
  readonly k: number;
}

const SENT = 1;
const ACKNOWLEDGED = 2;

/** Remembers what was sent and what was acknowledged, and holds both against what a server has stored. */
export class Ledger {
  readonly #states: Uint8Array[];
  readonly #baseMs: number;

  /** @param baseMs Time of place 0, epoch ms; places are a millisecond apart. */
  constructor(streams: number, baseMs: number) {
    this.#states = Array.from({ length: streams }, () => new Uint8Array(1_024));
    this.#baseMs = baseMs;
  }

  /** The observation as it is sent. */
  itemOf({ stream, k }: Cell): ObservationInput {
    return { datastream: datastreamId(stream), time: this.#baseMs + k, result: resultOf(stream, k) };
  }

  noteSent(cells: readonly Cell[]): void {
    for (const { stream, k } of cells) {
      const states = this.#grow(stream, k);
      if (states[k] !== ACKNOWLEDGED) states[k] = SENT;
    }
  }

  noteAcknowledged(cells: readonly Cell[]): void {
    for (const { stream, k } of cells) this.#grow(stream, k)[k] = ACKNOWLEDGED;
  }

  isAcknowledged({ stream, k }: Cell): boolean {
    return this.#states[stream]?.[k] === ACKNOWLEDGED;
  }

  /**
   * What is wrong with the stored observations of one datastream: an acknowledged one missing, one stored twice
   * or with another result, one that was never sent. What was sent without an acknowledgement may be there or
   * not; from now on it has to stay as it is.
   *
   * @param fromK Only places from here on were read.
   */
  settle(stream: number, stored: readonly Observation[], fromK = 0): string[] {
    const states = this.#states[stream] as Uint8Array;
    const seen = new Uint8Array(states.length);
    const wrong: string[] = [];
    for (const { time, result, quality } of stored) {
      const k = time - this.#baseMs;
      const name = `${datastreamId(stream)} at ${k}`;
      if (!(k >= 0) || states[k] === undefined || states[k] === 0) wrong.push(`${name} was never sent`);
      else if (seen[k] === 1) wrong.push(`${name} is stored twice`);
      if (result !== resultOf(stream, k) || quality !== "good") wrong.push(`${name} is ${result} ${quality}`);
      seen[k] = 1;
    }
    for (let k = fromK; k < states.length; k++) {
      if (states[k] === ACKNOWLEDGED && seen[k] !== 1) wrong.push(`${datastreamId(stream)} at ${k} is lost`);
      if (states[k] === SENT) states[k] = seen[k] === 1 ? ACKNOWLEDGED : 0;
    }
    return wrong;
  }

  #grow(stream: number, k: number): Uint8Array {
    const states = this.#states[stream] as Uint8Array;
    if (k < states.length) return states;
    const grown = new Uint8Array(2 * k);
    grown.set(states);
    this.#states[stream] = grown;
    return grown;
  }
}

/** Id of a datastream of the test. */
export function datastreamId(stream: number): string {
  return `kill.d-${stream}`;
}

function resultOf(stream: number, k: number): number {
  return ((k * 7 + stream * 13) % 1_000) / 8;
}
