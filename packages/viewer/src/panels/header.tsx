import type { LinkState } from "@shuicheng/shared/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLinkStore } from "../client/link-store.ts";
import { useRouteStore } from "../client/route-store.ts";
import { useServerSecondMs } from "../client/server-clock.ts";
import { useSession } from "../client/session-queries.ts";
import { formatAge } from "../format/age.ts";
import { formatClock, formatDay, formatDuration, formatMoment } from "../format/time.ts";
import { AccountMenu } from "./account-menu.tsx";
import { BrandMark, Icon } from "./icons.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { LanguageToggle } from "./language-toggle.tsx";
import { useIsWriter } from "./models/is-writer.ts";
import { PageLink } from "./page-link.tsx";
import { SearchBox } from "./search-box.tsx";
import { StatusMark } from "./status-mark.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { useTimeStyle } from "./use-time-style.ts";
import "./header.css";

/**
 * Top of every page: brand, search, pages, link and data age in words, server time, who is signed in, theme, language.
 *
 * @param props.main Id of the page's main part, where the first link leads past all this.
 */
export function Header({ main }: { readonly main: string }) {
  const { t } = useTranslation("header");
  const page = useRouteStore((state) => state.route.page);
  const isSignedIn = useIsWriter();
  const [isShowingKeys, setShowingKeys] = useState(false);
  return (
    <header className="header" data-panel="header">
      <a className="skip-link" href={`#${main}`}>
        {t("skip")}
      </a>
      <div className="brand">
        <BrandMark />
        <span>{t("brand")}</span>
        <small>{t("tagline")}</small>
      </div>
      <SearchBox />
      <nav aria-label={t("navigation")}>
        <PageLink to={{ page: "city" }} isCurrent={page === "city"}>
          {t("city")}
        </PageLink>
        <PageLink to={{ page: "models", model: null }} isCurrent={page === "models" || page === "inspector"}>
          {t("models")}
        </PageLink>
        <PageLink to={{ page: "charts", query: "" }} isCurrent={page === "charts"}>
          {t("charts")}
        </PageLink>
        {isSignedIn && (
          <PageLink to={{ page: "integrators" }} isCurrent={page === "integrators"}>
            {t("integrators")}
          </PageLink>
        )}
      </nav>
      <div className="header-end">
        <DemoBadge />
        <LinkSummary />
        <ServerTime />
        <AccountMenu />
        <span className="header-buttons">
          <ThemeToggle />
          <button
            type="button"
            className="icon-button"
            aria-label={t("keys.open")}
            title={t("keys.open")}
            onClick={() => setShowingKeys(true)}
          >
            <Icon name="keyboard" />
          </button>
          <LanguageToggle />
        </span>
      </div>
      {isShowingKeys && <KeysDialog onClose={() => setShowingKeys(false)} />}
    </header>
  );
}

/** Says for as long as the page is open that this city is made up. */
function DemoBadge() {
  const { t } = useTranslation("header");
  const isDemo = useSession().data?.isDemo ?? false;
  if (!isDemo) return null;
  return (
    <span className="demo-badge" title={t("demo.title")} data-testid="demo-badge">
      {t("demo.badge")}
    </span>
  );
}

function LinkSummary() {
  const { t } = useTranslation("header");
  const link = useLinkStore((state) => state.link);
  const style = useTimeStyle();
  const nowMs = useServerSecondMs();
  const phase = link?.phase ?? "connecting";
  const pictureMs = link?.lastTick?.serverTime;
  const newestMs = link?.lastTick?.newestTime ?? null;
  const isOld = phase === "lost" || phase === "refused";
  return (
    <div
      className={isOld ? "link is-old hatch" : "link"}
      data-testid="link"
      data-phase={phase}
      title={
        pictureMs === undefined ? undefined : t("link.asOf", { time: formatMoment(pictureMs, nowMs, style) })
      }
    >
      {isOld ? <StatusMark kind="stale" /> : <Icon name="pulse" />}
      <span>{t(`link.${phase}`)}</span>
      {pictureMs !== undefined && (
        <span className="link-age" data-testid="data-age">
          {phase === "lost"
            ? formatDuration(lostForMs(link), style.language)
            : newestMs === null
              ? t("link.noData")
              : t("link.data", { age: formatAge(newestMs, nowMs, style) })}
        </span>
      )}
    </div>
  );
}

function lostForMs(link: LinkState | null): number {
  return Date.now() - (link?.lastTick?.receivedAt ?? link?.since ?? Date.now());
}

function ServerTime() {
  const { t } = useTranslation("header");
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  return (
    <div className="server-time" title={`${t("time")} (${style.timeZone})`}>
      <span>{formatDay(nowMs, style)}</span>
      <time dateTime={new Date(nowMs).toISOString()}>{formatClock(nowMs, style)}</time>
    </div>
  );
}
