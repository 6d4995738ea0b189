import { useTranslation } from "react-i18next";
import { useViewStore } from "../client/view-store.ts";
import { formatLength, formatNumber, formatPlace, withUnit } from "../format/number.ts";
import { pickScale } from "../format/scale.ts";
import "./read-out.css";

/** Longest scale bar, CSS pixels. */
const SCALE_WIDTH_PX = 120;

/** Compass, scale bar, and where the eye stands: coordinates, height with its datum, pitch. */
export function ReadOut() {
  const { t } = useTranslation("scene");
  const eye = useViewStore((state) => state.eye);
  if (!eye) return null;
  const heading = Math.round(eye.headingDeg) % 360;
  const pitch = Math.round(eye.pitchDeg);
  const scale = pickScale(eye.metresPerPixel, SCALE_WIDTH_PX);
  return (
    <section className="read-out" aria-label={t("readout")} data-testid="read-out">
      <div className="compass float" role="img" aria-label={t("compass", { heading })}>
        <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
          <g transform={`rotate(${-eye.headingDeg} 14 14)`}>
            <path d="M14 3l4.5 11h-9z" fill="var(--text-primary)" />
            <path d="M14 25l4.5-11h-9z" fill="none" stroke="var(--text-secondary)" />
          </g>
        </svg>
      </div>
      {scale && (
        <div
          className="scale float"
          role="img"
          aria-label={t("scale", { length: formatLength(scale.lengthM) })}
        >
          <span aria-hidden="true">{formatScale(scale.lengthM)}</span>
          <i style={{ width: scale.widthPx }} />
        </div>
      )}
      <div className="coordinates float">
        <span>{formatPlace(eye.lonDeg, eye.latDeg)}</span>
        <span title={t("eyeTitle")}>
          {t(pitch > 0 ? "eyeUp" : "eye", {
            height: withUnit(formatNumber(eye.eyeHeightM), "m"),
            pitch: Math.abs(pitch),
          })}
        </span>
      </div>
    </section>
  );
}

function formatScale(lengthM: number): string {
  return lengthM >= 1000
    ? withUnit(formatNumber(lengthM / 1000), "km")
    : withUnit(formatNumber(lengthM, lengthM < 1 ? 1 : 0), "m");
}
