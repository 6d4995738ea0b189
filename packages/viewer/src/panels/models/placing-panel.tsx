import { Button, Checkbox } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { usePlaceModel } from "../../client/model-queries.ts";
import { type DraftPlace, placeInput, usePlacingStore } from "../../client/placing-store.ts";
import { useViewStore } from "../../client/view-store.ts";
import { formatFreeNumber } from "../../format/number.ts";
import { ProblemNotice } from "../problem-notice.tsx";
import "../../app/model-texts.ts";
import { DraftField } from "./draft-field.tsx";
import { PLACE_LIMITS } from "./place-fields.ts";
import { PlacingKeys } from "./placing-keys.tsx";
import { PlacingSaved } from "./placing-saved.tsx";
import { usePlacingKeys } from "./use-placing-keys.ts";
import "./placing-panel.css";

/** Right panel while a model is being placed on the map; afterwards the way to undo it. */
export function PlacingPanel() {
  const { model, saved } = usePlacingStore();
  if (model !== null) return <Placing key={model} model={model} />;
  return saved && <PlacingSaved key={saved.model} saved={saved} />;
}

function Placing({ model }: { readonly model: string }) {
  const { t } = useTranslation("models");
  const { name, draft, cancel, keep } = usePlacingStore();
  const panel = useRef<HTMLElement>(null);
  const place = usePlaceModel(model, keep);
  const apply = (): void => {
    const { draft: now } = usePlacingStore.getState();
    if (now && !place.isPending) place.mutate(placeInput(now));
  };
  usePlacingKeys({ onApply: apply, onCancel: cancel });
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  return (
    <aside
      ref={panel}
      className="placing"
      aria-label={t("placing.panel")}
      data-panel="placing"
      data-testid="placing"
      tabIndex={-1}
    >
      <h2>{t("placing.title", { name })}</h2>
      <p>{t("placing.lead")}</p>
      {draft ? <Fields draft={draft} /> : <p role="status">{t("placing.waiting")}</p>}
      {place.isError && <ProblemNotice error={place.error} />}
      <div className="placing-actions">
        <Button
          type="primary"
          disabled={!draft || place.isPending}
          data-testid="placing-apply"
          onClick={apply}
        >
          {t("placing.apply")} <kbd>Enter</kbd>
        </Button>
        <Button data-testid="placing-cancel" onClick={cancel}>
          {t("placing.cancel")} <kbd>Esc</kbd>
        </Button>
      </div>
      <PlacingKeys />
    </aside>
  );
}

function Fields({ draft }: { readonly draft: DraftPlace }) {
  const { t } = useTranslation("models");
  const change = usePlacingStore((state) => state.change);
  const groundHeightM = useViewStore((state) => state.eye?.groundHeightM ?? null);
  const field = (
    name: keyof typeof PLACE_LIMITS,
    label: string,
    unit: string,
    decimals: number,
    value: number | null,
    use: (value: number) => Partial<DraftPlace>,
  ) => {
    const { min, max } = PLACE_LIMITS[name];
    const range = { field: label, min: formatFreeNumber(min), max: formatFreeNumber(max) };
    return (
      <DraftField
        {...{ name, label, unit, decimals, value, min, max }}
        error={t("placement.invalid", range)}
        onChange={(number) => change(use(number))}
      />
    );
  };
  return (
    <div className="placing-fields">
      {field("lon", t("placement.lon"), "°", 8, draft.lonDeg, (lonDeg) => ({ lonDeg }))}
      {field("lat", t("placement.lat"), "°", 8, draft.latDeg, (latDeg) => ({ latDeg }))}
      {field("heightM", t("placement.height"), "m", 3, draft.heightM, (heightM) => ({ heightM }))}
      <Checkbox
        className="placing-ground"
        checked={draft.heightM === null}
        onChange={({ target }) => change({ heightM: target.checked ? null : (groundHeightM ?? 0) })}
      >
        {t("placing.ground")}
      </Checkbox>
      {field("headingDeg", t("placement.heading"), "°", 3, draft.headingDeg, (headingDeg) => ({
        headingDeg,
      }))}
      {field("scale", t("placement.scale"), "", 6, draft.scale, (scale) => ({ scale }))}
    </div>
  );
}
