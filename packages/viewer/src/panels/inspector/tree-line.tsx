import { type MouseEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { describeRows } from "../../client/inspector/row-texts.ts";
import { hasChildren, nodeKindOf } from "../../client/inspector/tree-model.ts";
import type { CountedStates } from "../../client/inspector/tree-states.ts";
import { setOpen } from "../../client/inspector/tree-view.ts";
import { formatNumber } from "../../format/number.ts";
import { Icon } from "../icons.tsx";
import { fitLine, hiddenShare, hideLine, nameOf, selectLine } from "./tree-line-state.ts";
import type { TreeLine, TreeLines } from "./use-tree-lines.ts";
import "./element-tree.css";

const INDENT_PX = 14;
/** Last characters of a name that are always seen: of elements of one type they alone differ. */
const TAIL = 8;

/** One line of the tree: what opens it, its eye, its name, how much is in it. */
export function Line(props: {
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
