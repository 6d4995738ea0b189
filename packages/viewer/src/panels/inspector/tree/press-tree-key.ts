import type { KeyboardEvent } from "react";
import { hasChildren } from "../../../client/inspector/tree/tree-model.ts";
import type { CountedStates } from "../../../client/inspector/tree/tree-states.ts";
import { openSiblings, setOpen } from "../../../client/inspector/tree/tree-view.ts";
import { fitLine, hideLine, isLineOpen, lineOfNode, selectLine, shareWith } from "./tree-line-state.ts";
import type { TreeLine, TreeLines } from "./use-tree-lines.ts";

/** Keys of a tree. Source: WAI-ARIA authoring practices, tree view. False where the key means nothing here. */
export function pressTreeKey(
  event: KeyboardEvent,
  line: TreeLine,
  lines: TreeLines,
  {
    focused,
    focusLine,
    counted,
  }: {
    readonly focused: number;
    readonly focusLine: (line: number) => void;
    readonly counted: ReadonlyMap<string, CountedStates>;
  },
): boolean {
  const { shown, node } = line;
  const hasMore = node >= 0 && hasChildren(shown.tree, node);
  const isOpen = node >= 0 && isLineOpen(line);
  switch (event.key) {
    case "ArrowDown":
      focusLine(focused + 1);
      return true;
    case "ArrowUp":
      focusLine(focused - 1);
      return true;
    case "PageDown":
      focusLine(focused + 20);
      return true;
    case "PageUp":
      focusLine(focused - 20);
      return true;
    case "Home":
      focusLine(0);
      return true;
    case "End":
      focusLine(lines.count - 1);
      return true;
    case "ArrowRight":
      if (hasMore && !isOpen) lines.change(shown, setOpen(shown.open, node, true));
      else if (hasMore) focusLine(focused + 1);
      return true;
    case "ArrowLeft":
      if (hasMore && isOpen && shown.open[node] === 1) lines.change(shown, setOpen(shown.open, node, false));
      else if (node >= 0) focusLine(lineOfNode(shown, shown.tree.parent[node] as number) ?? shown.firstLine);
      return true;
    case "*":
      if (node >= 0) lines.change(shown, openSiblings(shown.tree, shown.open, node));
      return true;
    case " ":
      hideLine(line, shareWith(line, counted.get(shown.model.id)) !== "all");
      return true;
    case "Enter":
      selectLine(line, event.ctrlKey || event.metaKey);
      fitLine(line);
      return true;
    default:
      return false;
  }
}
