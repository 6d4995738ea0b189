import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { DEEPEST_EYE_M, useViewStore } from "../client/view-store.ts";
import { formatNumber, withUnit } from "../format/number.ts";
import { RangeSlider } from "./range-slider.tsx";
import "./ground-panel.css";

/** How much of the ground is seen through, and how deep below it the eye stands. */
export function GroundPanel() {
  const { t } = useTranslation("scene");
  const { groundOpacity, isBelowGround, depthM } = useViewStore((state) => state.underground);
  const setUnderground = useViewStore((state) => state.setUnderground);
  const percent = Math.round(groundOpacity * 100);
  const depth = withUnit(formatNumber(depthM, 1), "m");
  return (
    <section className="ground float" aria-label={t("ground")}>
      <div className="ground-line">
        <span>{t("groundOpacity")}</span>
        <b>{percent} %</b>
      </div>
      <RangeSlider
        label={t("groundOpacity")}
        {...{ min: 0, max: 100, step: 5, value: percent }}
        valueText={`${percent} %`}
        testId="ground-opacity"
        onChange={(value) => setUnderground({ groundOpacity: value / 100 })}
      />
      <div className="ground-line" title={t("depthTitle")}>
        <span>{t("depth")}</span>
        <b>{depth}</b>
      </div>
      <RangeSlider
        label={t("depth")}
        {...{ min: 0, max: DEEPEST_EYE_M, step: 0.5, value: -depthM }}
        valueText={t("depthBelow", { depth: withUnit(formatNumber(-depthM, 1), "m") })}
        testId="ground-depth"
        onChange={(value) => setUnderground({ depthM: 0 - value, isBelowGround: value > 0 })}
      />
      <div className="ground-line">
        <span aria-hidden="true">{t("below")}</span>
        <Switch
          size="small"
          checked={isBelowGround}
          onChange={(isOn) => setUnderground({ isBelowGround: isOn, ...(!isOn && { depthM: 0 }) })}
          aria-label={t("below")}
          data-testid="below-ground"
        />
      </div>
      <GroundHeight />
    </section>
  );
}

/** Height of the ground in the middle of the picture, with its datum. */
function GroundHeight() {
  const { t } = useTranslation("scene");
  const heightM = useViewStore((state) => state.eye?.groundHeightM);
  if (heightM === undefined) return null;
  return (
    <div className="ground-line" title={t("groundHeight")}>
      <span>{t("ground")}</span>
      <span>
        {heightM === null
          ? t("noTerrain")
          : withUnit(`${heightM >= 0 ? "+" : ""}${formatNumber(heightM, 1)}`, "m")}
      </span>
    </div>
  );
}
