import type { Webhook, WebhookInput } from "@shuicheng/shared/contracts";

/** What a webhook was asked to be, with what was not said filled in. */
export type WebhookSettings = Omit<WebhookInput, "secret"> &
  Required<Pick<WebhookInput, "batchItems" | "gatherMs" | "waitingLimit">>;

/** A row of the table `webhook`. */
export interface WebhookRow {
  readonly id: number;
  readonly owner: number | null;
  readonly input: string;
  readonly created_at: number;
  readonly secret: string;
  readonly old_secret: string | null;
  readonly old_secret_until: number | null;
  readonly state: Webhook["state"];
  readonly reason: string | null;
  readonly failures: number;
  readonly failing_since: number | null;
  readonly next_at: number | null;
  readonly last_delivered_at: number | null;
  readonly sequence: number;
  readonly first_row: number;
  readonly waiting: number;
  readonly lost: number;
  readonly gap_items: number | null;
  readonly gap_from: number | null;
  readonly gap_to: number | null;
  readonly gap_is_whole: number;
  readonly message_id: string | null;
  readonly message_type: string | null;
  readonly message_items: number | null;
  readonly message_body: string | null;
  readonly message_attempts: number | null;
}

/** What an entry holds: packed rows of observations, or items as JSON. */
export type EntryKind = "observations" | "status" | "silence";

/** A row of the table `entry`. */
export interface EntryRow {
  readonly id: number;
  readonly kind: EntryKind;
  readonly n: number;
  readonly from_ms: number;
  readonly to_ms: number;
  readonly body: Uint8Array;
}

const DEFAULTS = { batchItems: 500, gatherMs: 200, waitingLimit: 1_000_000 };

/** Fills in what was not said, and leaves out filters that were taken away. */
export function settingsOf({ secret: _secret, ...input }: WebhookInput): WebhookSettings {
  const said = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  return { ...DEFAULTS, ...Object.fromEntries(said) } as WebhookSettings;
}

/** A webhook as its owner sees it: without its secret. */
export function webhookOf(row: WebhookRow, nowMs: number): Webhook {
  const isOldValid = row.old_secret !== null && (row.old_secret_until ?? 0) > nowMs;
  return {
    ...(JSON.parse(row.input) as WebhookSettings),
    id: row.id,
    token: row.owner,
    createdAt: row.created_at,
    state: row.state,
    reason: row.reason,
    waiting: row.waiting + (row.message_items ?? 0),
    lost: row.lost,
    failures: row.failures,
    lastDeliveredAt: row.last_delivered_at,
    nextAttemptAt: row.state === "active" ? row.next_at : null,
    oldSecretUntil: isOldValid ? row.old_secret_until : null,
  };
}

/** Secrets that messages are signed with now. */
export function secretsOf(row: WebhookRow, nowMs: number): readonly string[] {
  const isOldValid = row.old_secret !== null && (row.old_secret_until ?? 0) > nowMs;
  return isOldValid ? [row.secret, row.old_secret as string] : [row.secret];
}
