import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { openInInspector } from "../../client/inspector/link/city-link.ts";
import { useKeyStore } from "../../client/key-store.ts";
import { Icon } from "../icons.tsx";

/** Goes from an element in the city to the same one in the inspector, also by `B`. */
export function OpenInInspector(props: { readonly model: string; readonly globalId: string }) {
  const { t } = useTranslation("models");
  const { model, globalId } = props;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "b" || event.defaultPrevented || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.altKey || !useKeyStore.getState().areLettersOn) return;
      const isBusy = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (isBusy || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      openInInspector(model, globalId);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [model, globalId]);
  return (
    <Button
      size="small"
      icon={<Icon name="model" size={14} />}
      title={`${t("actions.inspect")} (B)`}
      data-testid="open-inspector"
      onClick={() => openInInspector(model, globalId)}
    >
      {t("actions.inspect")}
    </Button>
  );
}
