import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PatchMessage } from "../protocol/index.ts";
import { LivePosition } from "./live-position.ts";

const patch = (topic: string, from: number, seq: number, epoch = "e"): PatchMessage => ({
  kind: "status",
  topic,
  layer: "water",
  revision: 1,
  epoch,
  from,
  seq,
  body: new Uint8Array(),
});

function aSettledPosition(seq = 10): LivePosition {
  const position = new LivePosition();
  position.beginSubscribe();
  position.acceptSnapshot({ epoch: "e", seq });
  position.acceptAnswer({ epoch: "e", seq, resumed: false, unknown: [] });
  return position;
}

describe("LivePosition", () => {
  it("has nothing to resume from before the first snapshot", () => {
    const position = new LivePosition();
    expect(position.since).toBeUndefined();
    expect(position.acceptPatch(patch("water", 0, 1))).toBe("early");
    expect(position.acceptTick({ epoch: "e", seq: 1 })).toBe("early");
  });

  it("applies a patch that begins at or before its place, and passes over one that ends there", () => {
    const position = aSettledPosition(10);
    expect(position.acceptPatch(patch("water", 10, 12))).toBe("apply");
    expect(position.acceptPatch(patch("water", 8, 12))).toBe("old");
    expect(position.acceptPatch(patch("water", 11, 15))).toBe("apply");
  });

  it("asks to resync when something between is missing, and then no tick moves it", () => {
    const position = aSettledPosition(10);
    expect(position.acceptPatch(patch("water", 11, 12))).toBe("resync");
    expect(position.isSettled).toBe(false);
    expect(position.acceptTick({ epoch: "e", seq: 20 })).toBe("early");
    expect(position.since).toEqual({ epoch: "e", seq: 10 });
  });

  it("keeps topics apart: what is news for one may be a gap for another", () => {
    const position = aSettledPosition(10);
    expect(position.acceptPatch(patch("water@1_1", 10, 14))).toBe("apply");
    expect(position.acceptPatch(patch("water@1_2", 12, 14))).toBe("resync");
  });

  it("resumes from the place that every topic has reached", () => {
    const position = aSettledPosition(10);
    position.acceptPatch(patch("water", 10, 14));
    expect(position.since).toEqual({ epoch: "e", seq: 10 });
    position.acceptTick({ epoch: "e", seq: 15 });
    expect(position.since).toEqual({ epoch: "e", seq: 15 });
  });

  it("does not let a tick of the subscription before vouch for the new one", () => {
    const position = aSettledPosition(10);
    position.beginSubscribe();
    expect(position.acceptTick({ epoch: "e", seq: 20 })).toBe("early");
    position.acceptAnswer({ epoch: "e", seq: 20, resumed: true, unknown: [] });
    expect(position.acceptPatch(patch("water", 10, 20))).toBe("apply");
    expect(position.acceptTick({ epoch: "e", seq: 20 })).toBe("apply");
  });

  it("goes back with a snapshot of an earlier place, as after a restore", () => {
    const position = aSettledPosition(10);
    position.acceptPatch(patch("water", 10, 14));
    position.acceptSnapshot({ epoch: "restored", seq: 3 });
    expect(position.acceptPatch(patch("water", 3, 5, "restored"))).toBe("apply");
  });

  it("waits for the snapshot when the answer comes first", () => {
    const position = aSettledPosition(10);
    position.beginSubscribe();
    position.acceptAnswer({ epoch: "e", seq: 30, resumed: false, unknown: [] });
    expect(position.isSettled).toBe(false);
    position.acceptSnapshot({ epoch: "e", seq: 30 });
    expect(position.isSettled).toBe(true);
  });

  it("resyncs when the data folder has another epoch", () => {
    expect(aSettledPosition().acceptPatch(patch("water", 10, 12, "restored"))).toBe("resync");
    expect(aSettledPosition().acceptTick({ epoch: "restored", seq: 12 })).toBe("resync");
    const position = aSettledPosition();
    position.beginSubscribe();
    expect(position.acceptAnswer({ epoch: "restored", seq: 3, resumed: true, unknown: [] })).toBe("resync");
  });

  it("equals the server's state whenever a tick finds it settled, whatever is cut, merged or repeated", () => {
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 100, size: "max" }),
        fc.boolean(),
        (operations, snapshotFirst) => {
          const world = new World(snapshotFirst);
          world.connect();
          for (const step of operations) world.take(step);
          world.connect();
          world.settle();
          expect(world.screen).toEqual(world.truth);
        },
      ),
      { numRuns: 300 },
    );
  });
});

const TOPICS = ["a", "b", "values"] as const;
type Topic = (typeof TOPICS)[number];
type Operation =
  | { readonly kind: "change"; readonly topic: Topic; readonly key: number; readonly value: number }
  | { readonly kind: "flush" | "repeat" | "skip"; readonly topic: Topic }
  | { readonly kind: "tick" | "break" | "connect" | "answer" | "restore" };

const topic = fc.constantFrom(...TOPICS);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constant("change" as const), topic, key: fc.nat(1), value: fc.nat(9) }),
  },
  { weight: 12, arbitrary: fc.record({ kind: fc.constantFrom("flush" as const, "repeat" as const), topic }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom("tick" as const, "answer" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("skip" as const), topic }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("break" as const, "connect" as const, "restore" as const) }),
  },
);

