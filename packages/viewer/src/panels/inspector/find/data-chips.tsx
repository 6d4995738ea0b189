import type { FilterCondition } from "@shuicheng/shared/ifc";
import { Button } from "antd";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import { Icon } from "../../icons.tsx";
import { ConditionPopover } from "./condition-popover.tsx";
import { conditionWords } from "./data-words.ts";

/** A new condition begins with what is asked most. */
const FIRST: FilterCondition = { field: { attribute: "class" }, operator: "=", values: [] };

/** Conditions by group, with "or" between groups, and what adds one. Delete on a chip takes it away. */
export function DataChips() {
  const { t } = useTranslation("inspectorData");
  const groups = useDataStore((state) => state.filter.groups);
  const list = useRef<HTMLDivElement>(null);
  /** The focus goes to the chip that comes next, or to what adds one. */
  const remove = (group: number, at: number): void => {
    const before = groups.slice(0, group).reduce((sum, each) => sum + each.length, at);
    useDataStore.getState().removeCondition(group, at);
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLElement>(".data-chip-words");
      const next = buttons?.[Math.min(before, buttons.length - 1)];
      (next ?? list.current?.querySelector<HTMLElement>("button"))?.focus();
    });
  };
  return (
    <div className="data-chips" ref={list}>
      {groups.map((group, g) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
        <span className="data-group" key={g}>
          {g > 0 && <span className="data-or">{t("condition.or")}</span>}
          {group.map((condition, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <Chip key={at} group={g} at={at} condition={condition} onRemove={() => remove(g, at)} />
          ))}
        </span>
      ))}
      <AddCondition
        group={Math.max(0, groups.length - 1)}
        at={groups.at(-1)?.length ?? 0}
        label={t("condition.add")}
        title={groups.length > 0 ? t("condition.andTitle") : undefined}
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

function Chip(props: {
  readonly group: number;
  readonly at: number;
  readonly condition: FilterCondition;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation("inspectorData");
  const words = conditionWords(t, props.condition);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    event.stopPropagation();
    props.onRemove();
  };
  return (
    <span className="data-chip" data-testid="data-chip">
      <ConditionPopover group={props.group} at={props.at} condition={props.condition}>
        <button
          type="button"
          className="data-chip-words"
          title={`${words}\n${t("condition.chipTitle")}`}
          aria-label={t("condition.edit", { text: words })}
          onKeyDown={onKeyDown}
        >
          {words}
        </button>
      </ConditionPopover>
      <button type="button" aria-label={t("condition.remove", { text: words })} onClick={props.onRemove}>
        <Icon name="close" size={10} />
      </button>
    </span>
  );
}

function AddCondition(props: {
  readonly group: number;
  readonly at: number;
  readonly label: string;
  readonly title: string | undefined;
}) {
  return (
    <ConditionPopover group={props.group} at={props.at} condition={FIRST}>
      <Button
        size="small"
        title={props.title}
        data-testid={`data-add-${props.at === 0 ? "group" : "condition"}`}
      >
        + {props.label}
      </Button>
    </ConditionPopover>
  );
}
