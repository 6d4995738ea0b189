import { randomUUID } from "node:crypto";
import { takeItems } from "./compose-message.ts";
import { type Attempt, judgeAttempt } from "./judge-attempt.ts";
import type { DatastreamDescription } from "./select-events.ts";
import { sendMessage } from "./send-message.ts";
import { signMessage } from "./signature.ts";
import { secretsOf, type WebhookRow, type WebhookSettings } from "./webhook-row.ts";
import type { WebhookStore } from "./webhook-store.ts";

/** Sends what waits, one message of a webhook at a time. */
export interface Deliverer {
  /** Something of this webhook has changed: look what is to be done. */
  wake(id: number): void;
  close(): void;
}

/** Before what the disk refused is tried again. */
const TROUBLE_PAUSE_MS = 1_000;
const NO_MESSAGE = {
  ...{
    message_id: null,
    message_type: null,
    message_items: null,
    message_body: null,
    message_attempts: null,
  },
};

/** Creates the deliverer over a store. */
export function createDeliverer(
  store: WebhookStore,
  needs: {
    describe(handle: number): DatastreamDescription | undefined;
    now(): number;
    /** From 0 to 1 (exclusive). */
    chance(): number;
    /** A receiver wants no more. */
    onGone(id: number): void;
    onUnexpected(error: unknown): void;
  },
): Deliverer {
  const { now } = needs;
  const sending = new Set<number>();
  const timers = new Map<number, NodeJS.Timeout>();
  const closing = new AbortController();

  function wake(id: number): void {
    if (sending.has(id) || closing.signal.aborted) return;
    clearTimeout(timers.get(id));
    timers.delete(id);
    try {
      goOn(id);
    } catch (error) {
      needs.onUnexpected(error);
      wakeIn(id, TROUBLE_PAUSE_MS);
    }
  }

  function wakeIn(id: number, waitMs: number): void {
    const timer = setTimeout(() => wake(id), Math.min(Math.max(waitMs, 1), 2 ** 31 - 1));
    timers.set(id, timer);
  }

  function goOn(id: number): void {
    const row = store.find(id);
    if (row?.state !== "active") return;
    const waitMs = row.next_at === null ? 0 : row.next_at - now();
    if (waitMs > 0) wakeIn(id, waitMs);
    else if (row.message_id !== null) void send(row);
    else composeAndSend(row);
  }

  function composeAndSend(row: WebhookRow): void {
    const settings = JSON.parse(row.input) as WebhookSettings;
    const waitMs = row.gap_from === null ? gatheringMs(row, settings) : 0;
    if (waitMs === undefined) return;
    if (waitMs > 0) {
      wakeIn(row.id, waitMs);
      return;
    }
    store.commit(() => (row.gap_from === null ? composeItems(row, settings) : composeGap(row)));
    const composed = store.find(row.id);
    if (composed?.message_id) void send(composed);
    // Of what nobody can name any more there was nothing to tell.
    else wakeIn(row.id, 1);
  }

  /** How long items are still gathered; undefined where there are none. */
  function gatheringMs(row: WebhookRow, { batchItems, gatherMs }: WebhookSettings): number | undefined {
    const [oldest] = store.oldest(row.id, 1);
    if (!oldest) return undefined;
    if (row.waiting >= batchItems) return 0;
    // A clock that was put back must not hold anything up for longer than was asked.
    return Math.min(oldest.from_ms + gatherMs - now(), gatherMs);
  }

  function composeItems(row: WebhookRow, { batchItems }: WebhookSettings): void {
    const entries = store.oldest(row.id, row.first_row + batchItems);
    const { items, rows, used } = takeItems(entries, row.first_row, batchItems, needs.describe);
    if (used.through !== undefined) store.removeThrough(row.id, used.through);
    store.change(row.id, { waiting: row.waiting - rows, first_row: used.firstRow });
    if (items.length > 0) compose(row, entries[0]?.kind ?? "observations", items.length, { items });
  }

  function composeGap(row: WebhookRow): void {
    const { gap_items, gap_from, gap_to } = row;
    store.change(row.id, { gap_items: null, gap_from: null, gap_to: null, gap_is_whole: 1 });
    const items = row.gap_is_whole === 1 ? gap_items : null;
    compose(row, "gap", 0, { items, from: gap_from, to: gap_to });
  }

  function compose(row: WebhookRow, type: string, items: number, data: object): void {
    const sequence = row.sequence + 1;
    const timestamp = new Date(now()).toISOString();
    store.change(row.id, {
      sequence,
      message_id: `msg_${randomUUID().replaceAll("-", "")}`,
      message_type: type,
      message_items: items,
      message_attempts: 0,
      message_body: JSON.stringify({ type, timestamp, webhook: row.id, sequence, data }),
    });
  }

  async function send(row: WebhookRow): Promise<void> {
    sending.add(row.id);
    const atMs = now();
    const { url } = JSON.parse(row.input) as WebhookSettings;
    const body = row.message_body ?? "";
    const headers = signMessage(row.message_id ?? "", atMs, body, secretsOf(row, atMs));
    const message = { url, body, headers, mayBeHere: row.owner === null };
    const attempt = await sendMessage(message, closing.signal);
    sending.delete(row.id);
    if (closing.signal.aborted) return;
    try {
      store.commit(() => note(row, attempt, atMs));
      if (attempt.reason === null) store.giveBack();
      wake(row.id);
    } catch (error) {
      needs.onUnexpected(error);
      wakeIn(row.id, TROUBLE_PAUSE_MS);
    }
  }

  function note(sent: WebhookRow, attempt: Attempt, atMs: number): void {
    const row = store.find(sent.id);
    // Removed meanwhile, or taken for gone by somebody's hand.
    if (!row || row.message_id !== sent.message_id) return;
    store.addDelivery(row.id, {
      ...{
        at: atMs,
        event: sent.message_id ?? "",
        type: sent.message_type ?? "",
        items: sent.message_items ?? 0,
      },
      ...{
        attempt: (row.message_attempts ?? 0) + 1,
        status: attempt.status,
        reason: attempt.reason,
        ms: attempt.ms,
      },
    });
    const before = { failures: row.failures, sinceMs: row.failing_since };
    const verdict = judgeAttempt(attempt, before, now(), needs.chance());
    if (verdict.kind === "delivered") {
      const healthy = { failures: 0, failing_since: null, next_at: null, last_delivered_at: now() };
      store.change(row.id, { ...NO_MESSAGE, ...healthy });
      return;
    }
    if (verdict.kind === "gone") {
      store.removeWaiting(row.id);
      const empty = {
        waiting: 0,
        first_row: 0,
        gap_items: null,
        gap_from: null,
        gap_to: null,
        gap_is_whole: 1,
      };
      const reason = "the receiver answered 410: it wants no more";
      store.change(row.id, { ...NO_MESSAGE, ...empty, state: "gone", reason, next_at: null });
      needs.onGone(row.id);
      return;
    }
    const { failures, sinceMs } = verdict.failing;
    const failing = { failures, failing_since: sinceMs, message_attempts: (row.message_attempts ?? 0) + 1 };
    if (verdict.kind === "retry") store.change(row.id, { ...failing, next_at: verdict.atMs });
    else {
      const reason = `no message could be delivered for a day: ${attempt.reason ?? "no answer"}`;
      store.change(row.id, { ...failing, state: "paused", reason, next_at: null });
    }
  }

  return {
    wake,
    close() {
      closing.abort();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
