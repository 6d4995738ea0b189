import { create } from "zustand";

/** Tools with a panel over the picture. */
export type InspectorToolName = "section" | "measure" | "clash" | "live" | "models" | "picture" | "views";

interface ToolState {
  readonly inHand: InspectorToolName | null;
  /** Takes a tool in hand, or puts it down where it is. */
  toggle(tool: InspectorToolName): void;
  putDown(): void;
}

/** Which tool is in hand: one at a time. What it made stays when it is put down. */
export const useToolStore = create<ToolState>()((set) => ({
  inHand: null,
  toggle: (tool) => set(({ inHand }) => ({ inHand: inHand === tool ? null : tool })),
  putDown: () => set({ inHand: null }),
}));
