import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useFirstTokenStore } from "../client/first-token-store.ts";
import { CopyButton } from "./copy-button.tsx";
import { replayCommand } from "./start-commands.ts";
import "./first-token.css";

/** The token made for the first import, still needed for the next command, until a person puts it away. */
export function FirstToken() {
  const { t } = useTranslation(["access", "states"]);
  const { token, putAway } = useFirstTokenStore();
  if (token === null) return null;
  return (
    <section className="first-token float" aria-label={t("access:tokens.still")} data-testid="first-token">
      <p>{t("access:tokens.still")}</p>
      <code>{token}</code>
      <div className="first-token-row">
        <CopyButton
          text={token}
          label={t("access:tokens.copy")}
          copied={t("access:tokens.copied")}
          failed={t("access:tokens.copyFailed")}
        />
        <CopyButton
          text={replayCommand({ origin: window.location.origin, token })}
          label={t("access:tokens.copyReplay")}
          copied={t("access:tokens.copied")}
          failed={t("access:tokens.copyFailed")}
        />
        <Button onClick={putAway}>{t("access:tokens.putAway")}</Button>
      </div>
    </section>
  );
}
