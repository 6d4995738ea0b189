import Type, { type Static } from "typebox";
import { IdentifierSchema, type Job } from "../contracts/index.ts";

/** How often the server flushes changes to screens, at most: five patches a second. */
export const PATCH_INTERVAL_MS = 200;
/** How often `tick` is sent. */
export const TICK_INTERVAL_MS = 1_000;
/** Without a `tick` for this long a screen says that the link is lost. */
export const LINK_LOST_AFTER_MS = 3_000;
/** Most datastreams one screen may follow by value. */
export const MAX_FOLLOWED_DATASTREAMS = 2_000;
/** Side of a topic's grid cell, degrees of longitude and latitude (about 1.8 × 2.2 km at Liaocheng). */
export const CELL_DEG = 0.02;

/** A place in the log: `seq` counts log records within one `epoch` (a life of the data folder; changes on restore). */
export const LogPositionSchema = Type.Object({
  epoch: Type.String(),
  seq: Type.Integer({ minimum: 0 }),
});
export type LogPosition = Static<typeof LogPositionSchema>;

/** What a screen wants. A new `subscribe` replaces the one before it. */
export const SubscriptionSchema = Type.Object({
  /** Layer ids; absent: every layer. */
  layers: Type.Optional(Type.Array(IdentifierSchema, { maxItems: 1_000 })),
  /** West, south, east, north, WGS84 degrees; widened to whole cells. Absent: everywhere. */
  bbox: Type.Optional(Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()])),
  /** All datastreams of these assets are followed by value. */
  assets: Type.Optional(Type.Array(IdentifierSchema, { maxItems: 1_000 })),
  datastreams: Type.Optional(Type.Array(IdentifierSchema, { maxItems: MAX_FOLLOWED_DATASTREAMS })),
  /** Every value of the layers too, to three digits: see `LevelPatch`. */
  levels: Type.Optional(Type.Boolean()),
  since: Type.Optional(LogPositionSchema),
});
export type Subscription = Static<typeof SubscriptionSchema>;

/** Latest value of one followed datastream. `time` is epoch ms; `side` the worst limit it is beyond. */
export interface LatestValue {
  readonly datastream: string;
  readonly time: number;
  readonly result: number | boolean | string;
  readonly quality: "good" | "uncertain" | "bad";
  readonly side: "HH" | "LL" | "H" | "L" | null;
  readonly stale: boolean;
}

/** What binary parts hold: a status body, and behind it from `levelsAt` on a body of levels where they are followed (PROTOCOL.md, section 5). */
interface LayerBody {
  readonly body: Uint8Array;
  readonly levelsAt?: number;
}

/** Status and levels of the subscribed features of one layer at `seq`. */
export interface LayerSnapshot extends LayerBody {
  readonly layer: string;
  readonly revision: number;
}

/**
 * What was asked for, at one position, in parts of at most eight layers. Replaces whatever the screen held of the layers
 * that it names, and all values.
 */
export interface Snapshot extends LogPosition {
  readonly serverTime: number;
  readonly layers: readonly LayerSnapshot[];
  readonly values: readonly LatestValue[];
}

/** Changes of one topic in (`from`, `seq`]: absolute new states, so applying one twice does no harm. */
export interface StatusPatchMessage extends LogPosition, LayerBody {
  readonly kind: "status";
  /** Topic it belongs to: `layer` alone, or `layer@cell` when the subscription has a bbox; `+levels` behind it where it has levels. */
  readonly topic: string;
  readonly layer: string;
  readonly revision: number;
  readonly from: number;
}

/** Changes of the followed datastreams in (`from`, `seq`]. */
export interface ValuesPatchMessage extends LogPosition {
  readonly kind: "values";
  readonly from: number;
  readonly values: readonly LatestValue[];
}

export type PatchMessage = StatusPatchMessage | ValuesPatchMessage;

/** Heartbeat: every patch up to `seq` has been sent before it. */
export interface Tick extends LogPosition {
  readonly serverTime: number;
  /** Phenomenon time of the newest observation of all datastreams; null while there is none. */
  readonly newestTime?: number | null;
}

/** A layer was published, republished or removed: read `/api/v1/layers` again and subscribe anew. */
export interface LayersChanged {
  readonly layers: readonly { readonly id: string; readonly revision: number }[];
}

/** Long work whose state, stage or progress changed: each as `/api/v1/jobs/:id` answers it. */
export interface JobsChanged {
  readonly items: readonly Job[];
}

/** Annotations were made, changed, deleted or brought back: of which datastreams and assets. Read them again where they are shown. */
export interface AnnotationsChanged {
  readonly datastreams: readonly string[];
  readonly assets: readonly string[];
}

/** Answer to `subscribe`. `resumed` is true when `since` could be honoured by patches instead of a snapshot. */
export type SubscribeAnswer =
  | (LogPosition & { readonly resumed: boolean; readonly unknown: readonly string[] })
  | { readonly error: { readonly code: string; readonly message: string } };

/** Server → screen events of `/live`. */
export interface LiveServerEvents {
  snapshot: (snapshot: Snapshot) => void;
  patch: (patch: PatchMessage) => void;
  tick: (tick: Tick) => void;
  layers: (changed: LayersChanged) => void;
  jobs: (changed: JobsChanged) => void;
  annotations: (changed: AnnotationsChanged) => void;
}

/** Screen → server events of `/live`. */
export interface LiveClientEvents {
  subscribe: (subscription: Subscription, answer: (answer: SubscribeAnswer) => void) => void;
}

/**
 * Grid cell of a place: `column_row`, counted in steps of {@link CELL_DEG} from 180° W, 90° S.
 * Cells are closed to the west and south.
 */
export function cellAt(lonDeg: number, latDeg: number): string {
  return `${cellIndex(lonDeg + 180)}_${cellIndex(latDeg + 90)}`;
}

/** Column or row of an angle counted from the grid's edge, degrees. */
export function cellIndex(angleDeg: number): number {
  return Math.floor(angleDeg / CELL_DEG + 1e-9);
}
