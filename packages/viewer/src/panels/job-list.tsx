import type { Job } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useJobs } from "../client/job-queries.ts";
import { serverNowMs, useServerSecondMs } from "../client/server-clock.ts";
import { findFaultWords } from "../format/fault-words.ts";
import { formatNumber } from "../format/number.ts";
import { formatStage } from "../format/terms.ts";
import { formatDuration } from "../format/time.ts";
import { Icon } from "./icons.tsx";
import { StatusMark } from "./status-mark.tsx";
import { useLanguage } from "./use-time-style.ts";
import "./job-list.css";

/**
 * Long work on the server: its stage and share while it runs, its outcome until somebody has read it.
 *
 * @param props.isCityEmpty The making of the demo city is then told in the middle of the page, and not here.
 */
export function JobList({ isCityEmpty }: { readonly isCityEmpty: boolean }) {
  const { t } = useTranslation("states");
  const jobs = useJobs().data ?? [];
  const [openedAtMs] = useState(serverNowMs);
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const shown = jobs.filter(
    (job) =>
      !(isCityEmpty && isDemoUnderWay(job)) &&
      !read.has(job.id) &&
      (job.finishedAt === null || job.finishedAt > openedAtMs),
  );
  if (shown.length === 0) return null;
  return (
    <section className="jobs float" aria-label={t("jobs.title")} data-testid="jobs">
      <ul>
        {shown.map((job) => (
          <JobRow key={job.id} job={job} onRead={() => setRead((ids) => new Set(ids).add(job.id))} />
        ))}
      </ul>
    </section>
  );
}

/** Whether a job is the making of the demo city, not over yet. */
export function isDemoUnderWay({ kind, state }: Job): boolean {
  return kind === "demo-city" && (state === "queued" || state === "running");
}

/** Somebody ended it on purpose: nothing went wrong. */
export function isCancelled({ error }: Job): boolean {
  return error?.code === "job/cancelled";
}

function JobRow({ job, onRead }: { readonly job: Job; readonly onRead: () => void }) {
  const { t } = useTranslation("states");
  const language = useLanguage();
  const nowMs = useServerSecondMs();
  const percent = Math.round(job.progress * 100);
  const isOver = job.state === "done" || job.state === "failed";
  return (
    <li data-state={job.state}>
      <span className="job-name">
        {job.state === "done" && <Icon name="check" size={14} />}
        {job.state === "failed" && (
          <StatusMark kind={isCancelled(job) ? "outOfService" : "critical"} size={14} />
        )}
        {!isOver && <StatusMark kind={job.state === "running" ? "advisory" : "normal"} size={14} />}
        <strong>{job.name}</strong>
        <span>{t(isCancelled(job) ? "jobs.cancelled" : `jobs.${job.state}`)}</span>
      </span>
      {isOver ? (
        <Outcome job={job} />
      ) : (
        <>
          <span
            className="job-bar"
            role="progressbar"
            aria-label={t("jobs.progress", { name: job.name, percent })}
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
          >
            <i style={{ width: `${percent}%` }} />
          </span>
          <span className="job-stage">
            {formatStage(job.stage, language)} • {percent} % •{" "}
            {t("jobs.elapsed", { duration: formatDuration(nowMs - job.createdAt, language) })}
          </span>
        </>
      )}
      {isOver && (
        <Button size="small" onClick={onRead}>
          {t("dismiss")}
        </Button>
      )}
    </li>
  );
}

function Outcome({ job }: { readonly job: Job }) {
  const { t } = useTranslation("states");
  const language = useLanguage();
  const { report, error } = job;
  if (error) {
    const words = findFaultWords(error.code, language, error.message);
    return (
      <span className="job-outcome">
        {isCancelled(job) ? (
          words.todo
        ) : (
          <>
            {words.what} <code>{error.code}</code> {words.todo} <span lang="en">{error.message}</span>
          </>
        )}
      </span>
    );
  }
  if (!report) return <span className="job-outcome" />;
  return (
    <span className="job-outcome">
      {t("jobs.report", {
        points: formatNumber(report.accepted.points),
        lines: formatNumber(report.accepted.lines),
        datastreams: formatNumber(report.datastreams),
        rejected: formatNumber(report.rejected.points + report.rejected.lines),
        findings: formatNumber(report.findings.length),
      })}
    </span>
  );
}
