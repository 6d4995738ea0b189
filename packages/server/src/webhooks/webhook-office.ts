import { randomUUID } from "node:crypto";
import {
  MAX_WEBHOOKS,
  type Webhook,
  type WebhookChange,
  type WebhookDelivery,
  type WebhookEvent,
  type WebhookInput,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { createDeliverer } from "./deliver.ts";
import {
  type AssetDescription,
  createEventSelector,
  type DatastreamDescription,
  type EventSelector,
  statusesOf,
} from "./select-events.ts";
import type { SignedMessage } from "./send-message.ts";
import { buildSecret, signMessage } from "./signature.ts";
import { createLogTaker, type LogFollower, type Taken } from "./take-log.ts";
import { secretsOf, settingsOf, type WebhookRow, type WebhookSettings, webhookOf } from "./webhook-row.ts";
import { buildItemsEntry, openWebhookStore } from "./webhook-store.ts";

/** Files and log that webhooks are told from. */
export interface OfficeFiles {
  readonly webhooksFile: string;
  readonly logFile: string;
  /** Identity of the log's life. */
  readonly epoch: string;
  /** Its last durable record. */
  readonly committedSeq: number;
}

/** What the other side has to know to feed it. */
export interface OfficeState {
  /** Webhooks that are not given up. */
  readonly count: number;
  /** Whether changes of status are wanted by somebody. */
  readonly wantsStatus: boolean;
  /** Up to here the log has been taken, durably. */
  readonly durableThrough: number;
}

/** A message that shows whether a receiver works. */
export interface TestMessage extends SignedMessage {
  readonly event: string;
}

/** A webhook in memory. */
interface Open extends LogFollower {
  readonly settings: WebhookSettings;
  readonly selector: EventSelector;
}

const ITEMS_PER_ENTRY = 1_000;
const DEFAULT_KEEP_OLD_S = 86_400;

/** Webhooks, what waits for them and its delivery: all that blocks or is slow, for a thread of its own. */
export type WebhookOffice = ReturnType<typeof openWebhookOffice>;

/** Opens the office. What was committed to the log since it was last open is taken with the first `take`. */
export function openWebhookOffice(files: OfficeFiles, now: () => number = Date.now) {
  const store = openWebhookStore(files.webhooksFile);
  const datastreams = new Map<number, DatastreamDescription | undefined>();
  const kept = new Map(store.descriptions());
  const assets = new Map<number, AssetDescription | undefined>();
  const told = new Map(store.told());
  const open = new Map<number, Open>();
  const describe = (handle: number) => datastreams.get(handle) ?? kept.get(handle);
  /** What went wrong between calls: told with the next one. */
  let trouble: unknown;
  const deliverer = createDeliverer(store, {
    ...{ describe, now, chance: Math.random },
    onGone: (id) => void open.delete(id),
    onUnexpected(error) {
      trouble = error;
    },
  });
  const taker = createLogTaker(store, files.logFile, {
    followers: () => [...open.values()].filter((one) => one.wantsObservations || one.wantsSilence),
    ...{ describe, isDescribed: (handle) => datastreams.has(handle), now },
  });

  function hold(row: WebhookRow): void {
    if (row.state === "gone") {
      open.delete(row.id);
      return;
    }
    const settings = JSON.parse(row.input) as WebhookSettings;
    const selector = createEventSelector(settings);
    const wants = (event: WebhookEvent) => settings.events.includes(event);
    open.set(row.id, {
      ...{ id: row.id, settings, selector, waitingLimit: settings.waitingLimit },
      ...{ wantsObservations: wants("observations"), wantsSilence: wants("silence") },
      includesDatastream: selector.includesDatastream,
      included: new Uint8Array(0),
    });
  }

  /** A log of another life, or one that was put back: nobody knows what came between. */
  function alignWithLog(): void {
    const isSame = store.readMeta("epoch") === files.epoch && taker.through <= files.committedSeq;
    if (isSame) return;
    const isNew = store.readMeta("epoch") === undefined;
    store.commitFully(() => {
      store.writeMeta("epoch", files.epoch);
      if (!isNew) for (const id of open.keys()) store.addGap(id, { items: null, fromMs: now(), toMs: now() });
    });
    taker.startAt(files.committedSeq);
  }

  for (const row of store.list()) hold(row);
  alignWithLog();
  for (const id of open.keys()) deliverer.wake(id);

  const wakeAll = () => {
    for (const id of open.keys()) deliverer.wake(id);
  };
  const wantsStatus = () => [...open.values()].some(({ settings }) => settings.events.includes("status"));

  function require(id: number): WebhookRow {
    const row = store.find(id);
    if (!row) throw new Fault("webhook/unknown", `there is no webhook ${id}`);
    return row;
  }

  /** What a change makes of a webhook that was paused or given up. */
  function resumed(row: WebhookRow, change: WebhookChange): Partial<WebhookRow> {
    const isMoved = change.url !== undefined && change.url !== (JSON.parse(row.input) as WebhookSettings).url;
    if (row.state === "gone" && change.enabled === true && !isMoved) {
      throw new Fault("webhook/gone", `the receiver of webhook ${row.id} wants no more; give it another url`);
    }
    const fresh = { failures: 0, failing_since: null, next_at: null };
    if (change.enabled === false && row.state !== "gone") {
      return { ...fresh, state: "paused", reason: "somebody paused it" };
    }
    const isResumed = change.enabled === true || (row.state === "gone" && isMoved);
    return isResumed ? { ...fresh, state: "active", reason: null } : isMoved ? fresh : {};
  }

  return {
    state: (): OfficeState => ({
      ...{ count: open.size, wantsStatus: wantsStatus(), durableThrough: taker.durableThrough },
    }),
    list: (): Webhook[] => store.list().map((row) => webhookOf(row, now())),
    find(id: number): Webhook | undefined {
      const row = store.find(id);
      return row && webhookOf(row, now());
    },
    add(owner: number | null, input: WebhookInput): Webhook {
      if (store.list().length >= MAX_WEBHOOKS) {
        throw new Fault("webhook/too-many", `there are ${MAX_WEBHOOKS} webhooks; remove one first`, {
          max: MAX_WEBHOOKS,
        });
      }
      // What came before is not its business: where the reading stands has to outlive a crash from now on.
      taker.startAt(taker.through);
      const secret = input.secret ?? buildSecret();
      const id = store.commitFully(() =>
        store.add({ owner, settings: settingsOf(input), secret, atMs: now() }),
      );
      hold(require(id));
      return { ...webhookOf(require(id), now()), secret };
    },
    change(id: number, change: WebhookChange): Webhook {
      const row = require(id);
      const { enabled: _enabled, rotateSecret, ...input } = change;
      const settings = settingsOf({ ...(JSON.parse(row.input) as WebhookSettings), ...input });
      const changes: Partial<WebhookRow> = { ...resumed(row, change), input: JSON.stringify(settings) };
      let secret: string | undefined;
      if (rotateSecret) {
        secret = rotateSecret.secret ?? buildSecret();
        const oldUntil = now() + (rotateSecret.keepOldS ?? DEFAULT_KEEP_OLD_S) * 1000;
        Object.assign(changes, { secret, old_secret: row.secret, old_secret_until: oldUntil });
      }
      store.commitFully(() => store.change(id, changes));
      hold(require(id));
      deliverer.wake(id);
      return { ...webhookOf(require(id), now()), ...(secret === undefined ? {} : { secret }) };
    },
    remove(id: number): void {
      require(id);
      open.delete(id);
      store.remove(id);
    },
    /** Pauses what belongs to somebody who has lost access. */
    pauseOf(owner: number, reason: string): void {
      for (const row of store.list()) {
        if (row.owner === owner && row.state === "active") store.change(row.id, { state: "paused", reason });
      }
    },
    deliveries: (id: number): WebhookDelivery[] => store.deliveries(require(id).id),
    prepareTest(id: number): TestMessage {
      const row = require(id);
      const { url, name } = JSON.parse(row.input) as WebhookSettings;
      const event = `msg_test${randomUUID().replaceAll("-", "")}`;
      const timestamp = new Date(now()).toISOString();
      const body = JSON.stringify({ type: "test", timestamp, webhook: id, data: { name } });
      const headers = signMessage(event, now(), body, secretsOf(row, now()));
      return { event, url, body, headers, mayBeHere: row.owner === null };
    },
    noteTest(id: number, delivery: WebhookDelivery): void {
      if (store.find(id)) store.addDelivery(id, delivery);
    },
    /** Reads the log on, up to a record at most. */
    take(throughSeq: number): Taken {
      if (trouble !== undefined) throw trouble;
      const before = taker.through;
      const taken = taker.take(throughSeq);
      if (taken.through > before) wakeAll();
      return taken;
    },
    describeDatastreams(described: readonly (readonly [number, DatastreamDescription | undefined])[]): void {
      store.commit(() => {
        for (const [handle, description] of described) {
          datastreams.set(handle, description);
          if (!description || JSON.stringify(kept.get(handle)) === JSON.stringify(description)) continue;
          kept.set(handle, description);
          store.describe(handle, description);
        }
      });
    },
    describeAssets(described: readonly (readonly [number, AssetDescription | undefined])[]): void {
      for (const [asset, description] of described) assets.set(asset, description);
    },
    /** What things are told by may have changed. */
    forgetDescriptions(): void {
      datastreams.clear();
      assets.clear();
      for (const one of open.values()) one.included = new Uint8Array(0);
    },
    /** Takes the city as it stands for told. @param statuses Status bytes by asset. */
    startStatuses(statuses: Uint8Array): void {
      told.clear();
      store.commitFully(() => {
        store.forgetTold();
        statuses.forEach((status, asset) => {
          if (status === 0) return;
          told.set(asset, status);
          store.tell(asset, status);
        });
      });
    },
    /** Assets whose status is another one than was last told. @param statuses Status bytes by asset. */
    compareStatuses(statuses: Uint8Array): Int32Array {
      const different: number[] = [];
      statuses.forEach((status, asset) => {
        if (status !== (told.get(asset) ?? 0)) different.push(asset);
      });
      return Int32Array.from(different);
    },
    /** Tells of status bytes; answers the assets that have to be described first, and then nothing was told. */
    noteStatuses(numbers: Int32Array, statuses: Uint8Array, atMs: number): Int32Array {
      const unknown = numbers.filter((asset) => !assets.has(asset));
      if (unknown.length > 0) return unknown;
      const followers = [...open.values()].filter(({ settings }) => settings.events.includes("status"));
      const items = followers.map((): object[] => []);
      const changed: (readonly [number, number])[] = [];
      numbers.forEach((asset, at) => {
        const [before, after] = [told.get(asset) ?? 0, statuses[at] as number];
        if (before === after) return;
        changed.push([asset, after]);
        const description = assets.get(asset);
        if (!description) return;
        const item = { ...description, time: atMs, before: statusesOf(before), after: statusesOf(after) };
        followers.forEach(({ selector }, of) => {
          if (selector.includesStatus(description, before, after)) items[of]?.push(item);
        });
      });
      if (changed.length === 0) return unknown;
      store.commitFully(() => {
        for (const [asset, status] of changed) store.tell(asset, status);
        followers.forEach(({ id, waitingLimit }, of) => {
          const own = items[of] ?? [];
          for (let from = 0; from < own.length; from += ITEMS_PER_ENTRY) {
            const entry = buildItemsEntry("status", own.slice(from, from + ITEMS_PER_ENTRY), atMs);
            store.append(id, waitingLimit, entry);
          }
        });
      });
      for (const [asset, status] of changed) told.set(asset, status);
      wakeAll();
      return unknown;
    },
    close(): void {
      deliverer.close();
      taker.close();
      store.close();
    },
  };
}
