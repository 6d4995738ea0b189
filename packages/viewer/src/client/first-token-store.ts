import { create } from "zustand";

interface FirstTokenStore {
  /** A token made on the page of the empty city, shown until it is put away; null otherwise. */
  readonly token: string | null;
  keep(token: string): void;
  putAway(): void;
}

/**
 * Holds a token that was just made over the moment when the city is empty no more: the commands that need it are
 * not all run by then, and it cannot be shown again. In memory only.
 */
export const useFirstTokenStore = create<FirstTokenStore>()((set) => ({
  token: null,
  keep: (token) => set({ token }),
  putAway: () => set({ token: null }),
}));
