import type { Job, Model } from "@shuicheng/shared/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useJobs } from "../../client/job-queries.ts";
import { serverNowMs } from "../../client/server-clock.ts";
import { type Upload, useUploadStore } from "../../client/upload-store.ts";
import { JobTransfer } from "./job-transfer.tsx";
import { UploadTransfer } from "./upload-transfer.tsx";
import "./transfer-list.css";

/** Files on their way: being sent, being converted, failed. One that is done stays until somebody has read it. */
export function TransferList({ models }: { readonly models: readonly Model[] }) {
  const { t } = useTranslation("models");
  const uploads = useUploadStore((state) => state.uploads);
  const jobs = useJobs().data ?? [];
  const [openedAtMs] = useState(serverNowMs);
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const queries = useQueryClient();
  const sent = uploads.filter(({ state }) => state.phase === "sent").length;
  useEffect(() => {
    // At once rather than at the next asking: the job of what has just been sent.
    if (sent > 0) void queries.invalidateQueries({ queryKey: ["jobs"] });
  }, [sent, queries]);
  const shownJobs = jobs.filter((job) => isWorthTelling(job, openedAtMs) && !read.has(job.id));
  const shownUploads = uploads.filter((upload) => !isTakenOver(upload, jobs));
  if (shownJobs.length + shownUploads.length === 0) return null;
  return (
    <section className="transfers" aria-label={t("upload.title")} data-testid="transfers">
      <h2>{t("upload.title")}</h2>
      <ul>
        {shownJobs.map((job) => (
          <JobTransfer
            key={job.id}
            job={job}
            model={models.find(({ id }) => id === job.model?.id)}
            onRead={() => setRead((ids) => new Set(ids).add(job.id))}
          />
        ))}
        {shownUploads.map((upload) => (
          <UploadTransfer key={upload.key} upload={upload} models={models} />
        ))}
      </ul>
    </section>
  );
}

/** A job of a model that runs, failed, or ended while the person was looking; one that a person cancelled is over. */
function isWorthTelling({ kind, state, finishedAt, error }: Job, sinceMs: number): boolean {
  if (kind !== "model-import") return false;
  if (state === "failed") return error?.code !== "job/cancelled";
  return state !== "done" || (finishedAt !== null && finishedAt > sinceMs);
}

/** From when its job is listed, the job stands for a file. */
function isTakenOver({ state }: Upload, jobs: readonly Job[]): boolean {
  return state.phase === "sent" && jobs.some(({ id }) => id === state.job);
}
