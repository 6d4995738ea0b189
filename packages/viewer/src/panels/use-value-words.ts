import type { Datastream } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { formatLimits, listAlarmStates } from "../format/limits.ts";
import { formatState, type YesNo } from "../format/terms.ts";
import { useLanguage } from "./use-time-style.ts";

/** Words for what is so or is not, in the page's language. */
export function useYesNo(): YesNo {
  const { t } = useTranslation("asset");
  return { yes: t("boolean.true"), no: t("boolean.false"), language: useLanguage() };
}

/** The limits of a datastream in one line, `L 10.00 • H 60.00`; of a state what alarms. Empty where none is set. */
export function useLimitText(datastream: Datastream): string {
  const { t } = useTranslation("asset");
  const words = useYesNo();
  if (datastream.resultType !== "boolean") return formatLimits(datastream.limits, datastream.decimals);
  return listAlarmStates(datastream.limits)
    .map((isSo) => t("alarmState", { state: formatState(datastream, isSo, words) }))
    .join(" • ");
}
