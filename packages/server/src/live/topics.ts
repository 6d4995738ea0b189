import { encodeStatusPatch, type StatusPatchMessage } from "@shuicheng/shared/protocol";
import type { Namespace } from "socket.io";
import { topicName } from "./interest.ts";
import type { Levels } from "./levels.ts";
import type { LiveNeeds } from "./live-needs.ts";

/** What a topic is of: a layer or a cell of it, by status alone or with levels. */
export interface TopicScope {
  readonly layer: number;
  readonly cell?: string;
  readonly hasLevels: boolean;
}

interface Topic extends TopicScope {
  followers: number;
  /** Position of the last patch sent to the topic, or of its birth. */
  lastSeq: number;
}

/** What is told to all screens that follow the same: each patch is encoded once, however many they are. */
export interface Topics {
  /** @param seq Position up to which whoever joins has been told. */
  join(followed: ReadonlyMap<string, TopicScope>, seq: number): void;
  leave(followed: ReadonlyMap<string, TopicScope>): void;
  /** Sends what changed since the patch before to each topic that it belongs to. */
  flush(
    changes: { readonly assets: readonly number[]; readonly handles: readonly number[] },
    seq: number,
  ): void;
  /** A patch of all that changed after `from`, for one screen; undefined where nothing did. */
  patchSince(name: string, scope: TopicScope, from: number, seq: number): StatusPatchMessage | undefined;
}

/** Creates the topics of a namespace: rooms of the same names. */
export function createTopics(namespace: Namespace, needs: LiveNeeds, levels: Levels): Topics {
  const topics = new Map<string, Topic>();
  let levelTopics = 0;

  function patchOf(
    name: string,
    scope: TopicScope,
    span: { readonly from: number; readonly seq: number },
    changed: { readonly hasStatus: boolean; readonly handles: readonly number[] },
  ): StatusPatchMessage | undefined {
    const layer = needs.layers().find(({ number }) => number === scope.layer);
    if (!layer) return undefined;
    const status = changed.hasStatus ? needs.statusSince(scope.layer, span.from, scope.cell) : NO_STATUS;
    if (status.features.length === 0 && changed.handles.length === 0) return undefined;
    const { id, revision } = layer;
    const bodies = joinBodies(encodeStatusPatch(status), scope.hasLevels && levels.encode(changed.handles));
    return { kind: "status", topic: name, layer: id, revision, epoch: needs.epoch, ...span, ...bodies };
  }

  /** Calls back with the name of each topic that holds a place: of its layer and its cell, with levels and without. */
  function eachTopic(
    place: { readonly layer: number; readonly cell: string | undefined } | undefined,
    layerIds: ReadonlyMap<number, string>,
    visit: (name: string) => void,
  ): void {
    const layer = place && layerIds.get(place.layer);
    if (layer === undefined || !place) return;
    for (const hasLevels of [false, true]) {
      visit(topicName(layer, { hasLevels }));
      if (place.cell !== undefined) visit(topicName(layer, { cell: place.cell, hasLevels }));
    }
  }

  return {
    join(followed, seq) {
      for (const [name, scope] of followed) {
        const topic = topics.get(name);
        if (topic) topic.followers++;
        else {
          topics.set(name, { ...scope, followers: 1, lastSeq: seq });
          if (scope.hasLevels) levelTopics++;
        }
      }
    },
    leave(followed) {
      for (const name of followed.keys()) {
        const topic = topics.get(name);
        if (!topic || --topic.followers > 0) continue;
        topics.delete(name);
        if (topic.hasLevels && --levelTopics === 0) levels.forget();
      }
    },
    flush({ assets, handles }, seq) {
      if (topics.size === 0) return;
      const layerIds = new Map(needs.layers().map(({ number, id }) => [number, id]));
      const withStatus = new Set<string>();
      const withLevels = new Map<string, number[]>();
      for (const asset of assets) {
        eachTopic(needs.placeOf(asset), layerIds, (name) => void (topics.has(name) && withStatus.add(name)));
      }
      for (const handle of levelTopics > 0 ? levels.note(handles) : []) {
        eachTopic(needs.placeOfDatastream(handle), layerIds, (name) => {
          if (topics.get(name)?.hasLevels !== true) return;
          const held = withLevels.get(name);
          if (held) held.push(handle);
          else withLevels.set(name, [handle]);
        });
      }
      for (const name of new Set([...withStatus, ...withLevels.keys()])) {
        const topic = topics.get(name) as Topic;
        const changed = { hasStatus: withStatus.has(name), handles: withLevels.get(name) ?? [] };
        const patch = patchOf(name, topic, { from: topic.lastSeq, seq }, changed);
        if (patch) namespace.to(name).emit("patch", patch);
        topic.lastSeq = seq;
      }
    },
    patchSince(name, scope, from, seq) {
      const handles = scope.hasLevels ? needs.handlesSince(scope.layer, from, scope.cell) : [];
      return patchOf(name, scope, { from, seq }, { hasStatus: true, handles });
    },
  };
}

const NO_STATUS = { features: new Uint32Array(), status: new Uint8Array() };

/** One binary part for both: each is a frame of its own to every screen. */
export function joinBodies(
  status: Uint8Array,
  levels: Uint8Array | false,
): { readonly body: Buffer; readonly levelsAt?: number } {
  if (!levels) return { body: Buffer.from(status.buffer, status.byteOffset, status.byteLength) };
  return { body: Buffer.concat([status, levels]), levelsAt: status.byteLength };
}
