import { existsSync } from "node:fs";
import type { Webhook, WebhookChange, WebhookDelivery, WebhookInput } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { openThread, type Thread } from "../threads/open-thread.ts";
import { isReceiverAllowed, literalAddressOf } from "./receiver-address.ts";
import type { AssetDescription, DatastreamDescription } from "./select-events.ts";
import { sendMessage } from "./send-message.ts";
import { countSecretBytes } from "./signature.ts";
import type { OfficeFiles, OfficeState, WebhookOffice } from "./webhook-office.ts";

/** What telling needs of the log, the twin and the registry. */
export interface WebhookNeeds {
  readonly webhooksFile: string;
  readonly logFile: string;
  readonly epoch: string;
  committedSeq(): number;
  /** Assets have the numbers from 0 to this. */
  assetCount(): number;
  statusOf(asset: number): number;
  /** When time last passed for the twin, epoch ms. */
  twinNowMs(): number;
  describeDatastream(handle: number): DatastreamDescription | undefined;
  describeAsset(asset: number): AssetDescription | undefined;
  isTokenInUse(token: number): boolean;
  onUnexpected(error: unknown): void;
  now(): number;
}

/** Who is to be told of what happens, and how that goes. */
export interface WebhookDesk {
  list(): Promise<readonly Webhook[]>;
  find(id: number): Promise<Webhook | undefined>;
  /** @param owner Token; null: an administrator. @throws {Fault} `webhook/address-refused`, `webhook/too-many` */
  add(owner: number | null, input: WebhookInput): Promise<Webhook>;
  /** @throws {Fault} `webhook/unknown`, `webhook/address-refused`, `webhook/gone`, `request/invalid` */
  change(id: number, change: WebhookChange): Promise<Webhook>;
  /** @throws {Fault} `webhook/unknown` */
  remove(id: number): Promise<void>;
  /** Sends a test message now, and answers how it went. @throws {Fault} `webhook/unknown` */
  test(id: number): Promise<WebhookDelivery>;
  /** The last 100, newest first. @throws {Fault} `webhook/unknown` */
  deliveries(id: number): Promise<readonly WebhookDelivery[]>;
  /** A token is revoked: nothing more is sent in its name. */
  pauseOf(token: number): void;
  /** Status bytes of these assets may be other ones. Costs nothing where nobody asked for them. */
  noteChanged(assets: readonly number[]): void;
  /** What was committed may be told now. Costs nothing where there is no webhook. */
  pump(): void;
  /** What things are told by may have changed. */
  forgetDescriptions(): void;
  /** Records after this one are still to be read. */
  neededAfter(): number;
  close(): Promise<void>;
}

const ASSETS_AT_ONCE = 1_000;
const RESTART_PAUSE_MS = 5_000;
/** The log is kept so long for an office that fails; what it lets go of then is told as a gap. */
const MAX_BROKEN_MS = 10 * 60_000;
const NOBODY: OfficeState = { count: 0, wantsStatus: false, durableThrough: Number.POSITIVE_INFINITY };

/**
 * Creates the desk. The work is done by the office in a thread, which is started with the first webhook: it reads the log's file
 * itself, so that nothing is done here of an observation.
 */
