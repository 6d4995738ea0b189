import type { Integrator, Source } from "@shuicheng/shared/contracts";
import { Radio } from "antd";
import { useTranslation } from "react-i18next";
import { buildSourceDraft, draftOfSource, readSourceDraft } from "../../client/integrators/source-draft.ts";
import { useSourceActions } from "../../client/integrators/source-queries.ts";
import { CommonFields } from "./common-fields.tsx";
import { DraftDialog } from "./draft-dialog.tsx";
import { Hj212Fields } from "./hj212-fields.tsx";
import { OpcuaFields } from "./opcua-fields.tsx";
import { useDraft } from "./use-draft.ts";

/** Makes or changes a source: stations of HJ 212, or an OPC UA server. The kind of one that is there stays. */
export function SourceForm(props: {
  /** Undefined: a new one. */
  readonly source: Source | undefined;
  readonly integrators: readonly Integrator[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("waysIn");
  const { source, integrators, onClose } = props;
  const form = useDraft({
    begin: () =>
      source
        ? draftOfSource(source)
        : buildSourceDraft(integrators.length === 1 ? integrators[0]?.id : undefined),
    read: readSourceDraft,
    id: source?.id,
    save: useSourceActions().save,
    onSaved: onClose,
  });
  const { draft, errors, change } = form;
  const title = source ? t("sources.change", { name: source.name }) : t("sources.create");
  return (
    <DraftDialog title={title} testId="source-form" form={form} onClose={onClose}>
      {!source && (
        <Radio.Group
          className="is-wide"
          aria-label={t("sources.kind")}
          value={draft.kind}
          onChange={({ target }) => {
            form.forgetTry();
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
    </DraftDialog>
  );
}
