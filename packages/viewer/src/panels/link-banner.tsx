import type { LinkState } from "@shuicheng/shared/client";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLinkStore } from "../client/link-store.ts";
import { useServerSecondMs } from "../client/server-clock.ts";
import { findFaultWords } from "../format/fault-words.ts";
import { formatDuration, formatMoment } from "../format/time.ts";
import { Icon } from "./icons.tsx";
import { StatusMark } from "./status-mark.tsx";
import { useTimeStyle } from "./use-time-style.ts";
import "./link-banner.css";

/** A first connection may take this long before the page calls it a trouble. */
const PATIENCE_MS = 5_000;
/** Where nothing was missed the notice leaves by itself after this; otherwise it waits for a person. */
const QUIET_NOTICE_MS = 60_000;

/** Says that the picture is old and since when, or what was caught up after; floats over the top of the scene, which stays as it is, and never goes silently. */
export function LinkBanner({ onReconnect }: { readonly onReconnect: () => void }) {
  const link = useLinkStore((state) => state.link);
  useServerSecondMs(); // durations below tick
  if (link?.phase === "lost") return <Lost link={link} onReconnect={onReconnect} />;
  if (link?.phase === "refused") return <Refused link={link} onReconnect={onReconnect} />;
  if (link?.phase === "connecting" && link.attempts > 0 && Date.now() - link.since > PATIENCE_MS) {
    return <StillConnecting link={link} onReconnect={onReconnect} />;
  }
  return <HealedNotice />;
}

interface BannerProps {
  readonly link: LinkState;
  readonly onReconnect: () => void;
}

function Lost({ link, onReconnect }: BannerProps) {
  const { t } = useTranslation("states");
  const style = useTimeStyle();
  const nowMs = useServerSecondMs();
  const { lastTick, nextAttemptAt } = link;
  const waitS = nextAttemptAt === null ? 0 : Math.ceil((nextAttemptAt - Date.now()) / 1000);
  const attempt = link.attempts + 1;
  const title = t("lost.title", {
    duration: formatDuration(Date.now() - (lastTick?.receivedAt ?? link.since), style.language),
    time: lastTick ? formatMoment(lastTick.serverTime, nowMs, style) : "—",
  });
  return (
    <section className="banner is-lost" data-testid="link-lost" aria-label={t("lost.reconnect")}>
      <StatusMark kind="stale" size={24} />
      <div className="banner-text">
        <strong>{title}</strong>
        <span>
          {waitS > 0 ? t("lost.attempt", { attempt, seconds: waitS }) : t("lost.attemptNow", { attempt })}
        </span>
      </div>
      <Button onClick={onReconnect}>{t("lost.reconnect")}</Button>
      {/* Said once: the duration in the visible title would be read out each second. */}
      <span className="visually-hidden" role="alert">
        {t("lost.spoken", {
          time: lastTick ? formatMoment(lastTick.serverTime, lastTick.serverTime, style) : "—",
        })}
      </span>
    </section>
  );
}

function Refused({ link, onReconnect }: BannerProps) {
  const { t } = useTranslation("states");
  const { language } = useTimeStyle();
  const words = findFaultWords(link.error?.code ?? "", language);
  return (
    <section className="banner is-lost" role="alert" data-testid="link-refused">
      <StatusMark kind="stale" size={24} />
      <div className="banner-text">
        <strong>
          {t("refused.title")} <code>{link.error?.code}</code>
        </strong>
        <span>
          {words.what} • {words.todo}
        </span>
      </div>
      <Button onClick={onReconnect}>{t("refused.again")}</Button>
    </section>
  );
}

function StillConnecting({ link, onReconnect }: BannerProps) {
  const { t } = useTranslation("states");
  return (
    <section className="banner is-lost" role="alert" data-testid="link-connecting">
      <StatusMark kind="stale" size={24} />
      <div className="banner-text">
        <strong>{t("connecting.title")}</strong>
        <span>{t("connecting.detail", { attempt: link.attempts })}</span>
      </div>
      <Button onClick={onReconnect}>{t("lost.reconnect")}</Button>
    </section>
  );
}

function HealedNotice() {
  const { t } = useTranslation("states");
  const style = useTimeStyle();
  const nowMs = useServerSecondMs();
  const { healed, link, dismissHealed } = useLinkStore();
  const isOver = healed !== null && healed.changes === 0 && Date.now() - healed.until > QUIET_NOTICE_MS;
  if (!healed || isOver) return null;
  const offsetMs = link?.serverClockOffsetMs ?? 0;
  const span = {
    from: formatMoment(healed.lostFrom + offsetMs, nowMs, style),
    until: formatMoment(healed.until + offsetMs, nowMs, style),
    changes: healed.changes,
  };
  return (
    <section className="banner" role="status" data-testid="link-healed" data-changes={healed.changes}>
      <Icon name="check" />
      <span className="banner-text">{t(healed.changes > 0 ? "healed.text" : "healed.none", span)}</span>
      <Button size="small" onClick={dismissHealed}>
        {t("dismiss")}
      </Button>
    </section>
  );
}
