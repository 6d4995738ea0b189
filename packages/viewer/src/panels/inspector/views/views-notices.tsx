import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useToolStore } from "../../../client/inspector/tool-store.ts";
import { useSavedViewStore, type ViewNotice } from "../../../client/inspector/views/saved-view-store.ts";
import { bringBack, takeBackUpdate } from "../../../client/inspector/views/view-actions.ts";
import { formatNumber } from "../../../format/number.ts";
import { ProblemNotice } from "../../problem-notice.tsx";
import { ViewsSignIn } from "./views-sign-in.tsx";

/** What is good news goes away by itself. */
const GOOD_NEWS_MS = 8_000;
/** Names that are listed. */
const NAMED = 3;

/** What became of views: saved, deleted (and the way back), what a restored one has lost. */
export function ViewsNotices() {
  const notice = useSavedViewStore((state) => state.notice);
  useEffect(() => {
    if (!notice || !isPassing(notice)) return;
    const timer = setTimeout(() => dismiss(notice), GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  const words = useWords(notice);
  if (!notice || (words.length === 0 && notice.kind !== "failed")) return null;
  const isTrouble = notice.kind === "restored" || notice.kind === "unknown" || notice.kind === "failed";
  return (
    <div
      className="inspector-notice views-notice float"
      role="status"
      data-tone={isTrouble ? "trouble" : "quiet"}
      data-testid="views-notice"
    >
      {notice.kind === "failed" ? (
        <ProblemNotice error={notice.error} />
      ) : (
        words.map((each) => <span key={each}>{each}</span>)
      )}
      <Offers notice={notice} />
      {notice.kind === "saved" && notice.place === "browser" && <SignInOffer />}
    </div>
  );
}

function SignInOffer() {
  const isOnServer = useSavedViewStore((state) => state.server !== null);
  return isOnServer ? <ViewsSignIn /> : null;
}

function Offers({ notice }: { readonly notice: ViewNotice }) {
  const { t } = useTranslation("inspectorViews");
  const { undo, label } = offerOf(notice);
  return (
    <>
      {undo && label && (
        <Button size="small" data-testid="views-offer" onClick={undo}>
          {t(`notice.${label}`)}
        </Button>
      )}
      <Button size="small" onClick={() => dismiss(notice)}>
        {t("notice.dismiss")}
      </Button>
    </>
  );
}

function offerOf(notice: ViewNotice): { undo?: () => void; label?: "undo" | "rename" | "list" } {
  const openPanel = (): void => useToolStore.setState({ inHand: "views" });
  if (notice.kind === "removed") return { label: "undo", undo: () => void bringBack(notice.view) };
  if (notice.kind === "updated")
    return { label: "undo", undo: () => void takeBackUpdate(notice.before, notice.version) };
  if (notice.kind === "unknown") return { label: "list", undo: openPanel };
  if (notice.kind !== "saved") return {};
  return {
    label: "rename",
    undo() {
      openPanel();
      useSavedViewStore.setState({ renaming: notice.id, notice: null });
    },
  };
}

const isPassing = ({ kind }: ViewNotice): boolean =>
  kind === "saved" || kind === "copied" || kind === "imported" || kind === "updated";

function dismiss(notice: ViewNotice): void {
  if (useSavedViewStore.getState().notice === notice) useSavedViewStore.setState({ notice: null });
}

function useWords(notice: ViewNotice | null): readonly string[] {
  const { t } = useTranslation("inspectorViews");
  switch (notice?.kind) {
    case "saved":
      return [t(notice.place === "server" ? "notice.saved" : "notice.savedHere", { name: notice.name })];
    case "copied":
    case "updated":
      return [t(`notice.${notice.kind}`, { name: notice.name })];
    case "removed":
      return [t("notice.removed", { name: notice.view.name })];
    case "unknown":
      return [t("notice.unknown")];
    case "imported": {
      const { count, known, unreadable } = notice;
      const numbers = { number: formatNumber(count), unreadable: formatNumber(unreadable) };
      return [
        t(unreadable > 0 ? "notice.importedSome" : "notice.imported", numbers),
        known > 0 && t("notice.importedKnown", { number: formatNumber(known) }),
      ].filter((each) => each !== false);
    }
    case "restored": {
      const { name, lost, absent, isUnreadable } = notice;
      const list = absent.slice(0, NAMED).join(", ") + (absent.length > NAMED ? " …" : "");
      return [
        lost > 0 && t("notice.lost", { name, number: formatNumber(lost) }),
        absent.length > 0 && t("notice.absent", { name, list }),
        isUnreadable && t("notice.unreadable", { name }),
      ].filter((each) => each !== false);
    }
    default:
      return [];
  }
}
