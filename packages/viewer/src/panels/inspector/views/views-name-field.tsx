import { MAX_VIEW_NAME } from "@shuicheng/shared/contracts";
import { Input, type InputRef } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

/** A view's name in its row: Enter or leaving it takes the name, Escape leaves it as it was. */
export function ViewNameField(props: {
  readonly name: string;
  readonly onDone: (name: string | undefined) => void;
}) {
  const { t } = useTranslation("inspectorViews");
  const field = useRef<InputRef>(null);
  const isDone = useRef(false);
  useEffect(() => field.current?.focus({ cursor: "all" }), []);
  const finish = (name: string | undefined): void => {
    if (isDone.current) return;
    isDone.current = true;
    const words = name?.trim();
    props.onDone(words && words !== props.name ? words : undefined);
  };
  return (
    <Input
      ref={field}
      size="small"
      className="view-name"
      aria-label={t("renameOf")}
      defaultValue={props.name}
      maxLength={MAX_VIEW_NAME}
      data-testid="view-name"
      onBlur={({ target }) => finish(target.value)}
      onPressEnter={({ currentTarget }) => finish(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        finish(undefined);
      }}
    />
  );
}
