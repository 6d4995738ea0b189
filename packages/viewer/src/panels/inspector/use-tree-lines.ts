import { findElements } from "@shuicheng/shared/ifc";
import { useMemo, useRef, useState } from "react";
import { type TreeOrder, treeOf } from "../../client/inspector/build-tree.ts";
import { rowsIn, type TreeModel } from "../../client/inspector/tree-model.ts";
import {
  listShownNodes,
  matchTree,
  type OpenNodes,
  openAtFirst,
  type TreeMatch,
} from "../../client/inspector/tree-view.ts";
import type { OpenModel } from "../../client/inspector-store.ts";

/** A model's tree as far as it is seen. */
export interface ShownTree {
  readonly model: OpenModel;
  readonly tree: TreeModel;
  readonly open: OpenNodes;
  readonly match: TreeMatch | undefined;
  /** From top to bottom. */
  readonly nodes: Uint32Array;
  /** Line of the first node; where several models are open, the line before it names the model. */
  readonly firstLine: number;
}

/** A line of the list. `node` −1: the model's own. */
export interface TreeLine {
  readonly shown: ShownTree;
  readonly node: number;
}

/** The lines of the trees of some models, and what opens them. */
export interface TreeLines {
  readonly trees: readonly ShownTree[];
  readonly count: number;
  lineAt(line: number): TreeLine | undefined;
  change(shown: ShownTree, open: OpenNodes): void;
}

/** What is open of each tree stays while one looks at another. @param text Sought; empty: all. */
export function useTreeLines(models: readonly OpenModel[], order: TreeOrder, text: string): TreeLines {
  const opened = useRef(new WeakMap<TreeModel, OpenNodes>()).current;
  const [changes, setChanges] = useState(0);
  const matches = useMatches(models, order, text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` tells that something was opened
  return useMemo(() => {
    let lines = 0;
    const trees = models.map((model, at): ShownTree => {
      const tree = treeOf(model.table, order);
      const open = opened.get(tree) ?? openAtFirst(tree);
      opened.set(tree, open);
      const match = matches[at];
      const nodes = listShownNodes(tree, open, match);
      const firstLine = lines + (models.length > 1 ? 1 : 0);
      lines = firstLine + nodes.length;
      return { model, tree, open, match, nodes, firstLine };
    });
    return {
      trees,
      count: lines,
      lineAt(line) {
        const shown = trees.findLast(({ firstLine }) => line >= firstLine - (models.length > 1 ? 1 : 0));
        if (!shown || line >= shown.firstLine + shown.nodes.length) return undefined;
        return { shown, node: line < shown.firstLine ? -1 : (shown.nodes[line - shown.firstLine] as number) };
      },
      change({ tree }, open) {
        opened.set(tree, open);
        setChanges((count) => count + 1);
      },
    };
  }, [models, order, matches, changes]);
}

function useMatches(
  models: readonly OpenModel[],
  order: TreeOrder,
  text: string,
): readonly (TreeMatch | undefined)[] {
  return useMemo(
    () =>
      models.map(({ table }) => {
        if (text === "") return undefined;
        const isFound = new Uint8Array(table.objects.count);
        for (const row of findElements(table, { text })) isFound[row] = 1;
        return matchTree(treeOf(table, order), isFound, text.toLowerCase());
      }),
    [models, order, text],
  );
}

/** Rows of all objects that the search found in a tree's model. */
export const allRows = (count: number): Uint32Array => rowsIn(new Uint8Array(count).fill(1));
