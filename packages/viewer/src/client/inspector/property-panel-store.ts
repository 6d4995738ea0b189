import { create } from "zustand";

/** Whether somebody has closed the right panel; it stays so, whatever is selected, until they open it again. */
export const usePropertyPanelStore = create<{ readonly isClosed: boolean }>()(() => ({ isClosed: false }));
