import type { Integrator, Source } from "@shuicheng/shared/contracts";
import { Button, Radio } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorsOfAnswer } from "../../client/integrators/input-errors.ts";
import {
  buildSourceDraft,
  draftOfSource,
  readSourceDraft,
  type SourceDraft,
} from "../../client/integrators/source-draft.ts";
import { useSourceActions } from "../../client/integrators/source-queries.ts";
import { Dialog } from "../dialog.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { CommonFields } from "./common-fields.tsx";
import { Hj212Fields } from "./hj212-fields.tsx";
import { OpcuaFields } from "./opcua-fields.tsx";

/** Makes or changes a source: stations of HJ 212, or an OPC UA server. The kind of one that is there stays. */
export function SourceForm(props: {
  /** Undefined: a new one. */
  readonly source: Source | undefined;
  readonly integrators: readonly Integrator[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("waysIn");
  const { source, integrators } = props;
  const [draft, setDraft] = useState<SourceDraft>(() =>
    source
      ? draftOfSource(source)
      : buildSourceDraft(integrators.length === 1 ? integrators[0]?.id : undefined),
  );
  const [isTried, setTried] = useState(false);
  const { save } = useSourceActions();
  const read = readSourceDraft(draft);
  const errors = [...(isTried ? read.errors : []), ...errorsOfAnswer(save.error)];
  const change = (changed: Partial<SourceDraft>): void => {
    save.reset();
    setDraft({ ...draft, ...changed });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (read.errors.length === 0)
      save.mutate({ id: source?.id, input: read.input }, { onSuccess: props.onClose });
  };
  return (
    <Dialog
      title={source ? t("sources.change", { name: source.name }) : t("sources.create")}
      closeLabel={t("close")}
      onClose={props.onClose}
    >
      <form className="source-form" onSubmit={submit} noValidate data-testid="source-form">
        {!source && (
          <Radio.Group
            className="is-wide"
            aria-label={t("sources.kind")}
            value={draft.kind}
            onChange={({ target }) => {
              setTried(false);
              change({ kind: target.value === "opcua" ? "opcua" : "hj212" });
            }}
          >
            <Radio value="hj212">{t("sources.kinds.hj212")}</Radio>
            <Radio value="opcua">{t("sources.kinds.opcua")}</Radio>
          </Radio.Group>
        )}
        <CommonFields {...draft} integrators={integrators} errors={errors} onChange={change} />
        {draft.kind === "hj212" ? (
          <Hj212Fields
            draft={draft.hj212}
            isNew={!source}
            errors={errors}
            onChange={(changed) => change({ hj212: { ...draft.hj212, ...changed } })}
          />
        ) : (
          <OpcuaFields
            draft={draft.opcua}
            errors={errors}
            onChange={(changed) => change({ opcua: { ...draft.opcua, ...changed } })}
          />
        )}
        {save.isError && <ProblemNotice error={save.error} />}
        <div className="dialog-actions">
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button type="primary" htmlType="submit" disabled={save.isPending}>
            {t("form.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
