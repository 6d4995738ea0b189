import { useTranslation } from "react-i18next";
import { CopyButton } from "../copy-button.tsx";
import { Icon } from "../icons.tsx";
import { importModelCommand } from "../start-commands.ts";
import { useIsWriter } from "./is-writer.ts";
import { OpenLocalButton } from "./open-local-button.tsx";
import { UploadButton } from "./upload-button.tsx";

/** What stands where the models will be: how to bring the first one in. */
export function ModelsEmpty() {
  const { t } = useTranslation("models");
  const isWriter = useIsWriter();
  const command = importModelCommand({ origin: window.location.origin, token: null });
  return (
    <section className="models-empty" aria-labelledby="models-empty-title" data-testid="models-empty">
      <Icon name="model" size={36} />
      <h2 id="models-empty-title">{t("empty.title")}</h2>
      <p>{t("empty.lead")}</p>
      {isWriter ? (
        <UploadButton label={t("upload.button")} model={null} isPrimary />
      ) : (
        <p>{t("upload.signIn")}</p>
      )}
      <OpenLocalButton />
      <p className="models-formats">{t("empty.formats")}</p>
      <div className="models-command">
        <h3>{t("empty.command")}</h3>
        <section aria-label={t("empty.commandOf")}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre tabIndex={0}>{command}</pre>
        </section>
        <CopyButton
          text={command}
          label={t("empty.copy")}
          copied={t("empty.copied")}
          failed={t("empty.copyFailed")}
        />
      </div>
    </section>
  );
}
