/** A key that a tool takes. */
export interface ToolKey {
  /** As `KeyboardEvent.key` has it, lower case; the page's own letters come first. */
  readonly letter: string;
  press(): void;
  /** Whether the key does anything now; always where not given. */
  isOn?(): boolean;
  /** On Escape: takes a step back or puts itself away; false where there was nothing to do. */
  putAway?(): boolean;
}

const tools: ToolKey[] = [];

/** Keys of tools: each tool adds its own, and takes it away with itself. */
export const toolKeys = {
  /** Answers what takes the key away again. */
  add(tool: ToolKey): () => void {
    tools.push(tool);
    return () => {
      const at = tools.indexOf(tool);
      if (at >= 0) tools.splice(at, 1);
    };
  },
  find: (letter: string): (() => void) | undefined =>
    tools.find((tool) => tool.letter === letter && (tool.isOn?.() ?? true))?.press,
  /** True where a tool was in hand; the last added goes first. */
  putAway: (): boolean => tools.toReversed().some((tool) => tool.putAway?.() ?? false),
};
