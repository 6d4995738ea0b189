import type { IngestClient } from "@shuicheng/shared/client";
import type { ObservationInput, Rejection } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";

/** Batches that may wait for their acknowledgement before the reader of a file pauses. */
const MOST_OPEN = 16;

/** Counts what became of every observation that was sent. */
export class Tally {
  sent = 0;
  accepted = 0;
  duplicates = 0;
  readonly rejectedByCode = new Map<string, number>();
  /** The first rejection, in words: enough to see what is wrong. */
  firstRejection: Rejection | undefined;
  readonly #open = new Set<Promise<void>>();
  #failure: unknown;

  /** Sends a batch; comes back before its acknowledgement unless too many are open. */
  async push(client: IngestClient, items: readonly ObservationInput[]): Promise<void> {
    this.sent += items.length;
    const delivery = client
      .push(items)
      .then((answer) => this.#count(answer))
      .catch((cause: unknown) => {
        this.#failure ??= cause;
      })
      .finally(() => this.#open.delete(delivery));
    this.#open.add(delivery);
    if (this.#open.size >= MOST_OPEN) await Promise.race(this.#open);
    this.#throwFailure();
  }

  /** Waits for every acknowledgement. @throws {Fault} when a whole batch was refused. */
  async settle(): Promise<void> {
    await Promise.all(this.#open);
    this.#throwFailure();
  }

  get rejected(): number {
    return [...this.rejectedByCode.values()].reduce((sum, count) => sum + count, 0);
  }

  /** One line for a person: counts, and rejections by code. */
  toString(): string {
    const counts = `sent ${this.sent}, accepted ${this.accepted}, duplicates ${this.duplicates}, rejected ${this.rejected}`;
    if (this.rejected === 0) return counts;
    const codes = [...this.rejectedByCode].map(([code, count]) => `${code} ${count}`);
    return `${counts} (${codes.join(", ")}; first: ${this.firstRejection?.message})`;
  }

  #count(answer: { accepted: number; duplicates: number; rejected: readonly Rejection[] }): void {
    this.accepted += answer.accepted;
    this.duplicates += answer.duplicates;
    this.firstRejection ??= answer.rejected[0];
    for (const { code } of answer.rejected) {
      this.rejectedByCode.set(code, (this.rejectedByCode.get(code) ?? 0) + 1);
    }
  }

  #throwFailure(): void {
    if (this.#failure === undefined) return;
    if (this.#failure instanceof Fault) throw this.#failure;
    throw new Fault("internal/unexpected", String(this.#failure), {}, { cause: this.#failure });
  }
}
