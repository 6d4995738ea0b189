import type { BatchCheck } from "@shuicheng/shared/contracts";
import { Button, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { buildExample } from "../../client/integrators/build-example.ts";
import { useOfferedDatastreams } from "../../client/integrators/datastream-import.ts";
import { useCheckBatch } from "../../client/integrators/integrator-queries.ts";
import { type PastedPayload, readPayload } from "../../client/integrators/read-payload.ts";
import { serverNowMs } from "../../client/server-clock.ts";
import { ProblemNotice } from "../problem-notice.tsx";
import { CheckOutcome } from "./check-outcome.tsx";

const NOTHING: BatchCheck = { accepted: 0, duplicates: 0, rejected: 0, items: [] };

/** Says of pasted observations what would become of each; nothing is stored. */
export function Sandbox() {
  const { t } = useTranslation("integrators");
  const [text, setText] = useState("");
  const [checked, setChecked] = useState<{ payload: PastedPayload; check: BatchCheck } | null>(null);
  const datastreams = useOfferedDatastreams().data;
  const check = useCheckBatch();
  const fieldId = useId();
  const submit = (): void => {
    const payload = readPayload(text);
    if (!payload) return;
    setChecked(null);
    if (payload.items.length === 0) {
      check.reset();
      setChecked({ payload, check: NOTHING });
      return;
    }
    check.mutate(
      payload.items.map(({ item }) => item),
      { onSuccess: (answer) => setChecked({ payload, check: answer }) },
    );
  };
  return (
    <>
      <label className="visually-hidden" htmlFor={fieldId}>
        {t("sandbox.label")}
      </label>
      <Input.TextArea
        id={fieldId}
        className="sandbox-field"
        value={text}
        rows={7}
        spellCheck={false}
        placeholder={t("sandbox.placeholder")}
        data-testid="sandbox-field"
        onChange={({ target }) => setText(target.value)}
      />
      <div className="sandbox-actions">
        <Button
          type="primary"
          disabled={text.trim() === "" || check.isPending}
          data-testid="sandbox-check"
          onClick={submit}
        >
          {check.isPending ? t("sandbox.checking") : t("sandbox.check")}
        </Button>
        <Button
          disabled={!datastreams || datastreams.length === 0}
          data-testid="sandbox-example"
          onClick={() => setText(buildExample(datastreams ?? [], serverNowMs()))}
        >
          {t("sandbox.example")}
        </Button>
        {datastreams?.length === 0 && <span className="card-note">{t("sandbox.noExample")}</span>}
      </div>
      {check.isError && <ProblemNotice error={check.error} />}
      {checked && <CheckOutcome payload={checked.payload} check={checked.check} />}
      {!checked && !check.isError && <p className="card-empty">{t("sandbox.empty")}</p>}
    </>
  );
}
