import type { Layer } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { useModels } from "../../client/model-queries.ts";
import {
  isIsolated,
  isolateStorey,
  listStoreys,
  OUTSIDE_STOREYS,
  sortStoreys,
  toggleStorey,
} from "../../client/storey-visibility.ts";
import { useViewStore } from "../../client/view-store.ts";
import "../../app/model-texts.ts";
import { formatNumber, withUnit } from "../../format/number.ts";
import { Icon } from "../icons.tsx";
import { storeyKey } from "../layer-tree-model.ts";
import { ProblemNotice } from "../problem-notice.tsx";
import { useTreeItem } from "../tree-context.ts";
import { EyeButton } from "../tree-controls.tsx";
import "./storey-rows.css";

/** The storeys of a model, from the top down: each shown or hidden, or shown alone. */
export function StoreyRows({ layer }: { readonly layer: Layer }) {
  const { t } = useTranslation("models");
  const models = useModels();
  const hidden = useViewStore((state) => state.hiddenStoreys.get(layer.id));
  const hideStoreys = useViewStore((state) => state.hideStoreys);
  if (models.isError) return <ProblemNotice error={models.error} onRetry={() => void models.refetch()} />;
  const storeys = models.data?.find((model) => model.layer === layer.id)?.storeys;
  if (!storeys) {
    return (
      <p className="layer-class-note" role="status">
        {t("storeys.loading")}
      </p>
    );
  }
  if (storeys.length === 0) return null;
  const all = listStoreys(storeys);
  const row = (storey: number, name: string, elevationM: number | null) => (
    <StoreyRow
      key={storey}
      {...{ storey, name, elevationM }}
      layer={layer.id}
      isHidden={hidden?.has(storey) ?? false}
      isAlone={isIsolated(all, hidden, storey)}
      onToggle={() => hideStoreys(layer.id, toggleStorey(hidden, storey))}
      onIsolate={() => hideStoreys(layer.id, isolateStorey(all, hidden, storey))}
    />
  );
  return (
    <>
      <div className="storeys-head">
        <span>{t("storeys.title")}</span>
        {(hidden?.size ?? 0) > 0 && (
          <button
            type="button"
            tabIndex={-1}
            className="text-button"
            onClick={() => hideStoreys(layer.id, new Set())}
          >
            {t("storeys.all")}
          </button>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of tree items, not of form fields */}
      <ul role="group">
        {sortStoreys(storeys).map(({ index, name, elevationM }) => row(index, name, elevationM))}
        {row(OUTSIDE_STOREYS, t("storeys.none"), null)}
      </ul>
      <div className="storeys-head">{t("storeys.classes")}</div>
    </>
  );
}

function StoreyRow(props: {
  readonly layer: string;
  readonly storey: number;
  readonly name: string;
  readonly elevationM: number | null;
  readonly isHidden: boolean;
  readonly isAlone: boolean;
  readonly onToggle: () => void;
  readonly onIsolate: () => void;
}) {
  const { t } = useTranslation(["models", "layers"]);
  const { layer, storey, name, elevationM, isHidden } = props;
  const item = useTreeItem(storeyKey(layer, storey), 3, false);
  const elevation = elevationM === null ? "" : withUnit(formatNumber(elevationM, 2), "m");
  const label = [name, elevation, t(isHidden ? "layers:isHidden" : "layers:isShown")];
  return (
    <li
      {...item.attributes}
      aria-label={label.filter(Boolean).join(", ")}
      data-testid={`storey-${layer}-${storey}`}
    >
      <div className={isHidden ? "layer-row is-class is-hidden" : "layer-row is-class"}>
        <EyeButton
          state={isHidden ? "hidden" : "shown"}
          label={t("models:storeys.show", { name })}
          onToggle={props.onToggle}
        />
        <span className="class-name">{name}</span>
        <span className="layer-amount">{elevation}</span>
        <button
          type="button"
          tabIndex={-1}
          className="icon-button"
          aria-pressed={props.isAlone}
          aria-label={t("models:storeys.only", { name })}
          title={t("models:storeys.only", { name })}
          onClick={props.onIsolate}
        >
          <Icon name="target" size={14} />
        </button>
      </div>
    </li>
  );
}
