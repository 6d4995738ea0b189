import { setImmediate as breathe } from "node:timers/promises";
import type { CityEntities } from "../entities/city-entities.ts";
import { buildObservationRow, observationIdOf } from "../entities/observations.ts";
import { assetIdOf } from "../entities/places.ts";
import type { EntitySet } from "../entity-types.ts";
import type { Row } from "../row.ts";
import type { CommittedObservations, StaReads } from "../sta-needs.ts";
import { writeBare, writeEntity } from "../write-entities.ts";
import { writeProperty } from "../write-property.ts";
import type { Channel, Follower } from "./channel.ts";
import { createObservationChannels } from "./observation-channels.ts";
import { readFeedTopic } from "./read-feed-topic.ts";

/** What changes, told to those who follow it: OGC 18-088, 14.2. */
export interface StaFeed {
  /**
   * Follows a topic from now on.
   *
   * @returns How to stop.
   * @throws {Fault} See `readFeedTopic`.
   */
  follow(topic: string, root: string, follower: Follower): Promise<() => void>;
  /** These are on disk. Quick where nobody follows them. */
  committed(observations: CommittedObservations): void;
  /** Entities that were made or changed: they are read and told in a moment. */
  changed(set: EntitySet, ids: Iterable<string>): void;
  /**
   * Observations that are about to be committed, of which more will be known a moment later: they are told when what is
   * returned is called.
   */
  hold(observations: readonly { readonly datastream: string; readonly timeMs: number }[]): () => void;
}

/** An entity to be told of. */
interface Changed {
  readonly set: EntitySet;
  readonly id: string;
  /** Nothing but its times has changed. */
  readonly isGrowth: boolean;
}

/** Written before what is written is handed over. */
const MESSAGES_AT_ONCE = 256;
/** Entities told before other work goes on. */
const ENTITIES_AT_ONCE = 20;
/** Changed entities that wait to be told; of more, those that change then are not told. */
const MAX_WAITING = 100_000;
/** How often somebody who follows a datastream is told that its `phenomenonTime` has grown. */
const GROWTH_INTERVAL_MS = 1_000;

