import type { Integrator, TokenQuota } from "@shuicheng/shared/contracts";
import { Button, InputNumber, Radio } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSetQuota } from "../../client/integrators/integrator-queries.ts";
import { Dialog } from "../dialog.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import "./integrator-dialogs.css";

/** Changes how much a token may send. */
export function QuotaDialog(props: { readonly integrator: Integrator; readonly onClose: () => void }) {
  const { t } = useTranslation("integrators");
  const [quota, setQuota] = useState<TokenQuota>(props.integrator.quota);
  const set = useSetQuota(props.integrator.id, props.onClose);
  const perSecondId = useId();
  const perDayId = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    set.mutate(quota);
  };
  return (
    <Dialog
      title={t("quota.title", { name: props.integrator.name })}
      closeLabel={t("close")}
      onClose={props.onClose}
    >
      <form className="quota-form" onSubmit={submit}>
        <label htmlFor={perSecondId}>{t("quota.perSecond")}</label>
        <InputNumber
          id={perSecondId}
          value={quota.perSecond}
          min={0.001}
          max={1e9}
          suffix={t("quota.perSecondUnit")}
          placeholder={t("quota.empty")}
          onChange={(perSecond) => setQuota({ ...quota, perSecond })}
        />
        <label htmlFor={perDayId}>{t("quota.perDay")}</label>
        <InputNumber
          id={perDayId}
          value={quota.perDay}
          min={1}
          max={1e12}
          precision={0}
          suffix={t("quota.perDayUnit")}
          placeholder={t("quota.empty")}
          onChange={(perDay) => setQuota({ ...quota, perDay })}
        />
        <span>{t("quota.mode")}</span>
        <Radio.Group
          value={quota.mode}
          aria-label={t("quota.mode")}
          onChange={({ target }) => setQuota({ ...quota, mode: target.value === "hard" ? "hard" : "soft" })}
        >
          <Radio value="soft">{t("quota.soft")}</Radio>
          <Radio value="hard">{t("quota.hard")}</Radio>
        </Radio.Group>
        {set.isError && <ProblemNotice error={set.error} />}
        <div className="dialog-actions">
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button type="primary" htmlType="submit" disabled={set.isPending}>
            {t("quota.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
