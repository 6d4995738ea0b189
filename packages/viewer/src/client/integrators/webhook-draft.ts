import {
  type Webhook,
  type WebhookEvent,
  type WebhookInput,
  WebhookInputSchema,
  type WebhookStatus,
} from "@shuicheng/shared/contracts";
import { findInputErrors, type InputError, MISSING } from "./input-errors.ts";
import { linesOf, readNumber } from "./read-text.ts";

/** A webhook while it is being written; long lists are text, one id a line, as they are pasted. */
export interface WebhookDraft {
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly layers: readonly string[];
  readonly assets: string;
  readonly datastreams: string;
  readonly statuses: readonly WebhookStatus[];
  readonly batchItems: string;
  readonly gatherMs: string;
  readonly waitingLimit: string;
}

/** A webhook to begin with: everything that is committed, as the server would gather it. */
export function buildWebhookDraft(): WebhookDraft {
  return {
    ...{ name: "", url: "", events: ["observations"], layers: [], assets: "", datastreams: "", statuses: [] },
    ...{ batchItems: "500", gatherMs: "200", waitingLimit: "1000000" },
  };
}

/** A webhook as a person changes it. */
export function draftOfWebhook(webhook: Webhook): WebhookDraft {
  const { name, url, events, layers, assets, datastreams, statuses } = webhook;
  return {
    ...{ name, url, events, layers: layers ?? [], statuses: statuses ?? [] },
    assets: (assets ?? []).join("\n"),
    datastreams: (datastreams ?? []).join("\n"),
    batchItems: String(webhook.batchItems),
    gatherMs: String(webhook.gatherMs),
    waitingLimit: String(webhook.waitingLimit),
  };
}

/** What is sent, and what is wrong with it by field. An empty filter is sent as null, which takes away what was there. */
export function readWebhookDraft(draft: WebhookDraft): {
  readonly input: WebhookInput;
  readonly errors: readonly InputError[];
} {
  const input: WebhookInput = {
    name: draft.name.trim(),
    url: draft.url.trim(),
    events: [...draft.events],
    layers: filterOf(draft.layers),
    assets: filterOf(linesOf(draft.assets)),
    datastreams: filterOf(linesOf(draft.datastreams)),
    statuses: draft.events.includes("status") ? filterOf(draft.statuses) : null,
    batchItems: readNumber(draft.batchItems),
    gatherMs: readNumber(draft.gatherMs),
    waitingLimit: readNumber(draft.waitingLimit),
  };
  const ofUrl = input.url === "" ? [{ pointer: "/url", message: MISSING }] : [];
  return { input, errors: [...ofUrl, ...findInputErrors(WebhookInputSchema, input)] };
}

const filterOf = <T>(chosen: readonly T[]): T[] | null => (chosen.length === 0 ? null : [...chosen]);
