import { create } from "zustand";

interface FollowStore {
  /** Assets of the rows somebody has in view, followed by value beside the selected one. */
  readonly listed: readonly string[];
  followListed(assets: readonly string[]): void;
}

/** Which assets the panels want live values of; the page hands them to the link. */
export const useFollowStore = create<FollowStore>()((set) => ({
  listed: [],
  followListed: (listed) => set((state) => (state.listed.join() === listed.join() ? state : { listed })),
}));
