import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocalModelStore } from "../../client/local-model-store.ts";
import { LocalTransfer } from "./local-transfer.tsx";
import "../../app/local-texts.ts";
import "./transfer-list.css";

/** Files that are open in this browser only: being converted, ready to be inspected, failed. */
export function LocalList(props: {
  /** Shows one that is ready; absent where that is what the page does anyway. */
  readonly onInspect?: (id: string) => void;
  /** Ids of those that are shown otherwise. */
  readonly hidden?: readonly string[];
}) {
  const { t } = useTranslation("local");
  const all = useLocalModelStore((state) => state.models);
  const { emptyFolders, noteEmptyFolders } = useLocalModelStore();
  const models = all.filter(({ id }) => !props.hidden?.includes(id));
  if (models.length === 0 && emptyFolders.length === 0) return null;
  return (
    <section className="transfers" aria-label={t("title")} data-testid="local-list">
      <h2>{t("title")}</h2>
      <p className="transfer-note">{t("privacy")}</p>
      {emptyFolders.length > 0 && (
        <div className="transfer-failure" role="alert" data-testid="empty-folders">
          <p>{t("emptyFolder", { name: emptyFolders.join(", ") })}</p>
          <Button size="small" onClick={() => noteEmptyFolders([])}>
            {t("action.close")}
          </Button>
        </div>
      )}
      <ul>
        {models.map((model) => (
          <LocalTransfer
            key={model.id}
            model={model}
            {...(props.onInspect ? { onInspect: props.onInspect } : {})}
          />
        ))}
      </ul>
    </section>
  );
}
