import { useTranslation } from "react-i18next";
import { useSectionStore } from "../../../client/inspector/cuts/section-store.ts";
import { CapSwatch } from "./cap-swatch.tsx";

/** What hatched faces are: those that a section cut, by material. Nothing while nothing is cut. */
export function SectionLegend() {
  const { t } = useTranslation("inspector");
  const patterns = useSectionStore((state) => state.patterns);
  if (patterns.length === 0) return null;
  return (
    <dl className="section-legend" data-testid="section-legend">
      <dt>{t("cuts.section.face")}</dt>
      {patterns.map((pattern) => (
        <dd key={pattern}>
          <CapSwatch pattern={pattern} />
          <span>{t(`cuts.section.pattern.${pattern}`)}</span>
        </dd>
      ))}
    </dl>
  );
}
