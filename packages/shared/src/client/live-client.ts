import type { Socket } from "socket.io-client";
import { Fault } from "../faults.ts";
import {
  type AnnotationsChanged,
  type JobsChanged,
  type LatestValue,
  type LayerSnapshot,
  type LayersChanged,
  type LevelPatch,
  LINK_LOST_AFTER_MS,
  LIVE_NAMESPACE,
  type LiveClientEvents,
  type LiveServerEvents,
  type Snapshot,
  type StatusPatch,
  type SubscribeAnswer,
  type Subscription,
} from "../protocol/index.ts";
import { ChangeCount } from "./change-count.ts";
import { Connection } from "./connection.ts";
import { applyLinkEvent, buildLinkState, isLost, type LinkEvent, type LinkState } from "./link-state.ts";
import {
  decodeLayerBody,
  parseAnnotationsChanged,
  parseJobsChanged,
  parseLayersChanged,
  parsePatch,
  parseSnapshot,
  parseTick,
} from "./live-messages.ts";
import { LivePosition, type Verdict } from "./live-position.ts";

/** How often the watchdog looks: the page says that the link is lost within a quarter of a second of the rule. */
const WATCH_INTERVAL_MS = 250;
/**
 * A watch that comes this late was held up with everything else on the page: what the server said meanwhile waits to be
 * read, and only the watch after it can tell silence from a slow page.
 */
const HELD_UP_MS = 1_000;
/** A socket that claims to be open and brings no tick for this long is dropped and opened anew. */
const DROP_SOCKET_AFTER_MS = 4 * LINK_LOST_AFTER_MS;
/** A subscription that could not be honoured is sent again no more often than this. */
const RESYNC_PAUSE_MS = 1_000;

/** What a screen asks for; the client itself says since when. */
export type LiveSubscription = Omit<Subscription, "since">;

/** New states of some features of one layer. */
export interface StatusChange {
  readonly layer: string;
  readonly revision: number;
  readonly patch: StatusPatch;
}

/** New levels of some datastreams of one layer; all of them where `isWhole`, after a snapshot. */
export interface LevelChange {
  readonly layer: string;
  readonly revision: number;
  readonly patch: LevelPatch;
  readonly isWhole: boolean;
}

/** The link was lost and all that happened meanwhile is here. Times are epoch ms of this machine. */
export interface Healing {
  readonly lostFrom: number;
  readonly until: number;
  /** Feature states and followed values that differ from what was shown before. */
  readonly changes: number;
}

/** What a screen hears. All of it is in log order. */
export interface LiveListener {
  onSnapshot(snapshot: Snapshot): void;
  onStatus(change: StatusChange): void;
  onValues(values: readonly LatestValue[]): void;
  /** Values of a layer to three digits, where `levels` were asked for. Handles as `GET /api/v1/layers/:id/datastreams` names them. */
  onLevels(change: LevelChange): void;
  onLink(link: LinkState): void;
  onLayers(changed: LayersChanged): void;
  /** Some long work went on; what there is besides stands in `/api/v1/jobs`. */
  onJobs(jobs: JobsChanged["items"]): void;
  /** Annotations changed; what they are stands in `/api/v1/annotations`. */
  onAnnotations(changed: AnnotationsChanged): void;
  onHealed(healing: Healing): void;
}

/** See {@link createLiveClient}. */
export interface LiveClient {
  /** Replaces what was asked for; a snapshot of all of it follows. */
  subscribe(subscription: LiveSubscription): void;
  readonly link: LinkState;
  /** Tries at once instead of waiting for `link.nextAttemptAt`; also the way back from `refused`. */
  reconnectNow(): void;
  /** Adds a listener and answers how to take it away. */
  on(listener: Partial<LiveListener>): () => void;
  close(): void;
}

export interface LiveClientOptions {
  /** Origin of the server, e.g. `https://city.example`; absent: the page's own. */
  readonly url?: string;
  /** A token instead of the session cookie. */
  readonly token?: string;
}

