import { ELEMENT_STATE } from "../../../client/inspector/element-states.ts";
import { describeRows } from "../../../client/inspector/find/row-texts.ts";
import { NO_ROW, nodeKindOf, rowsUnder } from "../../../client/inspector/tree/tree-model.ts";
import type { CountedStates } from "../../../client/inspector/tree/tree-states.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { allRows, type ShownTree, type TreeLine } from "./use-tree-lines.ts";

/** What a line is called. @param noName Words for what the file gives no name. @param rest Words for what no group holds. */
export function nameOf({ shown: { tree, model }, node }: TreeLine, noName: string, rest: string): string {
  if (node < 0) return model.name;
  const kind = nodeKindOf(tree, node);
  if (kind === "rest") return rest;
  if (kind !== "object") return (tree.labels[node] as string) || noName;
  const row = tree.row[node] as number;
  const texts = describeRows(model.table);
  return texts.name(row) || `${texts.className(row).replace(/^Ifc/, "")} ${noName}`;
}

/** Whether what stands below a line is shown: it was opened, or leads to what is sought. */
export function isLineOpen({ shown: { open, match }, node }: TreeLine): boolean {
  return node < 0 || open[node] === 1 || match?.leads[node] === 1;
}

/** How many elements and rooms a line stands for; of those that are sought where something is. */
export function countOf({ shown: { tree, match }, node }: TreeLine): number {
  return node < 0 ? 0 : ((match?.found[node] || tree.elements[node]) as number);
}

/** Characters at the end of a name that are always seen: of elements of one type they alone differ. */
const [LEAST_TAIL, GREATEST_TAIL] = [8, 16];

/** A name in two: its beginning may be cut where there is no room, its end (`:178108`) never. */
export function splitName(name: string): readonly [start: string, end: string] {
  const mark = name.length - name.lastIndexOf(":");
  const tail = mark > 1 && mark <= GREATEST_TAIL && mark < name.length ? mark : LEAST_TAIL;
  return [name.slice(0, -tail), name.slice(-tail)];
}

/** Whether all, some or nothing of a line has a bit of its state, e.g. is hidden. */
export function shareWith(
  { node, shown }: TreeLine,
  counted: CountedStates | undefined,
): "all" | "some" | "none" {
  if (!counted) return "none";
  const { withBit, objects } = counted;
  const roots = node >= 0 ? [node] : rootsOf(shown);
  const count = roots.reduce((sum, each) => sum + (withBit[each] as number), 0);
  const all = roots.reduce((sum, each) => sum + (objects[each] as number), 0);
  if (count === 0 || all === 0) return "none";
  return count === all ? "all" : "some";
}

function rootsOf({ tree }: ShownTree): number[] {
  const roots: number[] = [];
  for (let node = 0; node < tree.count; node = tree.end[node] as number) roots.push(node);
  return roots;
}

/** Whether the object of a line is selected. @param states Of its model. */
export function isSelected({ node, shown }: TreeLine, states: Uint8Array | undefined): boolean {
  const row = node < 0 ? NO_ROW : (shown.tree.row[node] as number);
  return row !== NO_ROW && states !== undefined && ((states[row] as number) & ELEMENT_STATE.selected) !== 0;
}

const rowsOf = ({ node, shown: { model, tree } }: TreeLine): Uint32Array =>
  node < 0 ? allRows(model.table.objects.count) : rowsUnder(tree, node);

/** Selects all that a line stands for; its own object leads. */
export function selectLine(line: TreeLine, isAdding: boolean): void {
  const { shown, node } = line;
  const row = node < 0 ? NO_ROW : (shown.tree.row[node] as number);
  const rows = new Map([[shown.model.id, rowsOf(line)]]);
  const primary = row === NO_ROW ? undefined : { model: shown.model.id, row };
  useInspectorStore.getState().select(rows, isAdding ? "toggle" : "replace", primary);
}

/** Brings all that a line stands for into the picture. */
export function fitLine(line: TreeLine): void {
  useInspectorStore.getState().look({ to: "fit", rows: new Map([[line.shown.model.id, rowsOf(line)]]) });
}

/** Hides or shows all that a line stands for. */
export function hideLine(line: TreeLine, isHidden: boolean): void {
  useInspectorStore.getState().setHidden(new Map([[line.shown.model.id, rowsOf(line)]]), isHidden);
}

/** Line of a node, which are numbered in the order of their lines; nothing where it is not seen. */
export function lineOfNode({ nodes, firstLine }: ShownTree, node: number): number | undefined {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] as number) < node) low = middle + 1;
    else high = middle;
  }
  return nodes[low] === node ? firstLine + low : undefined;
}
