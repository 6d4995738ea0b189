import { create } from "zustand";
import { useInspectorStore } from "../../inspector-store.ts";
import { addLinkPart } from "../link/link-store.ts";
import { useStageStore } from "../stage-store.ts";
import { recordStep } from "../tool-history.ts";
import {
  isMoved,
  type Metres3,
  type ModelOffset,
  NO_OFFSET,
  readOffsets,
  writeOffsets,
} from "./model-offset.ts";

/** Why a model stands where it does beside the first. */
export type JoinedBy =
  /** It is the first: the others stand in its frame. */
  | "origin"
  /** Both say where on the earth they stand: by a map conversion, a site's longitude and latitude, or a hand on the map. */
  | "map"
  | "site"
  | "map-hand"
  /** Both give the same place, or none: by the coordinates of their files. */
  | "file"
  /** Only one of them says where it stands: both at the origins of their files. */
  | "own-origin";

/** How a model was brought together with the first. */
export interface ModelJoin {
  readonly by: JoinedBy;
  /** Where the middle of what it draws stands now, in the frame of the first, metres. */
  readonly middleM: Metres3;
  /** Between that middle and the first's, metres. */
  readonly distanceM: number;
}

/** Points that are being picked to bring a model to another. */
export interface PointPicking {
  readonly model: string;
  /** `move`: a point of the model, then where it belongs. `turn`: another such pair, about the first one's. */
  readonly kind: "move" | "turn";
  /** The point of the model; null while it is to be picked. */
  readonly fromM: Metres3 | null;
}

interface FederationState {
  readonly offsets: ReadonlyMap<string, ModelOffset>;
  /** Told by the stage. */
  readonly joins: ReadonlyMap<string, ModelJoin>;
  readonly picking: PointPicking | null;
  /** The point that the last pair brought a model to: a second pair turns about it. */
  readonly pivot: { readonly model: string; readonly atM: Metres3 } | null;
  /** The model whose coordinates the others are to stand in from now on. */
  readonly wantedOrigin: { readonly model: string; readonly closing: string | null } | null;
  /** Takes another model's coordinates as the shared ones. @param closing A model that is closed with that. */
  makeOrigin(model: string, closing?: string): void;
  /** Moves a model by hand, as a step that can be undone. */
  move(model: string, offset: ModelOffset): void;
  pick(picking: PointPicking | null): void;
  forget(): void;
}

const NOTHING = { offsets: new Map(), joins: new Map(), picking: null, pivot: null, wantedOrigin: null };

/** Where the models of the inspector stand beside each other. The stage's binding follows the offsets and tells the joins. */
export const useFederationStore = create<FederationState>()((set, get) => ({
  ...NOTHING,
  move(model, offset) {
    const before = get().offsets;
    const offsets = new Map(before);
    if (isMoved(offset)) offsets.set(model, offset);
    else offsets.delete(model);
    set({ offsets });
    recordStep({ undo: () => set({ offsets: before }), redo: () => set({ offsets }) });
  },
  makeOrigin: (model, closing) => set({ wantedOrigin: { model, closing: closing ?? null } }),
  pick: (picking) => set({ picking }),
  forget: () => set(NOTHING),
}));

/** How far a model was moved by hand. */
export const offsetOf = (model: string): ModelOffset =>
  useFederationStore.getState().offsets.get(model) ?? NO_OFFSET;

/**
 * Puts the middle of a model on the first's, where they stand too far from each other to be seen together, and looks at both; undo
 * brings back the view too.
 */
export function bringTogether(model: string): void {
  const { joins } = useFederationStore.getState();
  const own = joins.get(model);
  const first = [...joins.values()].find(({ by }) => by === "origin");
  if (!own || !first) return;
  const { moveM, turnDeg } = offsetOf(model);
  const [x, y, z] = moveM.map(
    (value, k) => value + (first.middleM[k] as number) - (own.middleM[k] as number),
  );
  const { look } = useInspectorStore.getState();
  const { eye } = useStageStore.getState();
  const { offsets: before } = useFederationStore.getState();
  const offsets = new Map(before).set(model, {
    moveM: [x as number, y as number, z as number],
    turnDeg,
  });
  const join = (): void => {
    useFederationStore.setState({ offsets });
    look({ to: "fit" });
  };
  join();
  recordStep({
    undo() {
      useFederationStore.setState({ offsets: before });
      if (eye) look({ to: "eye", eye });
    },
    redo: join,
  });
}

/** Has offsets travel with links. Answers what ends it. */
export const linkOffsets = (): (() => void) =>
  addLinkPart({
    name: "moved",
    clear: () => useFederationStore.setState({ offsets: NOTHING.offsets }),
    write: () => writeOffsets(useFederationStore.getState().offsets),
    read(text) {
      const offsets = readOffsets(text);
      if (offsets) useFederationStore.setState({ offsets });
      return offsets !== undefined;
    },
  });
