import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { findNewRevisions, reopenModels } from "../../../client/inspector/federation/new-revision.ts";
import { useSavedViewStore } from "../../../client/inspector/views/saved-view-store.ts";
import { useModels } from "../../../client/model-queries.ts";
import "../inspector-notices.css";

/** Says that the server has a newer revision of a model than what is looked at, and loads it. */
export function RevisionNotices() {
  const { t } = useTranslation("inspector");
  const { data } = useModels();
  const shown = useSavedViewStore((state) => state.revisions);
  const [later, setLater] = useState<ReadonlySet<string>>(new Set());
  const keyOf = ({ id, revision }: { readonly id: string; readonly revision: number }) => `${id} ${revision}`;
  const fresh = findNewRevisions(data ?? [], shown).filter((each) => !later.has(keyOf(each)));
  return fresh.map((each) => (
    <div
      key={each.id}
      className="inspector-notice float"
      role="status"
      data-tone="trouble"
      data-testid="new-revision"
    >
      <span>{t("federation.revision.new", { ...each })}</span>
      <Button size="small" data-testid="load-revision" onClick={reopenModels}>
        {t("federation.revision.load")}
      </Button>
      <Button size="small" onClick={() => setLater(new Set(later).add(keyOf(each)))}>
        {t("federation.revision.later")}
      </Button>
    </div>
  ));
}
