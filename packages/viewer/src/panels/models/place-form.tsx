import type { HandPlaceInput, ModelPlacement } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatFreeNumber } from "../../format/number.ts";
import { PlaceField } from "./place-field.tsx";
import { PLACE_LIMITS, type PlaceFields, readPlaceFields, writePlaceFields } from "./place-fields.ts";

/** A place by numbers. What is wrong is said at its field, and nothing is sent. */
export function PlaceForm(props: {
  readonly placement: ModelPlacement;
  readonly isSaving: boolean;
  readonly onSave: (place: HandPlaceInput) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation("models");
  const [fields, setFields] = useState(() => writePlaceFields(props.placement));
  const [wrong, setWrong] = useState<keyof PlaceFields | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readPlaceFields(fields);
    if (typeof read === "string") {
      setWrong(read);
      document.querySelector<HTMLElement>(`[data-testid=place-${read}]`)?.focus();
    } else {
      setWrong(null);
      props.onSave(read);
    }
  };
  const field = (name: keyof PlaceFields, label: string, unit: string, note?: string) => {
    const { min, max } = PLACE_LIMITS[name];
    const range = { field: label, min: formatFreeNumber(min), max: formatFreeNumber(max) };
    return (
      <PlaceField
        {...{ name, label, unit, note }}
        value={fields[name]}
        error={wrong === name ? t("placement.invalid", range) : undefined}
        onChange={(value) => setFields({ ...fields, [name]: value })}
      />
    );
  };
  return (
    <form className="place-form" onSubmit={submit} noValidate>
      {field("lon", t("placement.lon"), "°")}
      {field("lat", t("placement.lat"), "°")}
      {field("heightM", t("placement.height"), "m", t("placement.onGround"))}
      {field("headingDeg", t("placement.heading"), "°", t("placement.asModel"))}
      {field("scale", t("placement.scale"), "")}
      <div className="placement-actions">
        <Button type="primary" htmlType="submit" disabled={props.isSaving}>
          {t("placement.save")}
        </Button>
        <Button onClick={props.onCancel}>{t("placement.cancel")}</Button>
      </div>
    </form>
  );
}
