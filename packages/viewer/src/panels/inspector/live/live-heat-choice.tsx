import { Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { OpenModel } from "../../../client/inspector-store.ts";
import { useLayerDatastreams } from "../../../client/live-binding/live-queries.ts";
import { useLiveStore } from "../../../client/live-binding/live-store.ts";
import { formatProperty } from "../../../format/terms.ts";
import { useLanguage } from "../../use-time-style.ts";

const OVER = ["elements", "spaces"] as const;

/** Chooses the quantity that elements or spaces are coloured by. */
export function LiveHeatChoice({ models }: { readonly models: readonly OpenModel[] }) {
  const { t } = useTranslation("inspectorLive");
  const language = useLanguage();
  const { choice, choose } = useLiveStore();
  const layers = useLayerDatastreams(useMemo(() => models.map(({ id }) => id), [models]));
  const properties = new Map(
    layers
      .flatMap(({ datastreams }) => datastreams)
      .filter(({ resultType }) => resultType === "number")
      .map(({ observedProperty }) => [
        observedProperty,
        formatProperty(observedProperty, observedProperty, language),
      ]),
  );
  if (properties.size === 0) return <p className="tool-hint">{t("heat.nothing")}</p>;
  return (
    <div className="live-choice">
      <Select
        size="small"
        className="tool-select"
        aria-label={t("heat.property")}
        data-testid="heat-property"
        value={choice?.property ?? ""}
        options={[
          { value: "", label: t("heat.none") },
          ...[...properties].map(([value, label]) => ({ value, label })),
        ]}
        onChange={(property) =>
          choose(property === "" ? null : { property, isOverSpaces: choice?.isOverSpaces ?? false })
        }
      />
      {choice && (
        <fieldset className="tool-row live-over">
          <legend>{t("heat.over")}</legend>
          {OVER.map((over) => (
            <label key={over} className="tool-choice">
              <input
                type="radio"
                name="heat-over"
                checked={choice.isOverSpaces === (over === "spaces")}
                onChange={() => choose({ ...choice, isOverSpaces: over === "spaces" })}
              />
              <span>{t(`heat.${over}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