export function createWebhookDesk(needs: WebhookNeeds): WebhookDesk {
  const closing = new AbortController();
  const startedAtMs = needs.now();
  let thread: Thread<WebhookOffice> | undefined;
  let state = NOBODY;
  /** A file that is there may have webhooks: until it is read the log is kept. */
  let isUnread = existsSync(needs.webhooksFile);
  let isFollowing = false;
  let changed = new Set<number>();
  let pumping: Promise<void> | undefined;
  let restartAtMs = Number.NEGATIVE_INFINITY;
  /** Since when the office has failed. */
  let brokenAtMs: number | undefined;

  function office(): Thread<WebhookOffice> {
    if (thread && !thread.isEnded) return thread;
    const { webhooksFile, logFile, epoch } = needs;
    const workerData: OfficeFiles = { webhooksFile, logFile, epoch, committedSeq: needs.committedSeq() };
    isFollowing = false;
    thread = openThread<WebhookOffice>(new URL("./webhooks.worker.ts", import.meta.url), { workerData });
    return thread;
  }

  async function readState(): Promise<void> {
    state = await office().call("state");
    isUnread = false;
    if (!state.wantsStatus) isFollowing = false;
  }

  function allStatuses(): Uint8Array {
    return Uint8Array.from({ length: needs.assetCount() }, (_, asset) => needs.statusOf(asset));
  }

  /** From now on changes are noted; @param statuses of this moment. */
  function follow(): Uint8Array {
    isFollowing = true;
    changed = new Set();
    return allStatuses();
  }

  async function takeLog(throughSeq: number): Promise<void> {
    for (;;) {
      const { through, durableThrough, unknown } = await office().call("take", throughSeq);
      state = { ...state, durableThrough };
      if (through >= throughSeq || closing.signal.aborted) return;
      if (unknown.length === 0) continue;
      const described = unknown.map((handle) => [handle, needs.describeDatastream(handle)] as const);
      await office().call("describeDatastreams", described);
    }
  }

  async function tellStatuses(assets: Int32Array, statuses: Uint8Array, atMs: number): Promise<void> {
    for (let from = 0; from < assets.length; from += ASSETS_AT_ONCE) {
      const part = assets.slice(from, from + ASSETS_AT_ONCE);
      const own = statuses.slice(from, from + ASSETS_AT_ONCE);
      for (;;) {
        const unknown = await office().call("noteStatuses", part, own, atMs);
        if (unknown.length === 0) break;
        await office().call(
          "describeAssets",
          Array.from(unknown, (asset) => [asset, needs.describeAsset(asset)] as const),
        );
      }
    }
  }

  /** Log and statuses of one moment, in this order: what an observation changed is told after it. */
  async function runPump(): Promise<void> {
    const throughSeq = needs.committedSeq();
    const assets = Int32Array.from(changed);
    const statuses = Uint8Array.from(assets, needs.statusOf);
    const atMs = needs.now();
    changed = new Set();
    try {
      await takeLog(throughSeq);
      await tellStatuses(assets, statuses, atMs);
    } catch (error) {
      for (const asset of assets) changed.add(asset);
      throw error;
    }
    // Before time has passed once, what became stale while the server was off is not known to be.
    if (!state.wantsStatus || isFollowing || needs.twinNowMs() < startedAtMs) return;
    const now = follow();
    for (const asset of await office().call("compareStatuses", now)) changed.add(asset);
  }

  async function recover(error: unknown): Promise<void> {
    if (closing.signal.aborted) return;
    needs.onUnexpected(error);
    restartAtMs = needs.now() + RESTART_PAUSE_MS;
    brokenAtMs ??= needs.now();
    isFollowing = false;
    await thread?.stop();
  }

  function pump(): void {
    if (pumping || closing.signal.aborted || (state.count === 0 && !isUnread)) return;
    if (needs.now() < restartAtMs) return;
    pumping = (isUnread ? readState() : runPump())
      .then(() => {
        brokenAtMs = undefined;
      }, recover)
      .finally(() => {
        pumping = undefined;
      });
  }

  /** What was committed before a request is not for the webhook that it makes. */
  async function drain(): Promise<void> {
    while (pumping) await pumping;
    await takeLog(needs.committedSeq());
  }

  async function beginStatuses(): Promise<void> {
    if (state.wantsStatus) return;
    await office().call("startStatuses", follow());
  }

  const isUnused = () => !thread && !isUnread;

  function requireReceiver(owner: number | null, given: string | undefined): void {
    if (given === undefined) return;
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (!url || url.username || url.password)
      throw refusedUrl(url ? "has a name or a password in it" : "is no address");
    const literal = url.hostname === "localhost" ? "127.0.0.1" : literalAddressOf(url);
    if (literal === undefined || isReceiverAllowed(literal, owner === null)) return;
    throw refusedUrl(`leads to ${literal}, where messages may not go`);
  }

  return {
    list: async () => (isUnused() ? [] : office().call("list")),
    find: async (id) => (isUnused() ? undefined : office().call("find", id)),
    async add(owner, input) {
      requireReceiver(owner, input.url);
      requireSecret(input.secret);
      await drain();
      if (input.events.includes("status")) await beginStatuses();
      const made = await office().call("add", owner, input);
      await readState();
      return made;
    },
    async change(id, change) {
      const known = isUnused() ? undefined : await office().call("find", id);
      if (!known) throw new Fault("webhook/unknown", `there is no webhook ${id}`);
      requireReceiver(known.token, change.url);
      requireSecret(change.rotateSecret?.secret);
      if (change.enabled === true && known.token !== null && !needs.isTokenInUse(known.token))
        throw new Fault("request/invalid", `token ${known.token}, which it belongs to, is revoked`);
      // What was committed so far is told as it was asked for until now.
      await drain();
      const isBegun = change.events !== undefined || known.state === "gone";
      if (isBegun && (change.events ?? known.events).includes("status")) await beginStatuses();
      const made = await office().call("change", id, change);
      await readState();
      return made;
    },
    async remove(id) {
      if (isUnused()) throw new Fault("webhook/unknown", `there is no webhook ${id}`);
      await office().call("remove", id);
      await readState();
    },
    async test(id) {
      if (isUnused()) throw new Fault("webhook/unknown", `there is no webhook ${id}`);
      const message = await office().call("prepareTest", id);
      const at = needs.now();
      const { status, reason, ms } = await sendMessage(message, closing.signal);
      const delivery = { at, event: message.event, type: "test", items: 0, attempt: 1, status, reason, ms };
      await office().call("noteTest", id, delivery);
      return delivery;
    },
    async deliveries(id) {
      if (isUnused()) throw new Fault("webhook/unknown", `there is no webhook ${id}`);
      return office().call("deliveries", id);
    },
    pauseOf(token) {
      if (isUnused()) return;
      office().call("pauseOf", token, "the token that it belongs to is revoked").catch(needs.onUnexpected);
    },
    noteChanged(assets) {
      if (isFollowing) for (const asset of assets) changed.add(asset);
    },
    pump,
    forgetDescriptions() {
      if (thread && !thread.isEnded) thread.call("forgetDescriptions").catch(needs.onUnexpected);
    },
    neededAfter() {
      const isGivenUp = brokenAtMs !== undefined && needs.now() - brokenAtMs > MAX_BROKEN_MS;
      if (isGivenUp || (state.count === 0 && !isUnread)) return Number.POSITIVE_INFINITY;
      return isUnread ? 0 : state.durableThrough;
    },
    async close() {
      closing.abort();
      await pumping;
      if (thread && !thread.isEnded) await thread.call("close").catch(needs.onUnexpected);
      await thread?.stop();
    },
  };
}

function requireSecret(secret: string | undefined): void {
  if (secret === undefined) return;
  const bytes = countSecretBytes(secret);
  if (bytes >= 24 && bytes <= 64) return;
  throw new Fault("request/invalid", `a secret stands for 24 to 64 bytes; this one for ${bytes}`, {
    pointer: "/secret",
  });
}

const refusedUrl = (reason: string) =>
  new Fault("webhook/address-refused", `url ${reason}`, { pointer: "/url" });
