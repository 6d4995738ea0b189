import type { Job, Model } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useCancelJob, useRestartJob } from "../../client/model-queries.ts";
import { useRouteStore } from "../../client/route-store.ts";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatStage } from "../../format/terms.ts";
import { formatDuration } from "../../format/time.ts";
import { Icon } from "../icons.tsx";
import { isCancelled } from "../job-list.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { useLanguage } from "../use-time-style.ts";
import { FaultLines } from "./fault-lines.tsx";
import { FindingMark } from "./finding-mark.tsx";
import { useIsWriter } from "./is-writer.ts";
import { ProgressBar } from "./progress-bar.tsx";

/** A file that the server works on: its step and share, or what it came to. */
export function JobTransfer(props: {
  readonly job: Job;
  readonly model: Model | undefined;
  readonly onRead: () => void;
}) {
  const { t } = useTranslation(["models", "states"]);
  const { job, model } = props;
  const cancel = useCancelJob();
  const restart = useRestartJob();
  const isWriter = useIsWriter();
  const go = useRouteStore((state) => state.go);
  const isRunning = job.state === "queued" || job.state === "running";
  return (
    <li className="transfer" data-state={job.state} data-testid="model-job">
      <div className="transfer-head">
        {job.state === "done" && <Icon name="check" />}
        {job.state === "failed" &&
          (isCancelled(job) ? <Icon name="file" /> : <FindingMark severity="error" />)}
        {isRunning && <Icon name="file" />}
        <strong title={job.name}>{job.name}</strong>
        {job.state === "done" && <span className="transfer-note">{t("models:upload.done")}</span>}
        <span className="transfer-actions">
          {isRunning && isWriter && (
            <Button
              size="small"
              disabled={cancel.isPending}
              aria-label={t("models:upload.cancelOf", { name: job.name })}
              onClick={() => cancel.mutate(job.id)}
            >
              {t("models:upload.cancel")}
            </Button>
          )}
          {job.state === "failed" && job.isRestartable && isWriter && (
            <Button size="small" disabled={restart.isPending} onClick={() => restart.mutate(job.id)}>
              {t("models:upload.restart")}
            </Button>
          )}
          {model && job.state === "done" && (
            <Button
              size="small"
              onClick={() => {
                props.onRead();
                go({ page: "models", model: model.id });
              }}
            >
              {t("models:upload.open")}
            </Button>
          )}
          {!isRunning && (
            <Button size="small" type="text" onClick={props.onRead}>
              {t("models:upload.dismiss")}
            </Button>
          )}
        </span>
      </div>
      {isRunning && <Step job={job} />}
      {isCancelled(job) && <p className="transfer-note">{t("states:jobs.cancelledNote")}</p>}
      {job.error && !isCancelled(job) && (
        <div className="transfer-failure" role="alert">
          <FaultLines code={job.error.code} message={job.error.message} />
        </div>
      )}
      {(cancel.isError || restart.isError) && <ProblemNotice error={cancel.error ?? restart.error} />}
    </li>
  );
}

function Step({ job }: { readonly job: Job }) {
  const { t } = useTranslation(["models", "states"]);
  const language = useLanguage();
  const nowMs = useServerSecondMs();
  const percent = Math.round(job.progress * 100);
  const elapsed = t("states:jobs.elapsed", { duration: formatDuration(nowMs - job.createdAt, language) });
  return (
    <>
      <ProgressBar share={job.progress} label={t("models:upload.progress", { name: job.name, percent })} />
      <p className="transfer-note" data-testid="model-job-stage">
        {formatStage(job.stage, language)} • {percent} % • {elapsed}
      </p>
    </>
  );
}
