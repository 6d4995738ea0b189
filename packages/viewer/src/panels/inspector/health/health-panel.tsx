import type { Finding } from "@shuicheng/shared/contracts";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { rowsOfFinding, useHealthStore } from "../../../client/inspector/health-store.ts";
import { toolKeys } from "../../../client/inspector/tool-keys.ts";
import { fitSelection, useInspectorStore } from "../../../client/inspector-store.ts";
import { isLocalId } from "../../../client/local-model-store.ts";
import { FindingPick } from "../../models/finding-pick.ts";
import { FindingsCard } from "../../models/findings-card.tsx";
import { NotDrawnCard } from "../../models/not-drawn-card.tsx";
import { PageLink } from "../../page-link.tsx";
import { ToolPanel } from "../tool-panel.tsx";
import { useModelReport } from "./use-model-report.ts";
import "./health-head.css";

const close = (): void => useHealthStore.setState({ shown: null });

/** A model's findings beside its picture: each selects the elements that it names. */
export function HealthPanel() {
  const shown = useHealthStore((state) => state.shown);
  useEffect(
    () =>
      toolKeys.add({
        letter: "",
        press: close,
        putAway() {
          const isShown = useHealthStore.getState().shown !== null;
          close();
          return isShown;
        },
      }),
    [],
  );
  // Another model's report is another panel.
  useEffect(() => close, []);
  return shown === null ? null : <Report key={shown} id={shown} />;
}

function Report({ id }: { readonly id: string }) {
  const { t } = useTranslation(["models", "inspector"]);
  const report = useModelReport(id);
  const table = useInspectorStore(({ models }) => models.get(id)?.table);
  if (!report) return null;
  const pick = (finding: Finding): (() => void) | undefined => {
    const rows = table ? rowsOfFinding(finding, table) : [];
    if (rows.length === 0) return undefined;
    return () => {
      useInspectorStore.getState().select(new Map([[id, rows]]));
      fitSelection();
    };
  };
  return (
    <ToolPanel
      title={t("health.title")}
      closeLabel={t("inspector:health.close")}
      testId="health-panel"
      isWide
      onClose={close}
    >
      <FindingPick value={pick}>
        <div className="health-panel-body">
          <FindingsCard findings={report.findings} />
          <NotDrawnCard notDrawn={report.notDrawn} />
        </div>
      </FindingPick>
      {!isLocalId(id) && (
        <PageLink to={{ page: "models", model: id }}>{t("inspector:health.whole")}</PageLink>
      )}
    </ToolPanel>
  );
}
