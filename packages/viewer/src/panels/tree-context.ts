import { createContext, useContext } from "react";

/** What every line of the layer tree shares. */
interface TreeState {
  readonly expanded: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
  /** Key of the one line that Tab comes to. */
  readonly stop: string | null;
  readonly onFocus: (key: string) => void;
  /** Layers that share their name with another one. */
  readonly ambiguous: ReadonlySet<string>;
}

/** Shared by the lines of one tree. */
export const TreeContext = createContext<TreeState>({
  expanded: new Set(),
  toggle: () => {},
  stop: null,
  onFocus: () => {},
  ambiguous: new Set(),
});

/** The tree a line is in, and the attributes that make an element a line of it. */
export function useTreeItem(key: string, level: 1 | 2 | 3, isExpandable: boolean) {
  const tree = useContext(TreeContext);
  const isExpanded = tree.expanded.has(key);
  return {
    isExpanded,
    toggle: () => tree.toggle(key),
    isAmbiguous: (layer: string) => tree.ambiguous.has(layer),
    attributes: {
      role: "treeitem",
      "data-tree-key": key,
      "aria-level": level,
      "aria-expanded": isExpandable ? isExpanded : undefined,
      tabIndex: tree.stop === key ? 0 : -1,
      onFocus: (event: { target: EventTarget; currentTarget: EventTarget }) => {
        if (event.target === event.currentTarget) tree.onFocus(key);
      },
    } as const,
  };
}