/**
 * Follows the live state over `/live`: subscribes, keeps its place in the log, resumes after every kind of
 * break and says how old the picture is. It holds no copy of the city; listeners do.
 */
export function createLiveClient(options: LiveClientOptions = {}): LiveClient {
  return new SocketLiveClient(options);
}

class SocketLiveClient implements LiveClient {
  link: LinkState = buildLinkState(Date.now());
  readonly #connection: Connection;
  readonly #socket: Socket<LiveServerEvents, LiveClientEvents>;
  readonly #listeners = new Set<Partial<LiveListener>>();
  readonly #watchdog: ReturnType<typeof setInterval>;
  readonly #shown = new ChangeCount();
  readonly #position = new LivePosition();
  #wanted: LiveSubscription | undefined;
  /** The subscription that the position belongs to: only that one may be resumed. */
  #held: LiveSubscription | undefined;
  /** The last one that the server took. */
  #confirmed: LiveSubscription | undefined;
  /** One `subscribe` at a time, so that a snapshot is always the outcome of the last one sent. */
  #asking: { for: LiveSubscription; again: boolean } | undefined;
  /** Runs for a second after each resync. */
  #resyncTimer: ReturnType<typeof setTimeout> | undefined;
  #mustResync = false;
  #changesWhileLost = 0;
  #lostFrom: number | undefined;
  /** When the server was last heard on this socket, epoch ms of this machine. */
  #silentSince = Date.now();
  /** When the watchdog looked last, epoch ms of this machine. */
  #watchedAt = Date.now();

