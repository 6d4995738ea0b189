import type { FilterCondition } from "@shuicheng/shared/ifc";
import { Button, Input, Popover } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { bindElementData } from "../../client/inspector/bind-element-data.ts";
import { isFiltering, useDataStore } from "../../client/inspector/data-store.ts";
import { rowsIn } from "../../client/inspector/tree-model.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import { formatNumber } from "../../format/number.ts";
import { Icon } from "../icons.tsx";
import { ConditionEditor } from "./condition-editor.tsx";
import { conditionWords } from "./data-words.ts";
import { FieldSelect } from "./field-select.tsx";
import { SavedFilters } from "./saved-filters.tsx";
import "./data-bar.css";

/** A new condition begins with what is asked most. */
const FIRST: FilterCondition = { field: { attribute: "class" }, operator: "=", values: [] };

/** Above the picture: search in everything, conditions as chips, what they found, colours, the list. */
export function DataBar() {
  const { t } = useTranslation("inspectorData");
  const { text, filter, seek, colourBy, colour, isTableOpen, openTable, clearFilter } = useDataStore();
  useEffect(bindElementData, []);
  const isOn = isFiltering({ text, filter });
  return (
    <search className="data-bar" aria-label={t("bar")} data-panel="filter" tabIndex={-1}>
      <Input
        id="inspector-search"
        className="data-seek"
        allowClear
        prefix={<Icon name="search" size={14} />}
        value={text}
        placeholder={t("seek")}
        aria-label={t("seek")}
        data-testid="data-seek"
        onChange={({ target }) => seek(target.value)}
      />
      <Chips />
      <div className="data-end">
        <Found />
        {isOn && (
          <button
            type="button"
            className="icon-button"
            title={t("clear")}
            aria-label={t("clear")}
            onClick={clearFilter}
          >
            <Icon name="close" size={14} />
          </button>
        )}
        <SavedFilters />
        <FieldSelect
          label={t("colour.by")}
          value={colourBy}
          none={t("colour.none")}
          isForColours
          onChange={colour}
        />
        <Button
          size="small"
          aria-pressed={isTableOpen}
          type={isTableOpen ? "primary" : "default"}
          data-testid="data-table-open"
          onClick={() => openTable(!isTableOpen)}
        >
          {t("table.open")}
        </Button>
      </div>
    </search>
  );
}

/** Conditions by group, with "or" between groups, and what adds one. */
function Chips() {
  const { t } = useTranslation("inspectorData");
  const groups = useDataStore((state) => state.filter.groups);
  return (
    <div className="data-chips">
      {groups.map((group, g) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
        <span className="data-group" key={g}>
          {g > 0 && <span className="data-or">{t("condition.or")}</span>}
          {group.map((condition, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <Chip key={at} group={g} at={at} condition={condition} />
          ))}
        </span>
      ))}
      <AddCondition
        group={Math.max(0, groups.length - 1)}
        at={groups.at(-1)?.length ?? 0}
        label={t("condition.add")}
      />
      {groups.length > 0 && (
        <AddCondition
          group={groups.length}
          at={0}
          label={t("condition.addOr")}
          title={t("condition.orTitle")}
        />
      )}
    </div>
  );
}

function Chip(props: { readonly group: number; readonly at: number; readonly condition: FilterCondition }) {
  const { t } = useTranslation("inspectorData");
  const { group, at, condition } = props;
  const words = conditionWords(t, condition);
  const remove = (): void => useDataStore.getState().removeCondition(group, at);
  return (
    <span className="data-chip" data-testid="data-chip">
      <Editing group={group} at={at} condition={condition}>
        <button type="button" title={words} aria-label={t("condition.edit", { text: words })}>
          {words}
        </button>
      </Editing>
      <button type="button" aria-label={t("condition.remove", { text: words })} onClick={remove}>
        <Icon name="close" size={10} />
      </button>
    </span>
  );
}

function AddCondition(props: {
  readonly group: number;
  readonly at: number;
  readonly label: string;
  readonly title?: string;
}) {
  return (
    <Editing group={props.group} at={props.at} condition={FIRST}>
      <Button
        size="small"
        title={props.title}
        data-testid={`data-add-${props.at === 0 ? "group" : "condition"}`}
      >
        + {props.label}
      </Button>
    </Editing>
  );
}

/** Opens the editor under a button; Escape closes it and gives the focus back. */
function Editing(props: {
  readonly group: number;
  readonly at: number;
  readonly condition: FilterCondition;
  readonly children: React.ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const close = (): void => {
    setOpen(false);
    anchor.current?.querySelector("button")?.focus();
  };
  return (
    <Popover
      open={isOpen}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      onOpenChange={setOpen}
      content={
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape is for all of the editor's fields
        <div
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Escape") close();
          }}
        >
          <ConditionEditor
            condition={props.condition}
            onCancel={close}
            onApply={(condition) => {
              useDataStore.getState().setCondition(props.group, props.at, condition);
              close();
            }}
          />
        </div>
      }
    >
      <span ref={anchor}>{props.children}</span>
    </Popover>
  );
}

/** How many were found, and what becomes of the rest. */
function Found() {
  const { t } = useTranslation("inspectorData");
  const { found, isIndexing } = useDataStore();
  const filteredOutAre = useInspectorStore((state) => state.filteredOutAre);
  const words = isIndexing
    ? t("indexing")
    : found
      ? t("hits", { number: formatNumber(found.count), of: formatNumber(found.of) })
      : "";
  const switchRest = (): void => {
    const { isFound } = useDataStore.getState();
    const rows = new Map([...isFound].map(([id, marks]) => [id, rowsIn(marks)]));
    useInspectorStore.getState().filter(rows, filteredOutAre === "ghosted" ? "hidden" : "ghosted");
  };
  return (
    <>
      <span className="data-found" role="status" data-testid="data-found">
        {words}
      </span>
      {found && (
        <>
          <Button size="small" title={t("restTitle")} data-testid="data-rest" onClick={switchRest}>
            {t(`rest.${filteredOutAre}`)}
          </Button>
          <button
            type="button"
            className="icon-button"
            title={t("selectHits")}
            aria-label={t("selectHits")}
            data-testid="data-select"
            disabled={found.count === 0}
            onClick={selectFound}
          >
            <Icon name="pointer" size={14} />
          </button>
        </>
      )}
    </>
  );
}

function selectFound(): void {
  const { isFound } = useDataStore.getState();
  useInspectorStore.getState().select(new Map([...isFound].map(([id, marks]) => [id, rowsIn(marks)])));
}
