import type { Model } from "@shuicheng/shared/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useJobs } from "../../client/job-queries.ts";
import { useModels } from "../../client/model-queries.ts";
import { useRouteStore } from "../../client/route-store.ts";
import { ProblemNotice } from "../problem-notice.tsx";
import { DropChoice } from "./drop-choice.tsx";
import { DropVeil } from "./drop-veil.tsx";
import { useIsWriter } from "./is-writer.ts";
import { LocalList } from "./local-list.tsx";
import { ModelDetail } from "./model-detail.tsx";
import { ModelList } from "./model-list.tsx";
import { ModelsEmpty } from "./models-empty.tsx";
import { OpenLocalButton } from "./open-local-button.tsx";
import { TransferList } from "./transfer-list.tsx";
import { UploadButton } from "./upload-button.tsx";
import { useFileDrop } from "./use-file-drop.ts";
import "./models-desk.css";

/**
 * All models beside the details of one. Files may be dropped anywhere.
 *
 * @param props.opened Id of the model whose details are asked for; the newest where none is.
 */
export function ModelsDesk({ opened }: { readonly opened: string | null }) {
  const { t } = useTranslation("models");
  const models = useModels();
  const isWriter = useIsWriter();
  const go = useRouteStore((state) => state.go);
  const [dropped, setDropped] = useState<readonly File[]>([]);
  const drop = useFileDrop(true, setDropped);
  useModelsOfDoneJobs();
  const known = models.data ?? [];
  // What one reads stays, whatever is published meanwhile.
  const [first, setFirst] = useState<string>();
  if (known[0] && !known.some(({ id }) => id === first)) setFirst(known[0].id);
  const shown = known.find(({ id }) => id === (opened ?? first));
  return (
    <div className="models" {...drop.handlers}>
      <aside className="models-side" data-panel="models" tabIndex={-1} aria-label={t("list")}>
        <div className="models-side-head">
          <h2>{t("list")}</h2>
          {models.data && (
            <span className="panel-note" title={t("by")}>
              {t("count", { count: known.length })}
            </span>
          )}
        </div>
        {known.length > 0 && (
          <div className="models-upload">
            {isWriter ? (
              <>
                <UploadButton label={t("upload.button")} model={null} />
                <small>{t("upload.hint")}</small>
              </>
            ) : (
              <small>{t("upload.signIn")}</small>
            )}
            <OpenLocalButton />
          </div>
        )}
        <TransferList models={known} />
        <LocalList onInspect={(model) => go({ page: "inspector", model, others: [] })} />
        {known.length > 0 && <ModelList models={known} opened={shown?.id} />}
      </aside>
      <Details {...{ models, opened, shown }} />
      {drop.isOver && <DropVeil />}
      {dropped.length > 0 && <DropChoice files={dropped} onClose={() => setDropped([])} />}
    </div>
  );
}

function Details(props: {
  readonly models: ReturnType<typeof useModels>;
  readonly opened: string | null;
  readonly shown: Model | undefined;
}) {
  const { t } = useTranslation("models");
  const { models, opened, shown } = props;
  if (models.isPending) {
    return (
      <p className="models-note" role="status">
        {t("loading")}
      </p>
    );
  }
  if (models.isError) {
    return (
      <div className="models-note">
        <ProblemNotice error={models.error} onRetry={() => void models.refetch()} />
      </div>
    );
  }
  if (shown) return <ModelDetail key={shown.id} model={shown} />;
  if (opened !== null) return <p className="models-note">{t("gone", { id: opened })}</p>;
  return <ModelsEmpty />;
}

/** A job that is done has made a model, or a revision of one: the list is read again. */
function useModelsOfDoneJobs(): void {
  const queries = useQueryClient();
  const done = (useJobs().data ?? [])
    .filter(({ kind, state }) => kind === "model-import" && state === "done")
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    if (done !== "") void queries.invalidateQueries({ queryKey: ["models"] });
  }, [done, queries]);
}
