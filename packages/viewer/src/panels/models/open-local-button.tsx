import { Button } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocalModelStore } from "../../client/local-model-store.ts";
import { Icon } from "../icons.tsx";
import "../../app/local-texts.ts";

/** Chooses IFC files and opens them in this browser, without sending anything. */
export function OpenLocalButton() {
  const { t } = useTranslation("local");
  const field = useRef<HTMLInputElement>(null);
  const open = useLocalModelStore((state) => state.open);
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        accept=".ifc,.ifczip,.zip"
        multiple
        aria-label={t("pickFiles")}
        data-testid="local-files"
        onChange={({ target }) => {
          open([...(target.files ?? [])]);
          target.value = ""; // the same file may be chosen again
        }}
      />
      <Button icon={<Icon name="file" size={14} />} onClick={() => field.current?.click()}>
        {t("pick")}
      </Button>
    </>
  );
}
