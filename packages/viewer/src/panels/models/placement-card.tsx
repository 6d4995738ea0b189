import type { Model } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlaceModel } from "../../client/model-queries.ts";
import { formatFreeNumber, formatNumber, withUnit } from "../../format/number.ts";
import { Icon } from "../icons.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { Card } from "./card.tsx";
import { useIsWriter } from "./is-writer.ts";
import { PlaceForm } from "./place-form.tsx";
import { sentenceOfRule } from "./placement-words.ts";
import { usePlaceOnMap } from "./use-place-on-map.ts";
import "./placement-card.css";

/** Where the model stands, by which rule, what was assumed; and the ways to correct it. */
export function PlacementCard({ model }: { readonly model: Model }) {
  const { t } = useTranslation("models");
  const { placement } = model;
  const [isEditing, setEditing] = useState(false);
  const isWriter = useIsWriter();
  const place = usePlaceModel(model.id);
  const placeOnMap = usePlaceOnMap();
  return (
    <Card title={t("placement.title")} testId="model-placement">
      <div className="card-body placement">
        {placement.lon === null && <p className="card-lead">{t("placement.unplacedLead")}</p>}
        {!isEditing && <Facts model={model} />}
        {isEditing && (
          <PlaceForm
            placement={placement}
            isSaving={place.isPending}
            onCancel={() => setEditing(false)}
            onSave={(input) => place.mutate(input, { onSuccess: () => setEditing(false) })}
          />
        )}
        {place.isError && <ProblemNotice error={place.error} />}
        {isWriter && !isEditing && (
          <div className="placement-actions">
            <Button
              type={placement.lon === null ? "primary" : "default"}
              icon={<Icon name="pin" size={14} />}
              data-testid="place-on-map"
              onClick={() => placeOnMap(model)}
            >
              {t("actions.placeByHand")}
            </Button>
            <Button
              icon={<Icon name="pen" size={14} />}
              data-testid="place-by-numbers"
              onClick={() => setEditing(true)}
            >
              {t("placement.edit")}
            </Button>
            {placement.rule === "by-hand" && (
              <Button
                icon={<Icon name="undo" size={14} />}
                data-testid="place-undo"
                disabled={place.isPending}
                onClick={() => place.mutate(null)}
              >
                {t("placement.undo")}
              </Button>
            )}
          </div>
        )}
        {placement.assumed.length > 0 && (
          <div>
            <h4>{t("placement.assumed")}</h4>
            <ul className="placement-assumed">
              {placement.assumed.map((each) =>
                typeof each === "string" ? (
                  <li key={each} lang="en">
                    {each}
                  </li>
                ) : (
                  <li key={each.code}>{t(`placement.assumptions.${each.code}`, each.values)}</li>
                ),
              )}
            </ul>
          </div>
        )}
      </div>
    </Card>
  );
}

function Facts({ model }: { readonly model: Model }) {
  const { t } = useTranslation("models");
  const { rule, crs, lon, lat, heightM, headingDeg, scale, anchorM } = model.placement;
  const isPlaced = lon !== null && lat !== null;
  return (
    <dl className="facts">
      <Fact name={t("placement.rule")} testId="placement-rule">
        {sentenceOfRule(rule, t)}
      </Fact>
      {crs !== undefined && <Fact name={t("placement.crs")}>{crs}</Fact>}
      {isPlaced && (
        <>
          <Fact name={t("placement.lon")} testId="placement-lon">
            {withUnit(formatNumber(lon, 7), "°")}
          </Fact>
          <Fact name={t("placement.lat")} testId="placement-lat">
            {withUnit(formatNumber(lat, 7), "°")}
          </Fact>
          <Fact name={t("placement.height")}>
            {withUnit(formatNumber(heightM, 3), "m")} ({t("placement.datum")})
          </Fact>
          <Fact name={t("placement.heading")}>{withUnit(formatNumber(headingDeg, 3), "°")}</Fact>
          <Fact name={t("placement.scale")}>{formatFreeNumber(scale)}</Fact>
        </>
      )}
      {anchorM.some((value) => value !== 0) && (
        <Fact name={t("placement.anchor")}>
          {withUnit(anchorM.map((value) => formatNumber(value, 3)).join(", "), "m")}
        </Fact>
      )}
    </dl>
  );
}

function Fact(props: { readonly name: string; readonly testId?: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd data-testid={props.testId}>{props.children}</dd>
    </>
  );
}
