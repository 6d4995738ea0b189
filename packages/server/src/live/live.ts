import type { Job } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type {
  JobsChanged,
  LatestValue,
  LayersChanged,
  SubscribeAnswer,
  Subscription,
} from "@shuicheng/shared/protocol";
import { encodeStatusPatch } from "@shuicheng/shared/protocol";
import type { Namespace } from "socket.io";
import { cellsOf, topicName } from "./interest.ts";
import { mergeStatus } from "./merge-status.ts";
import { parseSubscription, requireFollowable } from "./parse-subscription.ts";
import { isBackedUp, isDrained, type LiveSocket, type Screen } from "./screen.ts";

/** A layer as the live stage needs it. */
export interface LiveLayer {
  readonly number: number;
  readonly id: string;
  readonly revision: number;
}

/** What the live stage needs of the twin and the registry. */
export interface LiveNeeds {
  readonly epoch: string;
  /** Position the twin has reached. */
  seq(): number;
  now(): number;
  layers(): readonly LiveLayer[];
  /** Feature indices and status bytes of a layer that changed after `since` (−1: all), in a cell or everywhere. */
  statusSince(layer: number, since: number, cell?: string): { features: Uint32Array; status: Uint8Array };
  /** Layer number and cell of an asset. */
  placeOf(asset: number): { layer: number; cell: string | undefined } | undefined;
  findHandle(datastream: string): number | undefined;
  handlesOfAsset(asset: string): readonly number[] | undefined;
  latestOf(handle: number): LatestValue | undefined;
  valueSeq(handle: number): number;
  /** A failure of ours, for the log. */
  onUnexpected(error: unknown): void;
  /** Phenomenon time of the newest observation, or undefined. */
  newestTimeMs(): number | undefined;
  takeChanges(): { assets: readonly number[]; handles: readonly number[] };
}

interface Topic {
  readonly layer: number;
  readonly cell: string | undefined;
  followers: number;
  /** Position of the last patch sent to the topic, or of its birth. */
  lastSeq: number;
}

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
}

/** socket.io's parser takes a packet with more than ten binary parts for an attack and drops the connection. */
const MAX_SNAPSHOT_LAYERS = 8;

/** Creates the live stage on a namespace. */
export function createLive(namespace: Namespace, needs: LiveNeeds): Live {
  const screens = new Map<string, Screen>();
  const topics = new Map<string, Topic>();
  let flushedSeq = needs.seq();

  const layerOf = (number: number) => needs.layers().find((layer) => layer.number === number);

  function statusMessage(topic: string, layer: number, cell: string | undefined, from: number, seq: number) {
    const known = layerOf(layer);
    if (!known) return undefined;
    const patch = needs.statusSince(layer, from, cell);
    if (patch.features.length === 0) return undefined;
    return {
      kind: "status" as const,
      topic,
      layer: known.id,
      revision: known.revision,
      epoch: needs.epoch,
      from,
      seq,
      body: Buffer.from(encodeStatusPatch(patch)),
    };
  }

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

  function flushTopics(assets: readonly number[], seq: number): void {
    const touched = new Set<string>();
    for (const asset of assets) {
      const place = needs.placeOf(asset);
      const layer = place && layerOf(place.layer);
      if (!place || !layer) continue;
      touched.add(topicName(layer.id));
      if (place.cell !== undefined) touched.add(topicName(layer.id, place.cell));
    }
    for (const name of touched) {
      const topic = topics.get(name);
      if (!topic) continue;
      const message = statusMessage(name, topic.layer, topic.cell, topic.lastSeq, seq);
      if (message) namespace.to(name).emit("patch", message);
      topic.lastSeq = seq;
    }
  }

  /** A screen that reads again gets one patch a topic with all that it missed, and joins the others. */
  function catchUp(screen: Screen, seq: number): void {
    for (const [name, { layer, cell }] of screen.topics) {
      const message = statusMessage(name, layer, cell, screen.sentSeq, seq);
      if (message) screen.socket.emit("patch", message);
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
    const followed = new Map<string, { layer: number; cell?: string }>();
    const wanted = subscription.layers ?? needs.layers().map((layer) => layer.id);
    for (const id of wanted) {
      const layer = needs.layers().find((one) => one.id === id);
      if (!layer) unknown.push(id);
      else if (!cells) followed.set(topicName(id), { layer: layer.number });
      else for (const cell of cells) followed.set(topicName(id, cell), { layer: layer.number, cell });
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
    for (const [name, { layer, cell }] of followed) {
      const topic = topics.get(name);
      if (topic) topic.followers++;
      else topics.set(name, { layer, cell, followers: 1, lastSeq: flushedSeq });
    }
    void screen.socket.join([...followed.keys()]);
    return { unknown };
  }

  function leaveAll(screen: Screen): void {
    for (const name of screen.topics.keys()) {
      void screen.socket.leave(name);
      const topic = topics.get(name);
      if (topic && --topic.followers === 0) topics.delete(name);
    }
    screen.topics = new Map();
  }

  function sendSnapshot(screen: Screen, seq: number): void {
    const parts = new Map<number, { features: Uint32Array; status: Uint8Array }[]>();
    for (const { layer, cell } of screen.topics.values()) {
      const held = parts.get(layer) ?? [];
      held.push(needs.statusSince(layer, -1, cell));
      parts.set(layer, held);
    }
    const layers = [...parts].flatMap(([number, held]) => {
      const layer = layerOf(number);
      const body = Buffer.from(encodeStatusPatch(mergeStatus(held)));
      return layer ? [{ layer: layer.id, revision: layer.revision, body }] : [];
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
    const seq = needs.seq();
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
      const { assets } = needs.takeChanges();
      for (const screen of screens.values()) {
        if (screen.isBehind || !isBackedUp(screen)) continue;
        screen.isBehind = true;
        for (const name of screen.topics.keys()) void screen.socket.leave(name);
      }
      flushTopics(assets, seq);
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
  };
}
