import { create } from "zustand";

interface ElementMenu {
  /** Where the menu is open, CSS pixels of the window; null while it is not. `isOfElement`: what is selected is meant. */
  readonly at: { readonly xPx: number; readonly yPx: number; readonly isOfElement: boolean } | null;
}

/** The menu of the elements under the pointer. */
export const useElementMenuStore = create<ElementMenu>()(() => ({ at: null }));

/** Puts the menu away. */
export const closeElementMenu = (): void => useElementMenuStore.setState({ at: null });
