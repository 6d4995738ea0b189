import { useTranslation } from "react-i18next";
import "../../app/local-texts.ts";
import "./drop-veil.css";

/** Lies over what files are being dragged over, and says what letting go does. */
export function DropVeil() {
  const { t } = useTranslation("local");
  return (
    <div className="drop-veil" aria-hidden="true">
      <p>{t("drop")}</p>
    </div>
  );
}
