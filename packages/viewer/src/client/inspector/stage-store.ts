import { create } from "zustand";

/** How far a model is loaded. */
export type ModelLoading =
  | { readonly phase: "opening" }
  /** `done` of `total` tiles. */
  | { readonly phase: "tiles"; readonly done: number; readonly total: number }
  | {
      readonly phase: "done";
      readonly failedTiles: number;
      readonly firstFailure: unknown;
      readonly isEmpty: boolean;
    }
  | { readonly phase: "failed"; readonly error: unknown };

/** Where the camera looks, as panels need it: the view cube, the status bar, a link. */
export interface StageEye {
  readonly eyeM: readonly [number, number, number];
  readonly targetM: readonly [number, number, number];
  readonly projection: "perspective" | "orthographic";
  readonly heightM: number;
}

/** The point under the cursor. */
export interface StagePoint {
  readonly model: string;
  readonly row: number;
  /** In the model's own frame, metres: the coordinates of its file. */
  readonly modelM: readonly [number, number, number];
  /** Longitude, latitude (degrees, WGS84) and orthometric height (metres); undefined while nothing places the model. */
  readonly place: { readonly lonDeg: number; readonly latDeg: number; readonly heightM: number } | undefined;
}

interface StageState {
  /** Counted up to open all models of the page again. */
  readonly openings: number;
  readonly loading: ReadonlyMap<string, ModelLoading>;
  readonly eye: StageEye | null;
  readonly point: StagePoint | null;
  readonly triangles: number;
  /** CRS that places the first model; undefined where none does. */
  readonly crs: string | undefined;
  readonly isContextLost: boolean;
  /** A walker asked for a floor above or below, and there is none; null once that was said. */
  readonly noFloor: { readonly by: 1 | -1 } | null;
  /** Why there is no picture at all, or no picking; null where all is well. */
  readonly failure: { readonly what: "no-webgl" | "no-picking"; readonly message: string } | null;
  setLoading(model: string, loading: ModelLoading | undefined): void;
}

/** What the inspector's picture says of itself. Panels follow it; only the stage's binding writes. */
export const useStageStore = create<StageState>()((set) => ({
  openings: 0,
  loading: new Map(),
  eye: null,
  point: null,
  triangles: 0,
  crs: undefined,
  isContextLost: false,
  noFloor: null,
  failure: null,
  setLoading: (model, next) =>
    set(({ loading }) => {
      const changed = new Map(loading);
      if (next) changed.set(model, next);
      else changed.delete(model);
      return { loading: changed };
    }),
}));
