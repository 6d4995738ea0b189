import { useEffect, useRef } from "react";
import { revealNode } from "../../../client/inspector/tree/tree-view.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { lineOfNode } from "./tree-line-state.ts";
import type { TreeLines } from "./use-tree-lines.ts";

/** What was selected elsewhere, in the picture say, is opened and brought into sight. */
export function useRevealPrimary(
  lines: TreeLines,
  scrollTo: (line: number) => void,
  setFocused: (line: number) => void,
): void {
  const primary = useInspectorStore((state) => state.primary);
  const revealed = useRef<typeof primary>(null);
  useEffect(() => {
    if (!primary || revealed.current === primary) return;
    const shown = lines.trees.find(({ model }) => model.id === primary.model);
    const node = shown?.tree.nodeOfRow[primary.row] ?? -1;
    if (!shown || node < 0) return;
    const open = revealNode(shown.tree, shown.open, node);
    if (open !== shown.open) return lines.change(shown, open);
    revealed.current = primary;
    const line = lineOfNode(shown, node);
    if (line === undefined) return;
    setFocused(line);
    scrollTo(line);
  }, [primary, lines, scrollTo, setFocused]);
}