/** Creates the feed. @param onUnexpected A failure of ours, for the log. */
export function createStaFeed(
  entities: CityEntities,
  reads: StaReads,
  onUnexpected: (error: unknown) => void,
): StaFeed {
  const observations = createObservationChannels();
  /** Of sets, by what they hold; observations of datastreams are above as well. */
  const bySet = new Map<EntitySet, Set<Channel>>();
  const byEntity = new Map<string, Set<Channel>>();
  const waiting = new Map<string, Changed>();
  /** Observations whose rest is not known yet; true once they are committed. */
  const held = new Map<string, boolean>();
  const grown = new Set<string>();
  /** Handles of datastreams that are followed themselves, with how many do. */
  const followedDatastreams = new Map<number, number>();
  let isPumping = false;
  let isGrowthDue = false;

  async function follow(topic: string, root: string, follower: Follower): Promise<() => void> {
    const { resource, query } = await readFeedTopic(topic, entities);
    const channel: Channel = { resource, query, root, follower, last: undefined };
    if (resource.kind === "set") return followSet(channel, resource);
    const stop = followEntity(channel, resource.row);
    channel.last = await write(channel, resource.row);
    return stop;
  }

  function followSet(channel: Channel, { source, parent }: SetResource): () => void {
    const leave = join(bySet, source.set, channel);
    if (source.set !== "Observations") return leave;
    observations.add(channel, parent && (() => handlesOf(parent.row)));
    return () => {
      leave();
      observations.remove(channel);
    };
  }

  function followEntity(channel: Channel, row: Row): () => void {
    const leave = join(byEntity, keyOf(row.set, row.id), channel);
    const handle = row.set === "Datastreams" ? reads.findDatastream(row.id)?.handle : undefined;
    if (handle === undefined) return leave;
    followedDatastreams.set(handle, (followedDatastreams.get(handle) ?? 0) + 1);
    return () => {
      leave();
      const others = (followedDatastreams.get(handle) ?? 1) - 1;
      if (others === 0) followedDatastreams.delete(handle);
      else followedDatastreams.set(handle, others);
    };
  }

  /** Datastreams whose observations are an entity's, unless they name another feature. */
  function handlesOf(row: Row): number[] {
    if (row.set === "Datastreams") return [reads.findDatastream(row.id)].flatMap((one) => one?.handle ?? []);
    const asset = reads.findAsset(assetIdOf(row.id) ?? "");
    return asset ? reads.datastreamsOf(asset.number).map((one) => one.handle) : [];
  }

  function committed({ n, handle: handles, timeMs, result, quality }: CommittedObservations): void {
    const isAnyGrowing = followedDatastreams.size > 0;
    if (observations.isEmpty && !isAnyGrowing) return;
    const batch: Batch = new Map();
    let written = 0;
    for (let i = 0; i < n; i++) {
      const handle = handles[i] as number;
      const isGrowing = isAnyGrowing && followedDatastreams.has(handle);
      if (!isGrowing && held.size === 0 && !observations.isFollowed(handle)) continue;
      const datastream = reads.findDatastreamByHandle(handle);
      if (!datastream) continue;
      if (isGrowing) growLater(datastream.id);
      const time = timeMs[i] as number;
      if (held.size > 0 && isHeld(observationIdOf(datastream.id, time))) continue;
      const channels = observations.of(handle).filter((channel) => hasRoom(channel, batch));
      if (channels.length === 0) continue;
      const observation = reads.observationOf(datastream, time, result[i] as number, quality[i] as number);
      const row = buildObservationRow(datastream, observation, undefined);
      for (const channel of channels) {
        partOf(channel, batch).messages.push(JSON.stringify(writeBare(row, channel.query, channel.root)));
        if (++written % MESSAGES_AT_ONCE === 0) hand(batch);
      }
    }
    hand(batch);
  }

  function isHeld(id: string): boolean {
    if (!held.has(id)) return false;
    held.set(id, true);
    return true;
  }

  function hand(batch: Batch): void {
    for (const [{ follower }, { messages, skipped }] of batch) follower.deliver(messages, skipped);
    batch.clear();
  }

  function growLater(datastream: string): void {
    grown.add(datastream);
    if (isGrowthDue) return;
    isGrowthDue = true;
    setTimeout(() => {
      isGrowthDue = false;
      for (const id of grown) wait("Datastreams", id, true);
      grown.clear();
      pump();
    }, GROWTH_INTERVAL_MS).unref();
  }

  function changed(set: EntitySet, ids: Iterable<string>): void {
    if (set === "Datastreams" && !observations.isEmpty) observations.refresh();
    if (bySet.size + byEntity.size === 0) return;
    for (const id of ids) wait(set, id, false);
    pump();
  }

  /** @param isGrowth Nothing but its times have changed, which sets are not told. */
  function wait(set: EntitySet, id: string, isGrowth: boolean): void {
    const key = keyOf(set, id);
    const isFollowed = byEntity.has(key) || (bySet.has(set) && !isGrowth);
    if (!isFollowed || waiting.size >= MAX_WAITING || (isGrowth && waiting.has(key))) return;
    waiting.set(key, { set, id, isGrowth });
  }

  function pump(): void {
    if (isPumping || waiting.size === 0) return;
    isPumping = true;
    tellAll()
      .catch(onUnexpected)
      .finally(() => {
        isPumping = false;
        pump();
      });
  }

  async function tellAll(): Promise<void> {
    let told = 0;
    for (const [key, { set, id, isGrowth }] of waiting) {
      waiting.delete(key);
      const row = await entities.source(set).find(id);
      if (row) await tell(row, isGrowth);
      if (++told % ENTITIES_AT_ONCE === 0) await breathe();
    }
  }

  async function tell(row: Row, isGrowth: boolean): Promise<void> {
    for (const channel of byEntity.get(keyOf(row.set, row.id)) ?? []) {
      const message = await write(channel, row);
      if (message === channel.last) continue;
      channel.last = message;
      send(channel, message);
    }
    if (isGrowth) return;
    for (const channel of bySet.get(row.set) ?? []) {
      if (await isIn(channel, row)) send(channel, await write(channel, row));
    }
  }

  async function isIn({ resource }: Channel, row: Row): Promise<boolean> {
    if (resource.kind !== "set") return false;
    const { parent, source } = resource;
    if (!parent) return true;
    // What an observation belongs to stands in its id: of many datastreams that are followed, one is asked.
    const [datastream] = row.set === "Observations" ? row.id.split(":") : [];
    if (parent.row.set === "Datastreams" && datastream !== undefined && parent.row.id !== datastream)
      return false;
    return (await source.find(row.id)) !== undefined;
  }

  function send({ follower }: Channel, message: string): void {
    if (follower.hasRoom()) follower.deliver([message], 0);
    else follower.deliver([], 1);
  }

  async function write({ resource, query, root }: Channel, row: Row): Promise<string> {
    const context = { entities, root, nowMs: reads.now() };
    if (resource.kind !== "property") return JSON.stringify(await writeEntity(row, query, context));
    return JSON.stringify(await writeProperty(row, resource.path, entities));
  }

  return {
    follow,
    committed,
    changed,
    hold(announced) {
      const isFollowed = !observations.isEmpty || bySet.has("Observations");
      if (!isFollowed || announced.length === 0) return () => {};
      const ids = announced.map(({ datastream, timeMs }) => observationIdOf(datastream, timeMs));
      for (const id of ids) held.set(id, held.get(id) ?? false);
      return () => {
        const taken = ids.filter((id) => held.get(id));
        for (const id of ids) held.delete(id);
        changed("Observations", taken);
      };
    },
  };
}

/** What is to be handed over. */
type Batch = Map<Channel, { readonly messages: string[]; skipped: number }>;

function partOf(channel: Channel, batch: Batch) {
  const part = batch.get(channel) ?? { messages: [], skipped: 0 };
  batch.set(channel, part);
  return part;
}

function hasRoom(channel: Channel, batch: Batch): boolean {
  if (channel.follower.hasRoom()) return true;
  partOf(channel, batch).skipped++;
  return false;
}

type SetResource = Extract<Channel["resource"], { kind: "set" }>;

const keyOf = (set: EntitySet, id: string) => `${set} ${id}`;

/** @returns How to leave. */
function join<K>(groups: Map<K, Set<Channel>>, key: K, channel: Channel): () => void {
  groups.set(key, (groups.get(key) ?? new Set()).add(channel));
  return () => {
    const group = groups.get(key);
    group?.delete(channel);
    if (group?.size === 0) groups.delete(key);
  };
}
