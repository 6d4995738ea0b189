import { create } from "zustand";
import type { PicturePreset } from "./picture-sizes.ts";

/** What is behind the model. */
export const PICTURE_BACKGROUNDS = ["shown", "white", "transparent"] as const;
/** What may stand on the picture besides the model. */
export const PICTURE_PARTS = ["bar", "overlays", "legend", "title"] as const;
/** One of {@link PICTURE_PARTS}. */
export type PicturePart = (typeof PICTURE_PARTS)[number];

/** What becomes of a picture: a file, or the clipboard's. */
export type PictureUse = "save" | "copy";

/** How a picture is made. */
export interface PictureSettings {
  readonly preset: PicturePreset;
  /** For the preset `own`. */
  readonly own: { readonly widthPx: number; readonly heightPx: number };
  /** 1 : n on paper; null: as seen. Where nothing has a vanishing point. */
  readonly scale: number | null;
  readonly background: (typeof PICTURE_BACKGROUNDS)[number];
  readonly format: "png" | "jpeg";
  readonly parts: ReadonlySet<PicturePart>;
}

/** How far it is. */
export type PictureRun =
  | { readonly phase: "idle" }
  | { readonly phase: "drawing"; readonly done: number; readonly total: number }
  | { readonly phase: "writing" }
  | { readonly phase: "done"; readonly use: PictureUse; readonly bytes: number }
  | { readonly phase: "failed"; readonly error: unknown };

interface PictureState extends PictureSettings {
  readonly run: PictureRun;
  /** Counted up to ask for a picture, or to stop it. */
  readonly asked: { readonly save: number; readonly copy: number; readonly cancel: number };
  choose(settings: Partial<PictureSettings>): void;
  togglePart(part: PicturePart): void;
  ask(what: PictureUse | "cancel"): void;
}

/** Pictures of the inspector. The panel asks, the stage's tool makes them. */
export const usePictureStore = create<PictureState>()((set, get) => ({
  preset: "uhd",
  own: { widthPx: 3000, heightPx: 2000 },
  scale: null,
  background: "shown",
  format: "png",
  parts: new Set(PICTURE_PARTS),
  run: { phase: "idle" },
  asked: { save: 0, copy: 0, cancel: 0 },
  choose(settings) {
    // One that is being made goes on as it was asked for.
    const { run } = get();
    set({ ...settings, run: isMaking(run) ? run : { phase: "idle" } });
  },
  togglePart(part) {
    const parts = new Set(get().parts);
    if (!parts.delete(part)) parts.add(part);
    get().choose({ parts });
  },
  ask: (what) => set({ asked: { ...get().asked, [what]: get().asked[what] + 1 } }),
}));

/** Whether one is being made. */
export const isMaking = ({ phase }: PictureRun): boolean => phase === "drawing" || phase === "writing";
