import type { Annotation, Job } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type {
  AnnotationsChanged,
  JobsChanged,
  LatestValue,
  LayersChanged,
  SubscribeAnswer,
  Subscription,
} from "@shuicheng/shared/protocol";
import { encodeStatusPatch } from "@shuicheng/shared/protocol";
import type { Namespace } from "socket.io";
import { cellsOf, topicName } from "./interest.ts";
import { createLevels } from "./levels.ts";
import type { LiveNeeds } from "./live-needs.ts";
import { mergeStatus } from "./merge-status.ts";
import { parseSubscription, requireFollowable } from "./parse-subscription.ts";
import { isBackedUp, isDrained, type LiveSocket, type Screen } from "./screen.ts";
import { createTopics, joinBodies, type TopicScope } from "./topics.ts";

/** Screens and what they follow. */
export interface Live {
  /** Number of connected screens. */
  readonly screens: number;
  connect(socket: LiveSocket): void;
  /** Sends what changed since the last flush: each topic encoded once, however many screens follow it. */
  flush(): void;
  /** Sends the heartbeat to every screen that has been told everything. */
  tick(): void;
  /** Tells all screens that the list of layers changed. */
  announceLayers(): void;
  /** Tells all screens that keep up how some long work stands. */
  announceJobs(jobs: readonly Job[]): void;
  /** Tells all screens of which datastreams and assets annotations changed. */
  announceAnnotations(changed: readonly Pick<Annotation, "datastreams" | "asset">[]): void;
}

/** socket.io's parser takes a packet with more than ten binary parts for an attack and drops the connection. */
const MAX_SNAPSHOT_LAYERS = 8;

