import { useTranslation } from "react-i18next";

const KEYS = [
  ["← ↑ → ↓", "keyMove"],
  ["[ ]", "keyTurn"],
  ["PgUp PgDn", "keyHeight"],
  ["Enter", "keyApply"],
  ["Esc", "keyCancel"],
] as const;

/** Which keys place a model. */
export function PlacingKeys() {
  const { t } = useTranslation("models");
  return (
    <div className="placing-keys">
      <h3>{t("placing.keys")}</h3>
      <dl>
        {KEYS.map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`placing.${words}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
