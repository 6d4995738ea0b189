import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useInspectorLinkStore } from "../../client/inspector/link/link-store.ts";
import { useStageStore } from "../../client/inspector/stage-store.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import { isLocalId, readLocalNames } from "../../client/local-model-store.ts";
import { OpenLocalButton } from "../models/open-local-button.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { usePassing } from "./use-passing.ts";
import "./inspector-notices.css";

/** Ids of a link that are named; of more only the number. */
const NAMED = 3;

/** What there is to say about the picture: how far it is loaded, what is missing and why, what a link could not restore. */
export function InspectorNotices({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation("inspector");
  const { isContextLost, failure } = useStageStore();
  return (
    <div className="inspector-notices" data-testid="inspector-notices">
      {ids.map((id) => (
        <ModelNotice key={id} id={id} />
      ))}
      {isContextLost && <Notice tone="trouble">{t("fault.context")}</Notice>}
      {failure && (
        <Notice tone="trouble">
          {failure.what === "no-webgl"
            ? t("fault.noWebgl")
            : t("fault.noPicking", { message: failure.message })}
        </Notice>
      )}
      <LinkNotices />
      <NothingToIsolate />
    </div>
  );
}

function ModelNotice({ id }: { readonly id: string }) {
  const { t } = useTranslation("inspector");
  const loading = useStageStore((state) => state.loading.get(id));
  const name = useInspectorStore(({ models }) => models.get(id)?.name) ?? readLocalNames().get(id) ?? id;
  if (!loading) return null;
  switch (loading.phase) {
    case "opening":
      return (
        <Notice tone="quiet">
          {name} • {t("loading.opening")}
        </Notice>
      );
    case "tiles":
      return (
        <Notice tone="quiet">
          <span>
            {name} • {t("loading.tiles", { done: loading.done, total: loading.total })}
          </span>
          <progress value={loading.done} max={Math.max(1, loading.total)} aria-label={name} />
        </Notice>
      );
    case "failed":
      return (
        <Notice tone="trouble" testId="model-failed">
          <strong>{t("fault.model", { name })}</strong>
          {isLocalId(id) ? (
            <>
              <ProblemNotice error={loading.error} />
              <OpenLocalButton />
            </>
          ) : (
            <ProblemNotice error={loading.error} onRetry={() => window.location.reload()} />
          )}
        </Notice>
      );
    case "done":
      if (loading.isEmpty) return <Notice tone="quiet">{t("fault.empty")}</Notice>;
      if (loading.failedTiles === 0) return null;
      return (
        <Notice tone="trouble" testId="tiles-failed">
          <strong>{t("fault.tiles", { count: loading.failedTiles })}</strong>
          <ProblemNotice error={loading.firstFailure} onRetry={() => window.location.reload()} />
        </Notice>
      );
  }
}

function LinkNotices() {
  const { t } = useTranslation("inspector");
  const { lost, isUnreadable, shared } = useInspectorLinkStore();
  const dismiss = (): void => useInspectorLinkStore.setState({ lost: [], isUnreadable: false, shared: null });
  usePassing(shared === "copied", () => useInspectorLinkStore.setState({ shared: null }));
  const list = lost.slice(0, NAMED).join(", ") + (lost.length > NAMED ? " …" : "");
  const words = [
    lost.length > 0 && t("link.lost", { count: lost.length, list }),
    isUnreadable && t("link.unreadable"),
    shared === "copied" && t("link.copied"),
    shared === "too-many" && t("link.tooMany"),
    shared === "failed" && t("link.copyFailed"),
  ].filter((each) => each !== false);
  if (words.length === 0) return null;
  return (
    <Notice tone={lost.length > 0 || isUnreadable ? "trouble" : "quiet"} testId="link-notice">
      {words.map((each) => (
        <span key={each}>{each}</span>
      ))}
      <Button size="small" onClick={dismiss}>
        {t("link.dismiss")}
      </Button>
    </Notice>
  );
}

/** Isolating what has no shape would leave an empty picture: said, since else nothing seems to happen. */
function NothingToIsolate() {
  const { t } = useTranslation("inspector");
  const refused = useInspectorStore((state) => state.isolationRefused);
  usePassing(refused, () => useInspectorStore.setState({ isolationRefused: null }));
  return refused && <Notice tone="quiet">{t("fault.noShape", { count: refused.rows })}</Notice>;
}

function Notice(props: {
  readonly tone: "quiet" | "trouble";
  readonly testId?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="inspector-notice float" role="status" data-tone={props.tone} data-testid={props.testId}>
      {props.children}
    </div>
  );
}