/** Creates the live stage on a namespace. */
export function createLive(namespace: Namespace, needs: LiveNeeds): Live {
  const screens = new Map<string, Screen>();
  const levels = createLevels(needs);
  const topics = createTopics(namespace, needs, levels);
  let flushedSeq = needs.seq();

  function valuesMessage(screen: Screen, from: number, seq: number) {
    const values: LatestValue[] = [];
    for (const handle of screen.handles) {
      if (needs.valueSeq(handle) <= from) continue;
      const value = needs.latestOf(handle);
      if (value) values.push(value);
    }
    return values.length === 0
      ? undefined
      : { kind: "values" as const, epoch: needs.epoch, from, seq, values };
  }

  /** A screen that reads again gets one patch a topic with all that it missed, and joins the others. */
  function catchUp(screen: Screen, seq: number): void {
    for (const [name, scope] of screen.topics) {
      const patch = topics.patchSince(name, scope, screen.sentSeq, seq);
      if (patch) screen.socket.emit("patch", patch);
    }
    sendValues(screen, seq);
    screen.isBehind = false;
    void screen.socket.join([...screen.topics.keys()]);
  }

  function sendValues(screen: Screen, seq: number): void {
    const message = valuesMessage(screen, screen.sentSeq, seq);
    if (message) screen.socket.emit("patch", message);
    screen.sentSeq = seq;
  }

  function follow(screen: Screen, subscription: Subscription): { unknown: string[] } {
    const unknown: string[] = [];
    const cells = cellsOf(subscription.bbox);
    const places = cells ? [...cells].map((cell) => ({ cell })) : [{}];
    const hasLevels = subscription.levels === true;
    const followed = new Map<string, TopicScope>();
    const wanted = subscription.layers ?? needs.layers().map((layer) => layer.id);
    for (const id of wanted) {
      const layer = needs.layers().find((one) => one.id === id);
      if (!layer) {
        unknown.push(id);
        continue;
      }
      for (const place of places) {
        const scope = { ...place, hasLevels, layer: layer.number };
        followed.set(topicName(id, scope), scope);
      }
    }
    const handles = new Set<number>();
    for (const id of subscription.datastreams ?? []) {
      const handle = needs.findHandle(id);
      if (handle === undefined) unknown.push(id);
      else handles.add(handle);
    }
    for (const id of subscription.assets ?? []) {
      const own = needs.handlesOfAsset(id);
      if (own === undefined) unknown.push(id);
      for (const handle of own ?? []) handles.add(handle);
    }
    requireFollowable(handles.size);
    leaveAll(screen);
    screen.topics = followed;
    screen.handles = [...handles];
    topics.join(followed, flushedSeq);
    void screen.socket.join([...followed.keys()]);
    return { unknown };
  }

  function leaveAll(screen: Screen): void {
    for (const name of screen.topics.keys()) void screen.socket.leave(name);
    topics.leave(screen.topics);
    screen.topics = new Map();
  }

  function sendSnapshot(screen: Screen, seq: number): void {
    const scopes = [...screen.topics.values()];
    const wanted = new Set(scopes.map(({ layer }) => layer));
    const layers = needs.layers().flatMap(({ number, id, revision }) => {
      if (!wanted.has(number)) return [];
      const own = scopes.filter(({ layer }) => layer === number);
      const status = mergeStatus(own.map(({ cell }) => needs.statusSince(number, -1, cell)));
      const withLevels = own.filter(({ hasLevels }) => hasLevels);
      const handles = withLevels.flatMap(({ cell }) => needs.handlesSince(number, -1, cell));
      const bodies = joinBodies(encodeStatusPatch(status), withLevels.length > 0 && levels.encode(handles));
      return [{ layer: id, revision, ...bodies }];
    });
    const values = screen.handles.flatMap((handle) => needs.latestOf(handle) ?? []);
    const position = { epoch: needs.epoch, seq, serverTime: needs.now() };
    for (let at = 0; at === 0 || at < layers.length; at += MAX_SNAPSHOT_LAYERS) {
      const part = layers.slice(at, at + MAX_SNAPSHOT_LAYERS);
      screen.socket.emit("snapshot", { ...position, layers: part, values });
    }
    screen.sentSeq = seq;
    screen.isBehind = false;
  }

  function subscribe(screen: Screen, subscription: Subscription): SubscribeAnswer {
    const { unknown } = follow(screen, subscription);
    // Levels are one state for all screens, which stands where all were told last.
    const seq = subscription.levels ? flushedSeq : needs.seq();
    const { since } = subscription;
    const isResumed = since !== undefined && since.epoch === needs.epoch && since.seq <= seq;
    if (isResumed) {
      screen.sentSeq = since.seq;
      catchUp(screen, seq);
    } else sendSnapshot(screen, seq);
    return { epoch: needs.epoch, seq, resumed: isResumed, unknown };
  }

  return {
    get screens() {
      return screens.size;
    },
    connect(socket) {
      const screen: Screen = {
        socket,
        topics: new Map(),
        handles: [],
        sentSeq: needs.seq(),
        isBehind: false,
      };
      screens.set(socket.id, screen);
      socket.on("subscribe", (payload: unknown, answer: unknown) => {
        const reply =
          typeof answer === "function" ? (answer as (answer: SubscribeAnswer) => void) : undefined;
        parseSubscription(payload)
          .then((subscription) => {
            // It may have left while the first compiler was loaded.
            if (screens.has(socket.id)) reply?.(subscribe(screen, subscription));
          })
          .catch((error: unknown) => {
            if (!(error instanceof Fault)) needs.onUnexpected(error);
            const fault =
              error instanceof Fault ? error : new Fault("internal/unexpected", "the server failed");
            reply?.({ error: { code: fault.code, message: fault.message } });
          });
      });
      socket.on("disconnect", () => {
        leaveAll(screen);
        screens.delete(socket.id);
      });
    },
    flush() {
      const seq = needs.seq();
      const changes = needs.takeChanges();
      for (const screen of screens.values()) {
        if (screen.isBehind || !isBackedUp(screen)) continue;
        screen.isBehind = true;
        for (const name of screen.topics.keys()) void screen.socket.leave(name);
      }
      topics.flush(changes, seq);
      flushedSeq = seq;
      for (const screen of screens.values()) {
        if (!screen.isBehind) sendValues(screen, seq);
        else if (isDrained(screen)) catchUp(screen, seq);
      }
    },
    tick() {
      const tick = {
        epoch: needs.epoch,
        seq: flushedSeq,
        serverTime: needs.now(),
        newestTime: needs.newestTimeMs() ?? null,
      };
      for (const screen of screens.values()) {
        if (!screen.isBehind) screen.socket.emit("tick", tick);
      }
    },
    announceLayers() {
      const changed: LayersChanged = { layers: needs.layers().map(({ id, revision }) => ({ id, revision })) };
      namespace.emit("layers", changed);
    },
    announceJobs(jobs) {
      const changed: JobsChanged = { items: jobs };
      for (const screen of screens.values()) if (!screen.isBehind) screen.socket.emit("jobs", changed);
    },
    announceAnnotations(all) {
      const changed: AnnotationsChanged = {
        datastreams: [...new Set(all.flatMap(({ datastreams }) => datastreams))],
        assets: [...new Set(all.flatMap(({ asset }) => asset ?? []))],
      };
      namespace.emit("annotations", changed);
    },
  };
}
