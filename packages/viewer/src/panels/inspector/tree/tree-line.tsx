import { type MouseEvent, memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { describeRows } from "../../../client/inspector/find/row-texts.ts";
import { hasChildren, nodeKindOf, siblingPlaces } from "../../../client/inspector/tree/tree-model.ts";
import { setOpen } from "../../../client/inspector/tree/tree-view.ts";
import { formatNumber } from "../../../format/number.ts";
import { Icon } from "../../icons.tsx";
import { countOf, fitLine, hideLine, isLineOpen, nameOf, selectLine, splitName } from "./tree-line-state.ts";
import type { TreeLine, TreeLines } from "./use-tree-lines.ts";
import "./element-tree.css";

const INDENT_PX = 14;

/** What a line shows. Plain values where they can be: a line whose values are as before is not rendered again. */
interface LineProps extends TreeLine {
  /** Its number in the list. */
  readonly at: number;
  readonly lines: TreeLines;
  /** How much of it is hidden, and how much is drawn faintly. */
  readonly hiding: "all" | "some" | "none";
  readonly isGhosted: boolean;
  readonly isSelected: boolean;
  readonly isFocused: boolean;
  readonly onFocus: (at: number) => void;
}

/** One line of the tree: what opens it, its eye, its name, how much is in it. */
export const Line = memo(function Line(props: LineProps) {
  const { t } = useTranslation("inspector");
  const { shown, node, at, lines, hiding, isGhosted, isSelected, isFocused, onFocus } = props;
  const { tree } = shown;
  const line = { shown, node };
  const element = useRef<HTMLDivElement>(null);
  const name = nameOf(line, t("tree.noName"), t("tree.rest"));
  const [start, end] = splitName(name);
  const isOpen = isLineOpen(line);
  const hasMore = node >= 0 && hasChildren(tree, node);
  const count = countOf(line);
  const depth = node < 0 ? 0 : (tree.depth[node] as number);
  const siblings = node < 0 || shown.match ? undefined : siblingPlaces(tree);
  useEffect(() => {
    // The focus goes along where it is in the tree already, and is never taken from elsewhere.
    if (isFocused && element.current?.closest("[role=tree]")?.contains(document.activeElement))
      element.current.focus({ preventScroll: true });
  }, [isFocused]);
  const onClick = (event: MouseEvent): void => {
    onFocus(at);
    selectLine(line, event.ctrlKey || event.metaKey || event.shiftKey);
  };
  const kind = node < 0 ? "model" : nodeKindOf(tree, node);
  const row = kind === "object" ? (tree.row[node] as number) : undefined;
  const className = row === undefined ? "" : describeRows(shown.model.table).className(row);
  const title = [className ? `${name} (${className})` : name, isGhosted && t("tree.ghosted")];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys of all its lines
    <div
      ref={element}
      className={`tree-line is-${kind}`}
      role="treeitem"
      aria-level={depth + 1}
      aria-expanded={hasMore ? isOpen : undefined}
      aria-selected={isSelected}
      aria-posinset={siblings?.place[node]}
      aria-setsize={siblings?.of[node]}
      data-hidden={hiding === "all" || undefined}
      data-ghosted={isGhosted || undefined}
      data-testid={row === undefined ? undefined : `tree-${shown.model.table.objects.globalId[row]}`}
      tabIndex={isFocused ? 0 : -1}
      style={{ paddingLeft: 6 + INDENT_PX * depth }}
      onClick={onClick}
      onDoubleClick={() => fitLine(line)}
      onFocus={() => onFocus(at)}
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
      <span className="tree-name" title={title.filter(Boolean).join(" • ")}>
        <span>{start}</span>
        {end}
      </span>
      {count > 0 && <small>{formatNumber(count)}</small>}
    </div>
  );
});
