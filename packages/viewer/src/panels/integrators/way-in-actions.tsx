import { Button, Popconfirm, Switch } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** What can be done with a connector, a source or a webhook: besides what is its own, change, delete, turn off and on. */
export function WayInActions(props: {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly isBusy: boolean;
  /** What deleting it means. */
  readonly removeConsequence?: string;
  readonly children?: ReactNode;
  readonly onChange: () => void;
  readonly onRemove: () => void;
  readonly onEnable: (isEnabled: boolean) => void;
}) {
  const { t } = useTranslation("waysIn");
  const { name } = props;
  return (
    <div className="way-in-actions">
      {props.children}
      <Button size="small" aria-label={t("actions.changeNamed", { name })} onClick={props.onChange}>
        {t("actions.change")}
      </Button>
      <Popconfirm
        title={t("actions.removeQuestion", { name })}
        description={props.removeConsequence ?? t("actions.removeConsequence")}
        okText={t("actions.remove")}
        cancelText={t("actions.keep")}
        onConfirm={props.onRemove}
      >
        <Button size="small" aria-label={t("actions.removeNamed", { name })}>
          {t("actions.remove")}
        </Button>
      </Popconfirm>
      <Switch
        size="small"
        checked={props.isEnabled}
        aria-label={t("actions.enabled", { name })}
        loading={props.isBusy}
        onChange={props.onEnable}
      />
    </div>
  );
}
