import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "./use-time-style.ts";

/** Changes between Chinese and English; the label is said in the language it leads to. */
export function LanguageToggle() {
  const { t, i18n } = useTranslation("header");
  const language = useLanguage();
  const next = language === "zh" ? "en" : "zh";
  return (
    <Button
      size="small"
      className="language-toggle"
      data-testid="language"
      title={t("language.toggle")}
      onClick={() => void i18n.changeLanguage(next)}
    >
      {t("language.label")}
      <span className="visually-hidden" lang={next === "zh" ? "zh-CN" : "en"}>
        {t("language.toggle")}
      </span>
    </Button>
  );
}
