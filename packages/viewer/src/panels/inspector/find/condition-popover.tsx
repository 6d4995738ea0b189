import type { FilterCondition } from "@shuicheng/shared/ifc";
import { Popover } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { useDataStore } from "../../../client/inspector/find/data-store.ts";
import { ConditionEditor } from "./condition-editor.tsx";

/** Opens the editor of a condition under a button; Escape closes it and gives the focus back. */
export function ConditionPopover(props: {
  readonly group: number;
  readonly at: number;
  readonly condition: FilterCondition;
  /** The button. */
  readonly children: ReactNode;
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
