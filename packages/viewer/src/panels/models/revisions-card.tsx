import type { Model, ModelRevision, Orphan } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useModelRevisions } from "../../client/model-queries.ts";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatBytes } from "../../format/bytes.ts";
import { formatNumber } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { ProblemNotice } from "../problem-notice.tsx";
import { useTimeStyle } from "../use-time-style.ts";
import { Card } from "./card.tsx";
import "./revisions-card.css";

/** The files the model was made of, what each changed, and the datastreams that lost their element. */
export function RevisionsCard({ model }: { readonly model: Model }) {
  const { t } = useTranslation("models");
  const revisions = useModelRevisions(model);
  return (
    <Card title={t("revisions.title")} testId="model-revisions">
      {revisions.isPending && (
        <p className="card-body card-lead" role="status">
          {t("loading")}
        </p>
      )}
      {revisions.isError && (
        <ProblemNotice error={revisions.error} onRetry={() => void revisions.refetch()} />
      )}
      <ul className="revisions">
        {revisions.data?.map((revision) => (
          <Revision
            key={revision.revision}
            revision={revision}
            isCurrent={revision.revision === model.revision}
            isFirst={revision.revision === 1}
          />
        ))}
      </ul>
    </Card>
  );
}

function Revision(props: {
  readonly revision: ModelRevision;
  readonly isCurrent: boolean;
  readonly isFirst: boolean;
}) {
  const { t } = useTranslation("models");
  const { revision, isCurrent, isFirst } = props;
  const { changes, orphans, uploadedBy } = revision;
  const nowMs = useServerSecondMs();
  return (
    <li data-testid={`revision-${revision.revision}`}>
      <div className="revision-head">
        <strong>{t("revision", { revision: revision.revision })}</strong>
        {isCurrent && <span className="revision-current">{t("revisions.current")}</span>}
        <time>{formatMoment(revision.createdAt, nowMs, useTimeStyle())}</time>
      </div>
      <p>
        {revision.fileName} • {formatBytes(revision.bytes)} •{" "}
        {t("revisions.elements", { number: formatNumber(revision.elements) })}
        {uploadedBy && ` • ${t(`revisions.uploadedBy.${uploadedBy.kind}`, { name: uploadedBy.name })}`}
      </p>
      {isFirst ? (
        <p>{t("revisions.first")}</p>
      ) : (
        <>
          <p>
            {t("revisions.changes", {
              added: formatNumber(changes.added),
              changed: formatNumber(changes.changed),
              removed: formatNumber(changes.removed),
            })}
          </p>
          <Ids what={t("revisions.added")} count={changes.added} ids={changes.addedIds} />
          <Ids what={t("revisions.changed")} count={changes.changed} ids={changes.changedIds} />
          <Ids what={t("revisions.removed")} count={changes.removed} ids={changes.removedIds} />
        </>
      )}
      {orphans.length > 0 && <Orphans orphans={orphans} />}
    </li>
  );
}

function Ids(props: { readonly what: string; readonly count: number; readonly ids: readonly string[] }) {
  const { t } = useTranslation("models");
  if (props.ids.length === 0) return null;
  const summary = {
    what: props.what,
    number: formatNumber(props.count),
    shown: formatNumber(props.ids.length),
  };
  return (
    <details>
      <summary>{t("revisions.ids", summary)}</summary>
      <p className="revision-ids">{props.ids.join(" ")}</p>
    </details>
  );
}

function Orphans({ orphans }: { readonly orphans: readonly Orphan[] }) {
  const { t } = useTranslation("models");
  return (
    <details open className="revision-orphans" data-testid="orphans">
      <summary>{t("revisions.orphans", { count: orphans.length })}</summary>
      <p>{t("revisions.orphansLead")}</p>
      <ul>
        {orphans.map(({ datastream, globalId }) => (
          <li key={datastream}>
            <span>{datastream}</span> <code>{globalId}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
