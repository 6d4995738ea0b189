import { useTranslation } from "react-i18next";

const TYPES = ["observations", "status", "silence", "gap", "test"] as const;

/** Names of the messages that a webhook gets; one that this version does not know stands for itself. */
export function useEventNames(): (type: string) => string {
  const { t } = useTranslation("waysIn");
  return (type) => {
    const known = TYPES.find((each) => each === type);
    return known ? t(`webhooks.types.${known}`) : type;
  };
}
