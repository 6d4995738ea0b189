import { useTranslation } from "react-i18next";

/** Leads to the licences of what others made and this page ships; our own server has them, so they are there offline too. */
export function NoticesLink() {
  const { t } = useTranslation("header");
  return (
    <p className="notices-link">
      <a href="/third-party-notices.txt" target="_blank" rel="noopener" data-testid="third-party-notices">
        {t("notices")}
      </a>
    </p>
  );
}
