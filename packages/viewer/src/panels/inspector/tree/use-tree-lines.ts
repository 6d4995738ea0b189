import type { ElementTable } from "@shuicheng/shared/ifc";
import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import { buildIndex, dataOf } from "../../../client/inspector/find/element-data.ts";
import { buildTree, type TreeOrder, treeOf } from "../../../client/inspector/tree/build-tree.ts";
import { rowsIn, type TreeModel } from "../../../client/inspector/tree/tree-model.ts";
import {
  listShownNodes,
  matchTree,
  type OpenNodes,
  openAtFirst,
  type TreeMatch,
} from "../../../client/inspector/tree/tree-view.ts";
import type { OpenModel } from "../../../client/inspector-store.ts";

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
  /** False while trees of large models, or what finds texts in them, are being built. */
  readonly isWhole: boolean;
  lineAt(line: number): TreeLine | undefined;
  change(shown: ShownTree, open: OpenNodes): void;
}

/** What is open of each tree stays while one looks at another. @param text Sought; empty: all. */
export function useTreeLines(models: readonly OpenModel[], order: TreeOrder, text: string): TreeLines {
  const opened = useRef(new WeakMap<TreeModel, OpenNodes>()).current;
  const [changes, setChanges] = useState(0);
  const built = useBuilding(models, order, text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `built` tells that a tree or an index is there
  const matches = useMemo(
    () => models.map(({ table }) => matchIn(table, order, text)),
    [models, order, text, built],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` tells that something was opened, `built` as above
  return useMemo(() => {
    let lines = 0;
    const trees = models.flatMap((model, at): ShownTree[] => {
      const tree = treeOf(model.table, order);
      if (!tree) return [];
      const open = opened.get(tree) ?? openAtFirst(tree);
      opened.set(tree, open);
      const match = matches[at];
      const nodes = listShownNodes(tree, open, match);
      const firstLine = lines + (models.length > 1 ? 1 : 0);
      lines = firstLine + nodes.length;
      return [{ model, tree, open, match, nodes, firstLine }];
    });
    return {
      trees,
      count: lines,
      isWhole: models.every(({ table }) => isReady(table, order, text)),
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
  }, [models, order, text, matches, changes, built]);
}

function isReady(table: ElementTable, order: TreeOrder, text: string): boolean {
  return treeOf(table, order) !== undefined && (text === "" || dataOf(table).index !== undefined);
}

/** Has trees and indexes built that are not there yet; another number whenever one has come. */
function useBuilding(models: readonly OpenModel[], order: TreeOrder, text: string): number {
  const [built, tellBuilt] = useReducer((count: number) => count + 1, 0);
  const isSeeking = text !== "";
  useEffect(() => {
    let isOver = false;
    const build = async (table: ElementTable): Promise<void> => {
      await buildTree(table, order);
      if (isSeeking) await buildIndex(table);
      if (!isOver) tellBuilt();
    };
    for (const { table } of models) {
      if (!isReady(table, order, isSeeking ? "any" : "")) void build(table);
    }
    return () => {
      isOver = true;
    };
  }, [models, order, isSeeking]);
  return built;
}

/** What a search leaves of a tree: found as in the whole inspector, or by a label. Undefined: nothing is sought, or not yet. */
function matchIn(table: ElementTable, order: TreeOrder, text: string): TreeMatch | undefined {
  const tree = treeOf(table, order);
  const { index } = dataOf(table);
  if (text === "" || !tree || !index) return undefined;
  const isFound = index.search(text).rank.map((rank) => (rank === 0 ? 0 : 1));
  return matchTree(tree, isFound, text.toLowerCase());
}

/** Rows of all objects that the search found in a tree's model. */
export const allRows = (count: number): Uint32Array => rowsIn(new Uint8Array(count).fill(1));