  constructor(options: LiveClientOptions) {
    this.#connection = new Connection({
      url: options.url,
      token: options.token,
      namespace: LIVE_NAMESPACE,
      listener: {
        onOpen: () => this.#onOpen(),
        onClose: (error) => this.#onDown("closed", error),
        onAttemptFailed: (error) => this.#onDown("failed", error),
        onRefused: (error) => this.#onDown("refused", error),
      },
    });
    this.#socket = this.#connection.socket;
    this.#socket.on("snapshot", (message) => this.#read(() => this.#onSnapshot(parseSnapshot(message))));
    this.#socket.on("patch", (message) => this.#read(() => this.#onPatch(message)));
    this.#socket.on("tick", (message) => this.#read(() => this.#onTick(message)));
    this.#socket.on("layers", (message) => this.#read(() => this.#onLayers(parseLayersChanged(message))));
    this.#socket.on("jobs", (message) => this.#read(() => this.#onJobs(parseJobsChanged(message))));
    this.#socket.on("annotations", (message) => this.#read(() => this.#onAnnotations(message)));
    this.#watchdog = setInterval(() => this.#watch(), WATCH_INTERVAL_MS);
    this.#connection.open();
  }

  subscribe(subscription: LiveSubscription): void {
    this.#wanted = subscription;
    this.#held = undefined;
    this.#ask();
  }

  reconnectNow(): void {
    this.#asking = undefined;
    this.#connection.reconnectNow();
    this.#apply({
      kind: "closed",
      ...this.#attempts(),
      error: { code: "disconnected", message: "reconnecting" },
    });
  }

  on(listener: Partial<LiveListener>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    clearInterval(this.#watchdog);
    clearTimeout(this.#resyncTimer);
    this.#connection.close();
    this.#listeners.clear();
  }

  #onOpen(): void {
    this.#silentSince = Date.now();
    this.#asking = undefined;
    this.#apply({ kind: "opened" });
    this.#ask();
  }

  #onDown(kind: "closed" | "failed" | "refused", error: { code: string; message: string }): void {
    this.#asking = undefined;
    this.#apply({ kind, ...this.#attempts(), error });
  }

  #attempts(): { attempts: number; nextAttemptAt: number | null } {
    return { attempts: this.#connection.attempts, nextAttemptAt: this.#connection.nextAttemptAt };
  }

  /** Sends the wanted subscription, from our position where that belongs to it. */
  #ask(): void {
    const wanted = this.#wanted;
    if (wanted === undefined || !this.#socket.connected) return;
    if (this.#asking !== undefined) {
      this.#asking.again = true;
      return;
    }
    const asking = { for: wanted, again: false };
    this.#asking = asking;
    const since = this.#held === wanted ? this.#position.since : undefined;
    this.#position.beginSubscribe();
    this.#socket.emit("subscribe", { ...wanted, ...(since === undefined ? {} : { since }) }, (answer) => {
      if (this.#asking === asking) this.#read(() => this.#onAnswer(answer));
    });
  }

  #onAnswer(answer: SubscribeAnswer): void {
    if ("error" in answer) {
      // Asking the same again would be refused again; the subscription before it stays (PROTOCOL.md, LV9).
      const asked = this.#asking;
      this.#asking = undefined;
      if (this.#wanted === asked?.for) {
        this.#wanted = asked?.for === this.#confirmed ? undefined : this.#confirmed;
        this.#held = this.#wanted;
      }
      this.#position.abandonSubscribe();
      this.#apply({ kind: "problem", error: answer.error });
      if (asked?.again === true) this.#ask();
      return;
    }
    if (this.#position.acceptAnswer(answer) === "resync") this.#resync({ fromStart: true });
    else this.#finishAsking();
  }

  #onSnapshot(snapshot: Snapshot): void {
    const bodies = snapshot.layers.map(decodeLayerBody);
    this.#position.acceptSnapshot(snapshot);
    for (const [at, { status }] of bodies.entries())
      this.#count(this.#shown.applyStatus(snapshot.layers[at]?.layer ?? "", status));
    this.#count(this.#shown.applyValues(snapshot.values));
    // Whoever reads bodies reads status.
    const layers = snapshot.layers.map(({ layer, revision, body, levelsAt }) => ({
      ...{ layer, revision },
      body: body.subarray(0, levelsAt),
    }));
    this.#tell((listener) => listener.onSnapshot?.({ ...snapshot, layers }));
    for (const [at, { levels }] of bodies.entries())
      this.#tellLevels(snapshot.layers[at] as LayerSnapshot, levels, true);
    this.#finishAsking();
  }

  #finishAsking(): void {
    const asking = this.#asking;
    if (asking === undefined || !this.#position.isSettled) return;
    this.#asking = undefined;
    this.#confirmed = asking.for;
    if (asking.for === this.#wanted) this.#held = asking.for;
    if (this.link.error !== null) this.#apply({ kind: "problem", error: null });
    if (asking.again) this.#ask();
  }

  #onPatch(message: unknown): void {
    const patch = parsePatch(message);
    // Decoded before the position moves: a corrupt body must leave the gap that it is.
    const bodies = patch.kind === "status" ? decodeLayerBody(patch) : undefined;
    const verdict = this.#position.acceptPatch(patch);
    if (verdict !== "apply") {
      this.#onVerdict(verdict);
      return;
    }
    if (patch.kind === "values") {
      this.#count(this.#shown.applyValues(patch.values));
      this.#tell((listener) => listener.onValues?.(patch.values));
    } else if (bodies !== undefined) {
      const change = { layer: patch.layer, revision: patch.revision, patch: bodies.status };
      this.#count(this.#shown.applyStatus(patch.layer, bodies.status));
      this.#tell((listener) => listener.onStatus?.(change));
      this.#tellLevels(patch, bodies.levels, false);
    }
  }

  #tellLevels({ layer, revision }: LayerSnapshot, patch: LevelPatch | undefined, isWhole: boolean): void {
    if (patch === undefined) return;
    this.#tell((listener) => listener.onLevels?.({ layer, revision, patch, isWhole }));
  }

  #onTick(message: unknown): void {
    const tick = parseTick(message);
    this.#onVerdict(this.#position.acceptTick(tick));
    const settled = this.#wanted === undefined || this.#position.isSettled;
    this.#silentSince = Date.now();
    const wasLive = this.link.phase === "live";
    this.#apply({ kind: "tick", tick, settled });
    if (wasLive) this.#changesWhileLost = 0;
  }

  #onLayers(changed: LayersChanged): void {
    // Another revision may number other features: only a snapshot is sure to fit it.
    this.#held = undefined;
    this.#tell((listener) => listener.onLayers?.(changed));
    this.#ask();
  }

  #onJobs({ items }: JobsChanged): void {
    this.#tell((listener) => listener.onJobs?.(items));
  }

  #onAnnotations(message: unknown): void {
    const changed = parseAnnotationsChanged(message);
    this.#tell((listener) => listener.onAnnotations?.(changed));
  }

  #onVerdict(verdict: Verdict): void {
    if (verdict === "resync") this.#resync({ fromStart: false });
  }

  /** Asks again: from our position, or for everything when that cannot help. At most once a second. */
  #resync({ fromStart }: { fromStart: boolean }): void {
    if (this.#asking !== undefined && !fromStart) return;
    // A second gap within a second: resuming did not close the first.
    if (fromStart || this.#resyncTimer !== undefined) this.#held = undefined;
    if (this.#resyncTimer !== undefined) {
      this.#mustResync = true;
      return;
    }
    this.#resyncTimer = setTimeout(() => {
      this.#resyncTimer = undefined;
      if (this.#mustResync) this.#resync({ fromStart: true });
    }, RESYNC_PAUSE_MS);
    this.#mustResync = false;
    this.#asking = undefined;
    this.#ask();
  }

  #watch(): void {
    const now = Date.now();
    const lookedAt = this.#watchedAt;
    this.#watchedAt = now;
    // Silence that was there before the page stood still is silence; what came in the meantime is still to be read.
    const judgedAt = now - lookedAt < HELD_UP_MS ? now : lookedAt;
    this.#apply({ kind: "watch" }, judgedAt);
    if (!this.#socket.connected || judgedAt - this.#silentSince < DROP_SOCKET_AFTER_MS) return;
    this.#silentSince = now;
    this.#connection.reconnectNow();
  }

  /** A message that cannot be read is a gap in what we know: ask for everything again. */
  #read(take: () => void): void {
    try {
      take();
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      this.#apply({ kind: "problem", error: { code: cause.code, message: cause.message } });
      this.#position.beginSubscribe();
      this.#resync({ fromStart: true });
    }
  }

  #count(changes: number): void {
    if (this.link.phase !== "live" || isLost(this.link, Date.now())) this.#changesWhileLost += changes;
  }

  #apply(event: LinkEvent, nowMs = Date.now()): void {
    const before = this.link;
    this.link = applyLinkEvent(before, event, nowMs);
    if (this.link === before) return;
    if (this.link.phase !== before.phase) this.#onPhase(before);
    this.#tell((listener) => listener.onLink?.(this.link));
  }

  #onPhase(before: LinkState): void {
    if (this.link.phase === "lost" && this.#lostFrom === undefined) {
      // What is shown is as old as the last tick, not as the moment at which we noticed.
      this.#lostFrom = before.lastTick?.receivedAt ?? this.link.since;
    }
    if (this.link.phase !== "live") return;
    const changes = this.#changesWhileLost;
    const lostFrom = this.#lostFrom;
    this.#changesWhileLost = 0;
    this.#lostFrom = undefined;
    if (lostFrom === undefined) return;
    const healing = { lostFrom, until: this.link.since, changes };
    this.#tell((listener) => listener.onHealed?.(healing));
  }

  #tell(say: (listener: Partial<LiveListener>) => void): void {
    for (const listener of [...this.#listeners]) say(listener);
  }
}
