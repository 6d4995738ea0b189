import type { LogPosition, PatchMessage, SubscribeAnswer } from "../protocol/index.ts";

/**
 * What to do with a message: `apply` it, pass over an `old` one whose news is already here, or ask the server
 * to `resync` because something between is missing. `early` came before there was anything to apply it to.
 */
export type Verdict = "apply" | "old" | "resync" | "early";

/**
 * Where a screen stands in the log, topic by topic; pure bookkeeping without sockets or clocks.
 *
 * A snapshot sets the position of every topic, a patch that of its own topic, a tick that of all topics again
 * (the server sent everything before it). Between a `subscribe` and its outcome ticks move nothing: they may
 * still speak of the subscription before, and believing them would lose what the new one has yet to bring.
 */
export class LivePosition {
  #epoch: string | undefined;
  /** Everything up to here is applied, for every topic. */
  #seq = 0;
  /** Topics that are further than `#seq`. */
  readonly #ahead = new Map<string, number>();
  #awaits: "nothing" | "answer" | "snapshot" = "nothing";
  #hasSnapshotSinceSubscribe = false;

  /** What to send as `since`: the position all topics have reached; undefined before the first snapshot. */
  get since(): LogPosition | undefined {
    return this.#epoch === undefined ? undefined : { epoch: this.#epoch, seq: this.#seq };
  }

  /** Whether the last `subscribe` has had its outcome, so that the screen shows what it asked for. */
  get isSettled(): boolean {
    return this.#epoch !== undefined && this.#awaits === "nothing";
  }

  /** A `subscribe` goes out. */
  beginSubscribe(): void {
    this.#awaits = "answer";
    this.#hasSnapshotSinceSubscribe = false;
  }

  /** It was refused: the subscription before it goes on as if nothing had been asked. */
  abandonSubscribe(): void {
    this.#awaits = "nothing";
  }

  /** The answer to it came: `resync` when it claims to resume a life of the data folder that is not ours. */
  acceptAnswer(answer: Extract<SubscribeAnswer, LogPosition>): Verdict {
    if (answer.resumed) {
      if (answer.epoch !== this.#epoch) return this.#fall();
      this.#awaits = "nothing";
      return "apply";
    }
    // The snapshot may come before the answer or after it.
    this.#awaits = this.#hasSnapshotSinceSubscribe ? "nothing" : "snapshot";
    return "apply";
  }

  /** A snapshot replaces everything. */
  acceptSnapshot(position: LogPosition): void {
    this.#epoch = position.epoch;
    this.#seq = position.seq;
    this.#ahead.clear();
    this.#hasSnapshotSinceSubscribe = true;
    if (this.#awaits === "snapshot") this.#awaits = "nothing";
  }

  /** Judges a patch and, when it is to be applied, moves its topic. */
  acceptPatch(patch: PatchMessage): Verdict {
    if (this.#epoch === undefined) return "early";
    if (patch.epoch !== this.#epoch) return this.#fall();
    const topic = patch.kind === "status" ? `status ${patch.topic}` : "values";
    const reached = Math.max(this.#seq, this.#ahead.get(topic) ?? 0);
    if (patch.from > reached) return this.#fall();
    // States are absolute: an old one would turn the screen back.
    if (patch.seq <= reached) return "old";
    this.#ahead.set(topic, patch.seq);
    return "apply";
  }

  /** A tick says that every patch up to its position was sent before it. */
  acceptTick(tick: LogPosition): Verdict {
    if (!this.isSettled) return "early";
    if (tick.epoch !== this.#epoch) return this.#fall();
    if (tick.seq <= this.#seq) return "old";
    this.#seq = tick.seq;
    for (const [topic, seq] of this.#ahead) if (seq <= tick.seq) this.#ahead.delete(topic);
    return "apply";
  }

  /** Something is missing: until a new `subscribe` has its outcome no tick may vouch for us. */
  #fall(): Verdict {
    if (this.#awaits === "nothing") this.#awaits = "answer";
    return "resync";
  }
}
