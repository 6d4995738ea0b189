import type { Language } from "../format/language.ts";
import { encodeShareLink, type SharedView } from "./share-link.ts";
import { useViewStore, type ViewState } from "./view-store.ts";

/** The part of the view state that a link carries. */
type Shareable = Pick<
  ViewState,
  | "eye"
  | "hiddenLayers"
  | "layerOpacity"
  | "switchedClasses"
  | "hiddenStoreys"
  | "selection"
  | "theme"
  | "underground"
>;

/** What is looked at now, as a link carries it. */
export function viewToShare(state: Shareable, language: Language): SharedView {
  const { eye, selection, theme, underground } = state;
  const opacities = [...state.layerOpacity].filter(([, opacity]) => opacity < 1);
  return {
    ...(eye && { camera: eye.camera }),
    hiddenLayers: [...state.hiddenLayers],
    layerOpacityPercent: new Map(
      opacities.map(([layer, opacity]) => [layer, Math.round(opacity * 100)] as const),
    ),
    switchedClasses: new Map(
      [...state.switchedClasses].map(([layer, names]) => [layer, [...names]] as const),
    ),
    hiddenStoreys: new Map([...state.hiddenStoreys].map(([layer, hidden]) => [layer, [...hidden]] as const)),
    ...(selection && { selection }),
    language,
    theme,
    underground: {
      groundOpacityPercent: Math.round(underground.groundOpacity * 100),
      isBelowGround: underground.isBelowGround,
      depthM: underground.depthM,
    },
  };
}

/** Has the page look at what a link says; what it does not say stays as it is. The language is the caller's to change. */
export function showSharedView(view: SharedView): void {
  const { fly, select, setTheme } = useViewStore.getState();
  useViewStore.setState({
    ...(view.hiddenLayers && { hiddenLayers: new Set(view.hiddenLayers) }),
    ...(view.layerOpacityPercent && {
      layerOpacity: new Map([...view.layerOpacityPercent].map(([layer, percent]) => [layer, percent / 100])),
    }),
    ...(view.switchedClasses && {
      switchedClasses: new Map([...view.switchedClasses].map(([layer, names]) => [layer, new Set(names)])),
    }),
    ...(view.hiddenStoreys && {
      hiddenStoreys: new Map([...view.hiddenStoreys].map(([layer, hidden]) => [layer, new Set(hidden)])),
    }),
    ...(view.underground && {
      underground: {
        groundOpacity: view.underground.groundOpacityPercent / 100,
        isBelowGround: view.underground.isBelowGround,
        depthM: view.underground.depthM,
      },
    }),
  });
  if (view.theme) setTheme(view.theme);
  if (view.selection) select(view.selection);
  if (view.camera) fly({ to: "camera", camera: view.camera });
}

/** The address that shows what is looked at now. @param origin Address of the page without fragment. */
export function buildShareUrl(origin: string, language: Language): string {
  return `${origin}#${encodeShareLink(viewToShare(useViewStore.getState(), language))}`;
}
