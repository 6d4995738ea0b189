import { useTranslation } from "react-i18next";
import { copyText } from "../../copy-text.ts";
import { Icon } from "../../icons.tsx";

/** A name and what it is, with its unit. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** An identifier: set in a type in which each character is told apart. */
  readonly isCode?: boolean;
}

/** Facts under a title that folds; each value can be copied. Nothing where there are none. */
export function FactList(props: {
  readonly title: string;
  readonly note?: string;
  readonly facts: readonly Fact[];
  readonly isOpen?: boolean;
}) {
  const { t } = useTranslation("inspector");
  if (props.facts.length === 0) return null;
  return (
    <details className="fact-list" open={props.isOpen}>
      <summary>
        <span>{props.title}</span>
        {props.note && <small>{props.note}</small>}
      </summary>
      <dl>
        {props.facts.map(({ name, value, isCode }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may say the same name twice
          <div key={index}>
            <dt title={name}>{name}</dt>
            <dd className={isCode ? "is-code" : undefined} title={value}>
              {value}
            </dd>
            {value !== "" && (
              <button
                type="button"
                className="fact-copy"
                aria-label={`${t("panel.copy")} ${name}`}
                title={t("panel.copy")}
                onClick={() => void copyText(value)}
              >
                <Icon name="copy" size={12} />
              </button>
            )}
          </div>
        ))}
      </dl>
    </details>
  );
}
