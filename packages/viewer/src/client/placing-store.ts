import type { HandPlaceInput, Model, ModelPlacement } from "@shuicheng/shared/contracts";
import { create } from "zustand";

/** A place being given to a model by hand. */
export interface DraftPlace {
  /** WGS84 degrees of the model's anchor. */
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Orthometric, metres; null: on the ground. */
  readonly heightM: number | null;
  /** Where the model's y axis points, degrees clockwise from true north. */
  readonly headingDeg: number;
  /** Metres on the earth of one metre of the model. */
  readonly scale: number;
}

/** What is known of a placed model besides its place. */
type Placeable = Pick<Model, "id" | "name" | "placement">;

interface PlacingStore {
  /** The model that is being placed on the map; null while none is. */
  readonly model: string | null;
  readonly name: string;
  /** Where it was published before. */
  readonly published: ModelPlacement | null;
  /** Null until the map knows where to begin. */
  readonly draft: DraftPlace | null;
  /** The last placing that was saved, while it can be undone from here. `before`: null for what its file says. */
  readonly saved: {
    readonly model: string;
    readonly name: string;
    readonly before: HandPlaceInput | null;
  } | null;
  begin(model: Placeable): void;
  change(part: Partial<DraftPlace>): void;
  /** Where an unplaced model begins. */
  beginAt(place: { readonly lonDeg: number; readonly latDeg: number }): void;
  /** The draft is the server's now. */
  keep(): void;
  cancel(): void;
  forgetSaved(): void;
}

/** Placing a model by hand: panel and scene both follow it. */
export const usePlacingStore = create<PlacingStore>()((set) => ({
  model: null,
  name: "",
  published: null,
  draft: null,
  saved: null,
  begin: ({ id, name, placement }) =>
    set({ model: id, name, published: placement, draft: draftOf(placement), saved: null }),
  change: (part) => set(({ draft }) => (draft ? { draft: { ...draft, ...part } } : {})),
  beginAt: ({ lonDeg, latDeg }) =>
    set(({ published, draft }) =>
      published && !draft
        ? {
            draft: {
              lonDeg,
              latDeg,
              heightM: null,
              headingDeg: published.headingDeg,
              scale: published.scale,
            },
          }
        : {},
    ),
  keep: () =>
    set(({ model, name, published }) => ({
      ...NOTHING,
      saved: model === null ? null : { model, name, before: published && inputOf(published) },
    })),
  cancel: () => set(NOTHING),
  forgetSaved: () => set({ saved: null }),
}));

const NOTHING = { model: null, name: "", published: null, draft: null } as const;

function draftOf({ lon, lat, heightM, headingDeg, scale }: ModelPlacement): DraftPlace | null {
  if (lon === null || lat === null) return null;
  return { lonDeg: lon, latDeg: lat, heightM, headingDeg, scale };
}

/** What brings a placement back: a hand's own numbers, or nothing where the file's statement counted. */
function inputOf({ rule, lon, lat, heightM, headingDeg, scale }: ModelPlacement): HandPlaceInput | null {
  if (rule !== "by-hand" || lon === null || lat === null) return null;
  return { lon, lat, headingDeg, scale, ...(heightM === null ? {} : { heightM }) };
}

/** A draft as the server takes it. */
export function placeInput({ lonDeg, latDeg, heightM, headingDeg, scale }: DraftPlace): HandPlaceInput {
  return { lon: lonDeg, lat: latDeg, headingDeg, scale, ...(heightM === null ? {} : { heightM }) };
}
