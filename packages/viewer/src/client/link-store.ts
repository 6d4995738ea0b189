import type { LinkState } from "@shuicheng/shared/client";
import { create } from "zustand";

/** What was missed while the link was lost and has been caught up. Times: epoch ms of this machine. */
interface Healed {
  readonly lostFrom: number;
  readonly until: number;
  /** Status bytes and values that differ from what was shown before. */
  readonly changes: number;
}

interface LinkStore {
  /** Null before the first attempt. */
  readonly link: LinkState | null;
  /** Stays until somebody has read it. */
  readonly healed: Healed | null;
  showLink(link: LinkState): void;
  showHealed(healed: Healed): void;
  dismissHealed(): void;
}

/** How the link to the server is, for the panels. */
export const useLinkStore = create<LinkStore>()((set) => ({
  link: null,
  healed: null,
  showLink: (link) => set({ link }),
  showHealed: (healed) => set({ healed }),
  dismissHealed: () => set({ healed: null }),
}));
