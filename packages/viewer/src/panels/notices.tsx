import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type Notice, useNoticeStore } from "../client/notice-store.ts";
import { Icon } from "./icons.tsx";
import "./notices.css";

/** A notice that asks nothing of anybody leaves after this. */
const QUIET_NOTICE_MS = 6_000;

/** What the person's last act came to: a link copied, to be copied by hand, or not wholly read. Floats, moves nothing. */
export function Notices() {
  const { t } = useTranslation("states");
  const { notice, dismiss } = useNoticeStore();
  useEffect(() => {
    if (notice?.kind !== "copied") return;
    const timer = setTimeout(dismiss, QUIET_NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice, dismiss]);
  if (!notice) return null;
  return (
    <section className="notice float" data-testid="notice" data-kind={notice.kind}>
      <div className="notice-text" role="status">
        {notice.kind === "copied" && <Icon name="check" size={14} />}
        <span>{wordsOf(notice)}</span>
      </div>
      {notice.kind === "copyByHand" && (
        <input
          readOnly
          value={notice.link}
          aria-label={t("share.link")}
          ref={(field) => field?.select()}
          onFocus={(event) => event.target.select()}
        />
      )}
      <Button size="small" onClick={dismiss}>
        {t("dismiss")}
      </Button>
    </section>
  );

  function wordsOf({ kind }: Notice): string {
    if (kind === "copied") return t("share.copied");
    return kind === "copyByHand" ? t("share.copyByHand") : t("share.unreadable");
  }
}
