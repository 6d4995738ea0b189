import { IDENTIFIER_PATTERN, type TableImport } from "@shuicheng/shared/contracts";
import { Button, Input } from "antd";
import { type ChangeEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useImportTable } from "../../client/integrators/datastream-import.ts";
import { findFaultWords } from "../../format/fault-words.ts";
import { formatNumber } from "../../format/number.ts";
import { Icon } from "../icons.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { useLanguage } from "../use-time-style.ts";

const IDENTIFIER = new RegExp(IDENTIFIER_PATTERN);

/** Registers datastreams from a table: first dry, with what is wrong by row and column, then in earnest. */
export function TableImportForm() {
  const { t } = useTranslation("integrators");
  const language = useLanguage();
  const [file, setFile] = useState<File | null>(null);
  const [layer, setLayer] = useState("");
  const chooser = useRef<HTMLInputElement>(null);
  const layerId = useId();
  const upload = useImportTable();
  const isReady = file !== null && IDENTIFIER.test(layer) && !upload.isPending;
  const send = (isDryRun: boolean): void => {
    if (file) upload.mutate({ file, layer, isDryRun });
  };
  const onFile = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    setFile(target.files?.[0] ?? null);
    upload.reset();
    target.value = ""; // the same file, mended, is to be a new choice
  };
  return (
    <>
      <p className="card-lead">{t("table.empty")}</p>
      <div className="import-fields">
        <input
          ref={chooser}
          type="file"
          accept=".csv,text/csv"
          hidden
          data-testid="table-file"
          onChange={onFile}
        />
        <Button icon={<Icon name="file" size={14} />} onClick={() => chooser.current?.click()}>
          {file?.name ?? t("table.file")}
        </Button>
        <a href={`/api/v1/datastreams/import/template.csv?lang=${language}`} download>
          {t("table.template")}
        </a>
        <label htmlFor={layerId}>{t("table.layer")}</label>
        <Input
          id={layerId}
          value={layer}
          maxLength={128}
          placeholder={t("table.layerHint")}
          status={layer !== "" && !IDENTIFIER.test(layer) ? "error" : ""}
          data-testid="table-layer"
          onChange={({ target }) => setLayer(target.value)}
        />
        <Button disabled={!isReady} data-testid="table-dry" onClick={() => send(true)}>
          {upload.isPending ? t("table.working") : t("table.dryRun")}
        </Button>
        <Button type="primary" disabled={!isReady} data-testid="table-import" onClick={() => send(false)}>
          {t("table.import")}
        </Button>
      </div>
      {upload.isError && <ProblemNotice error={upload.error} />}
      {upload.data && <ImportOutcome outcome={upload.data} />}
    </>
  );
}

function ImportOutcome({ outcome }: { readonly outcome: TableImport }) {
  const { t } = useTranslation("integrators");
  const language = useLanguage();
  return (
    <div className="sandbox-outcome" role="status" data-testid="table-outcome">
      <p>
        <strong>{t(outcome.dryRun ? "table.dry" : "table.done")}</strong>
      </p>
      <p className="card-note">
        {t("table.counts", {
          rows: formatNumber(outcome.rows),
          datastreams: formatNumber(outcome.datastreams),
          added: formatNumber(outcome.added),
          changed: formatNumber(outcome.changed),
          bad: formatNumber(outcome.badRows),
        })}
      </p>
      {outcome.ignoredColumns.length > 0 && (
        <p className="card-note">{t("table.ignored", { columns: outcome.ignoredColumns.join(", ") })}</p>
      )}
      <ul>
        {outcome.errors.map(({ row, column, code, message }) => (
          <li key={`${row}-${column ?? ""}-${message}`} data-outcome="rejected">
            <Icon name="close" />
            <span className="outcome-place">{t("table.row", { row })}</span>
            <div>
              <strong>
                {column !== undefined && <code>{column}</code>} {findFaultWords(code, language, message).what}{" "}
                <code>{code}</code>
              </strong>
              <p>{message}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
