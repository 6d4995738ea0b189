import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { FAR_APART_M } from "../../../client/inspector/federation/far-apart.ts";
import { bringTogether, useFederationStore } from "../../../client/inspector/federation/federation-store.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatLength } from "../../../format/number.ts";
import "../inspector-notices.css";

/** Says of models that stand too far from the first to be seen with it, and brings them together. */
export function FederationNotices() {
  const { t } = useTranslation("inspector");
  const joins = useFederationStore((state) => state.joins);
  const models = useInspectorStore((state) => state.models);
  const nameOf = (id: string | undefined) => models.get(id ?? "")?.name ?? id ?? "";
  const first = nameOf([...joins].find(([, { by }]) => by === "origin")?.[0]);
  const far = [...joins].filter(([, { distanceM }]) => distanceM > FAR_APART_M);
  return far.map(([id, { distanceM }]) => (
    <div
      key={id}
      className="inspector-notice float"
      role="status"
      data-tone="trouble"
      data-testid="far-apart"
    >
      <span>{t("federation.far", { name: nameOf(id), first, text: formatLength(distanceM) })}</span>
      <Button size="small" onClick={() => bringTogether(id)}>
        {t("federation.together")}
      </Button>
    </div>
  ));
}
