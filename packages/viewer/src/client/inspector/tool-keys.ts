/** A tool that a key takes in hand. */
export interface ToolKey {
  /** Single letter, lower case; the page's own letters come first. */
  readonly letter: string;
  press(): void;
  /** On Escape: puts itself away; false where it was not in hand. */
  putAway(): boolean;
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
  find: (letter: string): (() => void) | undefined => tools.find((tool) => tool.letter === letter)?.press,
  /** True where a tool was in hand; the last added goes first. */
  putAway: (): boolean => tools.toReversed().some((tool) => tool.putAway()),
};
