import type { Model } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useRouteStore } from "../../client/route-store.ts";
import { type Upload, useUploadStore } from "../../client/upload-store.ts";
import { formatBytes } from "../../format/bytes.ts";
import { Icon } from "../icons.tsx";
import { FaultLines } from "./fault-lines.tsx";
import { FindingMark } from "./finding-mark.tsx";
import { ProgressBar } from "./progress-bar.tsx";

/** A file that has not become a job yet: it waits, is being sent, or was refused. */
export function UploadTransfer(props: { readonly upload: Upload; readonly models: readonly Model[] }) {
  const { t } = useTranslation("models");
  const { upload, models } = props;
  const { drop, sendAgain } = useUploadStore.getState();
  const { state, file, key } = upload;
  const revised = models.find(({ id }) => id === upload.model);
  const share = file.size === 0 ? 0 : upload.sentBytes / file.size;
  return (
    <li className="transfer" data-state={state.phase} data-testid="upload">
      <div className="transfer-head">
        {state.phase === "failed" ? <FindingMark severity="error" /> : <Icon name="upload" />}
        <strong title={file.name}>{file.name}</strong>
        <span className="transfer-actions">
          {state.phase === "failed" && state.problem.code !== "model/duplicate" && (
            <Button size="small" onClick={() => sendAgain(key, false)}>
              {t("upload.again")}
            </Button>
          )}
          {state.phase !== "sent" && (
            <Button
              size="small"
              type={state.phase === "failed" ? "text" : "default"}
              aria-label={
                state.phase === "failed" ? t("upload.dismiss") : t("upload.cancelOf", { name: file.name })
              }
              onClick={() => drop(key)}
            >
              {state.phase === "failed" ? t("upload.dismiss") : t("upload.cancel")}
            </Button>
          )}
        </span>
      </div>
      {revised && <p className="transfer-note">{t("upload.revisionOf", { name: revised.name })}</p>}
      {state.phase === "waiting" && (
        <p className="transfer-note">
          {t("upload.waiting")} • {formatBytes(file.size)}
        </p>
      )}
      {state.phase === "sending" && (
        <>
          <ProgressBar
            share={share}
            label={t("upload.progress", { name: file.name, percent: Math.round(share * 100) })}
          />
          <p className="transfer-note" data-testid="upload-progress">
            {t("upload.sending", { sent: formatBytes(upload.sentBytes), all: formatBytes(file.size) })}
          </p>
        </>
      )}
      {state.phase === "sent" && <p className="transfer-note">{t("upload.sent")}</p>}
      {state.phase === "failed" && <Refusal upload={upload} models={models} />}
    </li>
  );
}

function Refusal({ upload, models }: { readonly upload: Upload; readonly models: readonly Model[] }) {
  const { t } = useTranslation("models");
  const { drop, sendAgain } = useUploadStore.getState();
  const go = useRouteStore((state) => state.go);
  if (upload.state.phase !== "failed") return null;
  const { problem } = upload.state;
  const known = problem.code === "model/duplicate" ? String(problem.details.model ?? "") : "";
  const model = models.find(({ id }) => id === known);
  return (
    <div className="transfer-failure" role="alert">
      {known === "" ? (
        <FaultLines code={problem.code} message={problem.message} />
      ) : (
        <>
          <p>
            {t("upload.duplicate", { name: model?.name ?? known })} <code>{problem.code}</code>
          </p>
          <div className="transfer-choices">
            <Button
              size="small"
              onClick={() => {
                drop(upload.key);
                go({ page: "models", model: known });
              }}
            >
              {t("upload.openOther")}
            </Button>
            <Button size="small" onClick={() => sendAgain(upload.key, true)}>
              {t("upload.sendAnyway")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
