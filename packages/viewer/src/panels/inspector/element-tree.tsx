import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TreeOrder } from "../../client/inspector/build-tree.ts";
import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import { describeRows } from "../../client/inspector/row-texts.ts";
import { hasChildren, NO_ROW, nodeKindOf, rowsUnder } from "../../client/inspector/tree-model.ts";
import { type CountedStates, countStates } from "../../client/inspector/tree-states.ts";
import { revealNode, setOpen } from "../../client/inspector/tree-view.ts";
import { type OpenModel, useInspectorStore } from "../../client/inspector-store.ts";
import { formatNumber } from "../../format/number.ts";
import { Icon } from "../icons.tsx";
import { allRows, type ShownTree, type TreeLine, type TreeLines, useTreeLines } from "./use-tree-lines.ts";
import { useVirtualLines } from "./use-virtual-lines.ts";
import "./element-tree.css";

/** Height of a line, CSS pixels. */
const LINE_PX = 28;
const INDENT_PX = 14;
/** Last characters of a name that are always seen: of elements of one type they alone differ. */
const TAIL = 8;

/** The tree of each open model, as long as 100,000 lines: only what is seen is on the page. */
export function ElementTree(props: {
  readonly models: readonly OpenModel[];
  readonly order: TreeOrder;
  readonly text: string;
}) {
  const { t } = useTranslation("inspector");
  const models = useSame(props.models);
  const lines = useTreeLines(models, props.order, props.text);
  const states = useInspectorStore((state) => state.states);
  const counted = useMemo(
    () =>
      new Map(
        lines.trees.map(({ model, tree }) => [
          model.id,
          countStates(
            tree,
            states.get(model.id) ?? new Uint8Array(model.table.objects.count),
            ELEMENT_STATE.hidden,
          ),
        ]),
      ),
    [lines, states],
  );
  const list = useRef<HTMLDivElement>(null);
  const { first, last, scrollTo } = useVirtualLines(list, lines.count, LINE_PX);
  const [focused, setFocused] = useState(0);
  useRevealPrimary(lines, scrollTo, setFocused);
  const focusLine = (line: number): void => {
    const next = Math.max(0, Math.min(lines.count - 1, line));
    setFocused(next);
    scrollTo(next);
  };
  if (models.length > 0 && lines.count === 0) {
    return (
      <p className="tree-empty">{props.text === "" ? t(`tree.empty.${props.order}`) : t("tree.noHit")}</p>
    );
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines.lineAt(focused);
    if (!line || !pressTreeKey(event, line, lines, { focused, focusLine, counted })) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  return (
    <div
      ref={list}
      className="element-tree"
      role="tree"
      aria-label={t("tree.title")}
      aria-multiselectable="true"
      tabIndex={-1}
      data-testid="element-tree"
      onKeyDown={onKeyDown}
    >
      <div style={{ height: lines.count * LINE_PX }}>
        <div style={{ transform: `translateY(${first * LINE_PX}px)` }}>
          {shown.map((at) => {
            const line = lines.lineAt(at);
            if (!line) return null;
            const states_ = states.get(line.shown.model.id);
            return (
              <Line
                key={`${line.shown.model.id} ${line.node}`}
                line={line}
                lines={lines}
                counted={counted.get(line.shown.model.id)}
                isSelected={isSelected(line, states_)}
                isFocused={at === Math.min(focused, lines.count - 1)}
                onFocus={() => setFocused(at)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Line(props: {
  readonly line: TreeLine;
  readonly lines: TreeLines;
  readonly counted: CountedStates | undefined;
  readonly isSelected: boolean;
  readonly isFocused: boolean;
  readonly onFocus: () => void;
}) {
  const { t } = useTranslation("inspector");
  const { line, lines, counted, isSelected, isFocused } = props;
  const { shown, node } = line;
  const { tree } = shown;
  const element = useRef<HTMLDivElement>(null);
  const name = nameOf(line, t("tree.noName"), t("tree.rest"));
  const isOpen = node < 0 || shown.open[node] === 1 || shown.match?.leads[node] === 1;
  const hasMore = node >= 0 && hasChildren(tree, node);
  const hiding = hiddenShare(line, counted);
  useEffect(() => {
    // The focus goes along where it is in the tree already, and is never taken from elsewhere.
    if (isFocused && element.current?.closest("[role=tree]")?.contains(document.activeElement))
      element.current.focus();
  }, [isFocused]);
  const onClick = (event: MouseEvent): void => {
    props.onFocus();
    selectLine(line, event.ctrlKey || event.metaKey || event.shiftKey);
  };
  const kind = node < 0 ? "model" : nodeKindOf(tree, node);
  const className =
    kind === "object" ? describeRows(shown.model.table).className(tree.row[node] as number) : "";
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys of all its lines
    <div
      ref={element}
      className={`tree-line is-${kind}`}
      role="treeitem"
      aria-level={(node < 0 ? 0 : (tree.depth[node] as number)) + 1}
      aria-expanded={hasMore ? isOpen : undefined}
      aria-selected={isSelected}
      data-hidden={hiding === "all" || undefined}
      data-testid={
        node >= 0 && kind === "object"
          ? `tree-${shown.model.table.objects.globalId[tree.row[node] as number]}`
          : undefined
      }
      tabIndex={isFocused ? 0 : -1}
      style={{ paddingLeft: 6 + INDENT_PX * (node < 0 ? 0 : (tree.depth[node] as number)) }}
      onClick={onClick}
      onDoubleClick={() => fitLine(line)}
      onFocus={props.onFocus}
    >
      <button
        type="button"
        className="tree-open"
        tabIndex={-1}
        aria-hidden="true"
        disabled={!hasMore}
        onClick={(event) => {
          event.stopPropagation();
          if (hasMore) lines.change(shown, setOpen(shown.open, node, !isOpen));
        }}
      >
        {hasMore && <Icon name={isOpen ? "down" : "unfold"} size={12} />}
      </button>
      <button
        type="button"
        className="tree-eye"
        tabIndex={-1}
        aria-label={t(hiding === "all" ? "tree.show" : "tree.hide", { name })}
        aria-pressed={hiding === "all"}
        data-part={hiding === "some" || undefined}
        onClick={(event) => {
          event.stopPropagation();
          hideLine(line, hiding !== "all");
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <Icon name={hiding === "all" ? "eyeOff" : "eye"} size={14} />
      </button>
      <span className="tree-name" title={className ? `${name} (${className})` : name}>
        <span>{name.slice(0, -TAIL)}</span>
        {name.slice(-TAIL)}
      </span>
      {node >= 0 && (hasMore || kind !== "object") && (
        <small>{formatNumber((shown.match?.found[node] || tree.elements[node]) as number)}</small>
      )}
    </div>
  );
}

function nameOf({ shown: { tree, model }, node }: TreeLine, noName: string, rest: string): string {
  if (node < 0) return model.name;
  const kind = nodeKindOf(tree, node);
  if (kind === "rest") return rest;
  if (kind !== "object") return (tree.labels[node] as string) || noName;
  const row = tree.row[node] as number;
  const texts = describeRows(model.table);
  return texts.name(row) || `${texts.className(row).replace(/^Ifc/, "")} ${noName}`;
}

/** Whether all, some or nothing of a line is hidden. */
function hiddenShare({ node, shown }: TreeLine, counted: CountedStates | undefined): "all" | "some" | "none" {
  if (!counted) return "none";
  const { withBit, objects } = counted;
  const roots = node >= 0 ? [node] : rootsOf(shown);
  const hidden = roots.reduce((sum, each) => sum + (withBit[each] as number), 0);
  const all = roots.reduce((sum, each) => sum + (objects[each] as number), 0);
  if (hidden === 0 || all === 0) return "none";
  return hidden === all ? "all" : "some";
}

function rootsOf({ tree }: ShownTree): number[] {
  const roots: number[] = [];
  for (let node = 0; node < tree.count; node = tree.end[node] as number) roots.push(node);
  return roots;
}

function isSelected({ node, shown }: TreeLine, states: Uint8Array | undefined): boolean {
  const row = node < 0 ? NO_ROW : (shown.tree.row[node] as number);
  return row !== NO_ROW && states !== undefined && ((states[row] as number) & ELEMENT_STATE.selected) !== 0;
}

const rowsOf = ({ node, shown: { model, tree } }: TreeLine): Uint32Array =>
  node < 0 ? allRows(model.table.objects.count) : rowsUnder(tree, node);

function selectLine(line: TreeLine, isAdding: boolean): void {
  const { shown, node } = line;
  const row = node < 0 ? NO_ROW : (shown.tree.row[node] as number);
  const rows = new Map([[shown.model.id, rowsOf(line)]]);
  const primary = row === NO_ROW ? undefined : { model: shown.model.id, row };
  useInspectorStore.getState().select(rows, isAdding ? "toggle" : "replace", primary);
}

function fitLine(line: TreeLine): void {
  useInspectorStore.getState().look({ to: "fit", rows: new Map([[line.shown.model.id, rowsOf(line)]]) });
}

function hideLine(line: TreeLine, isHidden: boolean): void {
  useInspectorStore.getState().setHidden(new Map([[line.shown.model.id, rowsOf(line)]]), isHidden);
}

/** Keys of a tree. Source: WAI-ARIA authoring practices, tree view. False where the key means nothing here. */
function pressTreeKey(
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
  const isOpen = node >= 0 && shown.open[node] === 1;
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
      if (hasMore && isOpen) lines.change(shown, setOpen(shown.open, node, false));
      else if (node >= 0) focusLine(lineOfNode(shown, shown.tree.parent[node] as number) ?? shown.firstLine);
      return true;
    case " ":
      hideLine(line, hiddenShare(line, counted.get(shown.model.id)) !== "all");
      return true;
    case "Enter":
      selectLine(line, event.ctrlKey || event.metaKey);
      fitLine(line);
      return true;
    default:
      return false;
  }
}

/** Nodes are numbered in the order of their lines. */
function lineOfNode({ nodes, firstLine }: ShownTree, node: number): number | undefined {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] as number) < node) low = middle + 1;
    else high = middle;
  }
  return nodes[low] === node ? firstLine + low : undefined;
}

/** What was selected elsewhere, in the picture say, is opened and brought into sight. */
function useRevealPrimary(
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

/** The same array as long as it holds the same. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const before = useRef(list);
  if (before.current.length !== list.length || before.current.some((each, at) => each !== list[at]))
    before.current = list;
  return before.current;
}
