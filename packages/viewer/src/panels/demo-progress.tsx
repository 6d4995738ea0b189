import type { Job } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useServerSecondMs } from "../client/server-clock.ts";
import { formatStage } from "../format/terms.ts";
import { formatDuration } from "../format/time.ts";
import { BrandMark } from "./icons.tsx";
import { useLanguage } from "./use-time-style.ts";
import "./demo-progress.css";

/** Stands where the city will be while the demo city is made: which step, how far, how long so far. */
export function DemoProgress({ job }: { readonly job: Job }) {
  const { t } = useTranslation("states");
  const language = useLanguage();
  const nowMs = useServerSecondMs();
  const percent = Math.round(job.progress * 100);
  const stage = formatStage(job.stage, language);
  return (
    <section className="demo-progress" aria-labelledby="demo-title" data-testid="demo-progress">
      <BrandMark size={36} />
      <h1 id="demo-title">{t("demo.title")}</h1>
      <p>{t("demo.lead")}</p>
      <div
        className="demo-bar"
        role="progressbar"
        aria-label={t("jobs.progress", { name: t("demo.title"), percent })}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      <p className="demo-stage">
        <span>{stage}</span>
        <span>
          {percent} % • {t("jobs.elapsed", { duration: formatDuration(nowMs - job.createdAt, language) })}
        </span>
      </p>
    </section>
  );
}
