import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ELEMENT_STATE, type ElementStates } from "../../../client/inspector/element-states.ts";
import type { TreeOrder } from "../../../client/inspector/tree/build-tree.ts";
import { type CountedStates, countStates } from "../../../client/inspector/tree/tree-states.ts";
import { type OpenModel, useInspectorStore } from "../../../client/inspector-store.ts";
import { useVirtualLines } from "../use-virtual-lines.ts";
import { pressTreeKey } from "./press-tree-key.ts";
import { Line } from "./tree-line.tsx";
import { isSelected, shareWith } from "./tree-line-state.ts";
import { useRevealPrimary } from "./use-reveal-primary.ts";
import { type TreeLines, useTreeLines } from "./use-tree-lines.ts";
import "./element-tree.css";

/** Height of a line, CSS pixels. */
const LINE_PX = 28;

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
  const hidden = useCounted(lines, states, ELEMENT_STATE.hidden);
  const ghosted = useCounted(lines, states, ELEMENT_STATE.ghosted | ELEMENT_STATE.filteredOut);
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
    const empty = props.text === "" ? t(`tree.empty.${props.order}`) : t("tree.noHit");
    return (
      <p className="tree-empty" role="status">
        {lines.isWhole ? empty : t("tree.building")}
      </p>
    );
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines.lineAt(focused);
    if (!line || !pressTreeKey(event, line, lines, { focused, focusLine, counted: hidden })) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  const focusedLine = Math.min(focused, lines.count - 1);
  // The line that takes the focus may be out of sight, and so not on the page: then the tree itself takes it.
  const isFocusAway = focusedLine < first || focusedLine >= last;
  return (
    <div
      ref={list}
      className="element-tree"
      role="tree"
      aria-label={t("tree.title")}
      aria-multiselectable="true"
      aria-busy={!lines.isWhole}
      tabIndex={isFocusAway ? 0 : -1}
      data-testid="element-tree"
      onKeyDown={onKeyDown}
      onFocus={({ target, currentTarget }) => {
        if (target === currentTarget) scrollTo(focusedLine);
      }}
    >
      <div style={{ height: lines.count * LINE_PX }}>
        <div style={{ transform: `translateY(${first * LINE_PX}px)` }}>
          {shown.map((at) => {
            const line = lines.lineAt(at);
            if (!line) return null;
            const { id } = line.shown.model;
            return (
              <Line
                key={`${id} ${line.node}`}
                shown={line.shown}
                node={line.node}
                at={at}
                lines={lines}
                hiding={shareWith(line, hidden.get(id))}
                isGhosted={shareWith(line, ghosted.get(id)) === "all"}
                isSelected={isSelected(line, states.get(id))}
                isFocused={at === focusedLine}
                onFocus={setFocused}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Of each model's tree how many objects have any of `bits`, at each node and below it. */
function useCounted(
  lines: TreeLines,
  states: ReadonlyMap<string, ElementStates>,
  bits: number,
): ReadonlyMap<string, CountedStates> {
  return useMemo(
    () =>
      new Map(
        lines.trees.map(({ model, tree }) => [
          model.id,
          countStates(tree, states.get(model.id) ?? new Uint8Array(model.table.objects.count), bits),
        ]),
      ),
    [lines, states, bits],
  );
}

/** The same array as long as it holds the same. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const before = useRef(list);
  if (before.current.length !== list.length || before.current.some((each, at) => each !== list[at]))
    before.current = list;
  return before.current;
}