interface Change {
  readonly topic: Topic;
  readonly key: number;
  readonly value: number;
}

/** A naive server that keeps its whole log, the wire as a queue of closures, and a screen that obeys `LivePosition`. */
class World {
  readonly position = new LivePosition();
  screen: Record<string, number> = {};
  #log: Change[] = [];
  #epoch = 1;
  #isConnected = false;
  #sent: Record<Topic, number> | undefined;
  #delivered: { topic: Topic; deliver: () => void }[] = [];
  #answers: (() => void)[] = [];
  readonly #snapshotFirst: boolean;

  constructor(snapshotFirst: boolean) {
    this.#snapshotFirst = snapshotFirst;
  }

  get truth(): Record<string, number> {
    return Object.fromEntries(this.#log.map(({ topic, key, value }) => [`${topic} ${key}`, value]));
  }

  take(step: Operation): void {
    if (step.kind === "change") this.#log.push(step);
    else if (step.kind === "flush") this.#flush(step.topic);
    else if (step.kind === "repeat") this.#delivered.find(({ topic }) => topic === step.topic)?.deliver();
    else if (step.kind === "skip") this.#skip(step.topic);
    else if (step.kind === "tick") this.#tick();
    else if (step.kind === "break") this.#break();
    else if (step.kind === "connect") this.connect();
    else if (step.kind === "answer") this.#answers.shift()?.();
    else this.#restore();
  }

  /** Answers everything and ticks until nothing is asked any more. */
  settle(): void {
    for (let round = 0; round < 5; round++) {
      while (this.#answers.length > 0) this.#answers.shift()?.();
      this.#tick();
    }
    expect(this.position.isSettled).toBe(true);
  }

  connect(): void {
    this.#isConnected = true;
    this.#subscribe();
  }

  #subscribe(): void {
    const since = this.position.since;
    this.position.beginSubscribe();
    this.#answers = [() => this.#onSubscribe(since)];
  }

  #onSubscribe(since: { epoch: string; seq: number } | undefined): void {
    const seq = this.#log.length;
    const epoch = String(this.#epoch);
    const resumed = since?.epoch === epoch;
    const from = resumed ? since.seq : seq;
    this.#sent = { a: from, b: from, values: from };
    const answer = () => this.#obey(this.position.acceptAnswer({ epoch, seq, resumed, unknown: [] }));
    if (resumed) {
      answer();
      return;
    }
    const snapshot = () => {
      this.position.acceptSnapshot({ epoch, seq });
      this.screen = this.truth;
    };
    for (const send of this.#snapshotFirst ? [snapshot, answer] : [answer, snapshot]) send();
  }

  #flush(topic: Topic): void {
    if (!this.#isConnected || this.#sent === undefined) return;
    const from = this.#sent[topic];
    const seq = this.#log.length;
    if (seq === from) return;
    this.#sent[topic] = seq;
    const changes = this.#log.slice(from).filter((change) => change.topic === topic);
    const deliver = () => this.#onPatch(topic, String(epoch), from, seq, changes);
    const epoch = this.#epoch;
    this.#delivered.push({ topic, deliver });
    deliver();
  }

  /** A server that lost a patch: the next one of the topic must be seen to leave a gap. */
  #skip(topic: Topic): void {
    if (!this.#isConnected || this.#sent === undefined || !this.position.isSettled) return;
    this.#flush(topic);
    this.#log.push({ topic, key: 0, value: 99 });
    this.#sent[topic] = this.#log.length;
    this.#log.push({ topic, key: 1, value: 98 });
    this.#flush(topic);
    expect(this.position.isSettled).toBe(false);
  }

  #onPatch(topic: Topic, epoch: string, from: number, seq: number, changes: Change[]): void {
    const span = { epoch, from, seq };
    const message: PatchMessage =
      topic === "values" ? { kind: "values", ...span, values: [] } : { ...patch(topic, from, seq, epoch) };
    const verdict = this.position.acceptPatch(message);
    if (verdict === "apply") for (const { key, value } of changes) this.screen[`${topic} ${key}`] = value;
    this.#obey(verdict);
  }

  #tick(): void {
    if (!this.#isConnected) return;
    // Before the subscription is heard a tick comes without patches.
    for (const topic of TOPICS) this.#flush(topic);
    const wasSettled = this.position.isSettled;
    this.#obey(this.position.acceptTick({ epoch: String(this.#epoch), seq: this.#log.length }));
    if (wasSettled && this.position.isSettled) expect(this.screen).toEqual(this.truth);
  }

  #obey(verdict: string): void {
    if (verdict === "resync" && this.#answers.length === 0) this.#subscribe();
  }

  #break(): void {
    this.#isConnected = false;
    this.#sent = undefined;
    this.#delivered = [];
    this.#answers = [];
  }

  /** A backup comes back: the log is shorter and its epoch another; every connection is gone. */
  #restore(): void {
    this.#break();
    this.#epoch++;
    this.#log = this.#log.slice(0, this.#log.length >> 1);
  }
}
