import { Slider, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useViewStore } from "../client/view-store.ts";
import { formatNumber, withUnit } from "../format/number.ts";
import { Icon } from "./icons.tsx";
import "./ground-control.css";

/** How much of the ground is seen through, whether one looks below it, and the way back to the whole view. */
export function GroundControl() {
  const { t } = useTranslation("scene");
  const underground = useViewStore((state) => state.underground);
  const eye = useViewStore((state) => state.eye);
  const { setUnderground, fly } = useViewStore.getState();
  const percent = Math.round(underground.groundOpacity * 100);
  return (
    <section className="ground-control" aria-label={t("ground")}>
      <button
        type="button"
        className="home-button float"
        onClick={() => fly({ to: "home" })}
        data-testid="home"
      >
        <Icon name="home" />
        <span>{t("home")}</span>
        <kbd>H</kbd>
      </button>
      <div className="ground float">
        <strong>{t("ground")}</strong>
        {eye && (
          <span className="ground-height" title={t("groundHeight")}>
            {eye.groundHeightM === null
              ? t("noTerrain")
              : withUnit(`${eye.groundHeightM >= 0 ? "+" : ""}${formatNumber(eye.groundHeightM, 1)}`, "m")}
          </span>
        )}
        <div className="ground-slider">
          <Slider
            vertical
            min={0}
            max={100}
            step={5}
            value={percent}
            tooltip={{ open: false }}
            ariaLabelForHandle={t("groundOpacity")}
            ariaValueTextFormatterForHandle={(value) => `${value} %`}
            onChange={(value) => setUnderground({ groundOpacity: value / 100 })}
          />
        </div>
        <span className="ground-label">{t("groundOpacity")}</span>
        <b>{percent} %</b>
        <div className="ground-below">
          <Switch
            size="small"
            checked={underground.isBelowGround}
            onChange={(isBelowGround) => setUnderground({ isBelowGround })}
            aria-label={t("below")}
            data-testid="below-ground"
          />
          <span aria-hidden="true">{t("below")}</span>
        </div>
      </div>
    </section>
  );
}
