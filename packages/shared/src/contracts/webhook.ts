import Type, { type Static } from "typebox";
import { IdentifierSchema } from "./identifier.ts";
import { SEVERITIES } from "./status.ts";

/** What a webhook can be told of. Beside them come `gap` and `test`, unasked. */
export const WEBHOOK_EVENTS = ["observations", "status", "silence"] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What can be said of an asset: its severity and, beside it, that it is stale or of bad quality. */
export const WEBHOOK_STATUSES = [...SEVERITIES, "stale", "bad-quality"] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

/** Items of one message at most. */
export const MAX_WEBHOOK_ITEMS = 1_000;
/** Webhooks of one server at most. */
export const MAX_WEBHOOKS = 100;

/** 24 to 64 bytes in base64 (Standard Webhooks: Signature scheme). */
const SecretSchema = Type.String({ pattern: "^whsec_[A-Za-z0-9+/]{32,86}={0,2}$" });

const idsOf = (maxItems: number) =>
  Type.Array(IdentifierSchema, { minItems: 1, maxItems, uniqueItems: true });

const FIELDS = {
  name: Type.String({ minLength: 1, maxLength: 128 }),
  url: Type.String({ pattern: "^https?://[^\\s]+$", maxLength: 2_048 }),
  events: Type.Array(Type.Enum([...WEBHOOK_EVENTS]), { minItems: 1, uniqueItems: true }),
};

/** Null takes a filter away. */
const FILTER_FIELDS = {
  /** What lies in one of these, is one of these or belongs to one of these; all three absent: everything. */
  layers: Type.Optional(Type.Union([idsOf(100), Type.Null()])),
  assets: Type.Optional(Type.Union([idsOf(5_000), Type.Null()])),
  datastreams: Type.Optional(Type.Union([idsOf(5_000), Type.Null()])),
  /** Of `status`: only what enters or leaves one of these. */
  statuses: Type.Optional(
    Type.Union([
      Type.Array(Type.Enum([...WEBHOOK_STATUSES]), { minItems: 1, uniqueItems: true }),
      Type.Null(),
    ]),
  ),
};

const LIMIT_FIELDS = {
  /** Items of a message at most. */
  batchItems: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_WEBHOOK_ITEMS })),
  /** How long items are gathered for a message. */
  gatherMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000 })),
  /** Items that are kept while the receiver is away; beyond it the oldest go, and a `gap` tells so. */
  waitingLimit: Type.Optional(Type.Integer({ minimum: 1_000, maximum: 1_000_000 })),
};

/** Body of `POST /api/v1/webhooks`. */
export const WebhookInputSchema = Type.Object(
  { ...FIELDS, ...FILTER_FIELDS, ...LIMIT_FIELDS, secret: Type.Optional(SecretSchema) },
  { additionalProperties: false },
);
export type WebhookInput = Static<typeof WebhookInputSchema>;

/** Body of `PATCH /api/v1/webhooks/:id`: what is absent stays. */
export const WebhookChangeSchema = Type.Object(
  {
    name: Type.Optional(FIELDS.name),
    url: Type.Optional(FIELDS.url),
    events: Type.Optional(FIELDS.events),
    ...FILTER_FIELDS,
    ...LIMIT_FIELDS,
    /** False pauses, true goes on with what was kept. */
    enabled: Type.Optional(Type.Boolean()),
    /** Gives a new secret; for `keepOldS` seconds messages are signed with the old one, too. */
    rotateSecret: Type.Optional(
      Type.Object(
        {
          secret: Type.Optional(SecretSchema),
          keepOldS: Type.Optional(Type.Integer({ minimum: 0, maximum: 604_800 })),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type WebhookChange = Static<typeof WebhookChangeSchema>;

const NullableMs = Type.Union([Type.Number(), Type.Null()]);

/** A webhook as it is kept, and how it goes. Times are epoch ms. */
export const WebhookSchema = Type.Object({
  ...FIELDS,
  ...FILTER_FIELDS,
  batchItems: Type.Integer(),
  gatherMs: Type.Integer(),
  waitingLimit: Type.Integer(),
  id: Type.Integer({ minimum: 1 }),
  /** Id of the token that made it; null: an administrator. */
  token: Type.Union([Type.Integer(), Type.Null()]),
  createdAt: Type.Number(),
  /** `gone`: the receiver answered 410; only another `url` takes it up again. */
  state: Type.Enum(["active", "paused", "gone"]),
  /** Why it is not active. */
  reason: Type.Union([Type.String(), Type.Null()]),
  /** Items that are kept and not delivered yet. */
  waiting: Type.Integer({ minimum: 0 }),
  /** Items that there was no room for since it was made; each is told in a `gap`. */
  lost: Type.Integer({ minimum: 0 }),
  /** Failed attempts in a row. */
  failures: Type.Integer({ minimum: 0 }),
  lastDeliveredAt: NullableMs,
  /** When the message that failed is tried again. */
  nextAttemptAt: NullableMs,
  /** Until when messages are signed with the old secret, too. */
  oldSecretUntil: NullableMs,
  /** Only in the answer that makes it. */
  secret: Type.Optional(SecretSchema),
});
export type Webhook = Static<typeof WebhookSchema>;

/** One attempt to deliver a message. */
export const WebhookDeliverySchema = Type.Object({
  at: Type.Number(),
  /** Its `webhook-id`, the same in every attempt. */
  event: Type.String(),
  type: Type.String(),
  items: Type.Integer({ minimum: 0 }),
  attempt: Type.Integer({ minimum: 1 }),
  /** What the receiver answered; null: nothing. */
  status: Type.Union([Type.Integer(), Type.Null()]),
  /** Why it was not delivered. */
  reason: Type.Union([Type.String(), Type.Null()]),
  ms: Type.Number(),
});
export type WebhookDelivery = Static<typeof WebhookDeliverySchema>;
