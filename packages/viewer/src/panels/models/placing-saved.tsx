import type { HandPlaceInput } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { usePlaceModel } from "../../client/model-queries.ts";
import { usePlacingStore } from "../../client/placing-store.ts";
import { useRouteStore } from "../../client/route-store.ts";
import { Icon } from "../icons.tsx";
import { ProblemNotice } from "../problem-notice.tsx";

/** Says that a place was saved, and takes it back where that was a mistake. */
export function PlacingSaved({
  saved,
}: {
  readonly saved: {
    readonly model: string;
    readonly name: string;
    readonly before: HandPlaceInput | null;
  };
}) {
  const { t } = useTranslation("models");
  const place = usePlaceModel(saved.model);
  const forgetSaved = usePlacingStore((state) => state.forgetSaved);
  const go = useRouteStore((state) => state.go);
  return (
    <aside
      className="placing"
      aria-label={t("placing.panel")}
      data-panel="placing"
      data-testid="placing-saved"
      tabIndex={-1}
    >
      <h2>
        <Icon name="check" />{" "}
        <span role="status">
          {place.isSuccess ? t("placing.undone") : t("placing.saved", { name: saved.name })}
        </span>
      </h2>
      {place.isError && <ProblemNotice error={place.error} />}
      <div className="placing-actions">
        {!place.isSuccess && (
          <Button
            icon={<Icon name="undo" size={14} />}
            disabled={place.isPending}
            data-testid="placing-undo"
            onClick={() => place.mutate(saved.before)}
          >
            {t("placing.undo")}
          </Button>
        )}
        <Button
          onClick={() => {
            forgetSaved();
            go({ page: "models", model: saved.model });
          }}
        >
          {t("placing.backToModel")}
        </Button>
        <Button data-testid="placing-close" onClick={forgetSaved}>
          {t("placing.close")}
        </Button>
      </div>
    </aside>
  );
}
