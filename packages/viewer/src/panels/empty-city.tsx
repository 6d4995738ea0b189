import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFirstTokenStore } from "../client/first-token-store.ts";
import { useSession } from "../client/session-queries.ts";
import { CopyButton } from "./copy-button.tsx";
import { BrandMark, Icon, type IconName } from "./icons.tsx";
import { PageLink } from "./page-link.tsx";
import { importCommand, pushCommand, replayCommand } from "./start-commands.ts";
import { TokenMaker } from "./token-desk.tsx";
import "./empty-city.css";

/** What stands where the city will be: three ways to bring data in, each with its exact command. */
export function EmptyCity() {
  const { t } = useTranslation(["states", "access"]);
  const { token, keep } = useFirstTokenStore();
  const isAdministrator = useSession().data?.user?.role === "administrator";
  const target = { origin: window.location.origin, token };
  return (
    <section className="empty" aria-labelledby="empty-title" data-testid="empty-city">
      <div className="empty-head">
        <BrandMark size={36} />
        <h1 id="empty-title">{t("states:empty.title")}</h1>
        <p>{t("states:empty.lead")}</p>
        <p className="empty-models">
          <PageLink to={{ page: "models", model: null }}>{t("states:empty.models")}</PageLink>
        </p>
      </div>
      <div className="empty-token">
        {isAdministrator ? (
          <>
            <TokenMaker onCreated={keep} />
            {token !== null && <p className="empty-filled">{t("access:tokens.filled")}</p>}
          </>
        ) : (
          <p>{t("access:tokens.needAdministrator")}</p>
        )}
      </div>
      <div className="empty-ways">
        <Way icon="file" title={t("states:empty.import.title")} command={importCommand(target)}>
          {t("states:empty.import.text")}
        </Way>
        <Way icon="pulse" title={t("states:empty.connect.title")} command={pushCommand(target)}>
          {t("states:empty.connect.text")}
        </Way>
        <Way icon="replay" title={t("states:empty.replay.title")} command={replayCommand(target)}>
          {t("states:empty.replay.text")}
        </Way>
      </div>
    </section>
  );
}

function Way(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly command: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation("states");
  return (
    <article className="empty-way">
      <Icon name={props.icon} size={24} />
      <h2>{props.title}</h2>
      <p>{props.children}</p>
      <section className="empty-command" aria-label={t("empty.command", { title: props.title })}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>{props.command}</pre>
      </section>
      <CopyButton
        text={props.command}
        label={t("empty.copy")}
        copied={t("empty.copied")}
        failed={t("empty.copyFailed")}
      />
    </article>
  );
}
