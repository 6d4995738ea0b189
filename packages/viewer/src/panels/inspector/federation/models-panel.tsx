import { useTranslation } from "react-i18next";
import { useFederationStore } from "../../../client/inspector/federation/federation-store.ts";
import { useToolStore } from "../../../client/inspector/tool-store.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { ToolPanel } from "../tool-panel.tsx";
import { AddModel } from "./add-model.tsx";
import { ModelRow } from "./model-row.tsx";
import "./models-panel.css";

/** The models that are looked at together: shown, hidden, moved, taken away; others are added. */
export function ModelsPanel({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation("inspector");
  const inHand = useToolStore((state) => state.inHand);
  if (inHand !== "models") return null;
  const putDown = (): void => {
    useFederationStore.getState().pick(null);
    useToolStore.getState().putDown();
  };
  return (
    <ToolPanel
      title={t("federation.title", { count: ids.length })}
      closeLabel={t("federation.close")}
      testId="models-panel"
      onClose={putDown}
    >
      <PickingHint />
      <ul className="federation">
        {ids.map((id) => (
          <ModelRow key={id} id={id} ids={ids} />
        ))}
      </ul>
      <AddModel ids={ids} />
    </ToolPanel>
  );
}

function PickingHint() {
  const { t } = useTranslation("inspector");
  const picking = useFederationStore((state) => state.picking);
  const name = useInspectorStore(({ models }) => models.get(picking?.model ?? "")?.name ?? "");
  if (!picking) return null;
  return (
    <p className="tool-hint" role="status" data-testid="picking-hint">
      {picking.fromM === null ? t("federation.offset.from", { name }) : t("federation.offset.to")}
    </p>
  );
}
