import { create } from "zustand";

/** A short word about what the person just did. `link`: to be copied by hand where the browser forbids copying. */
export type Notice =
  | { readonly kind: "copied" }
  | { readonly kind: "copyByHand"; readonly link: string }
  | { readonly kind: "linkUnreadable"; readonly count: number };

interface NoticeStore {
  readonly notice: Notice | null;
  tell(notice: Notice): void;
  dismiss(): void;
}

/** The one notice that floats over the scene. Never for alarms or failures of the city: those have their places. */
export const useNoticeStore = create<NoticeStore>()((set) => ({
  notice: null,
  tell: (notice) => set({ notice }),
  dismiss: () => set({ notice: null }),
}));
