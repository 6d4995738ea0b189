import type { Asset } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { buildShareUrl } from "../client/shared-view.ts";
import { useViewStore } from "../client/view-store.ts";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icons.tsx";
import { pageAddress } from "./share-view.ts";
import { useLanguage } from "./use-time-style.ts";
import "./asset-actions.css";

/** What a person can do with the asset: go there, take its code or a link to it along. */
export function AssetActions({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation("asset");
  const language = useLanguage();
  const fly = useViewStore((state) => state.fly);
  const feature = { layer: asset.layer, featureIndex: asset.featureIndex };
  return (
    <section className="asset-actions" aria-label={t("actions")}>
      <Button icon={<Icon name="target" size={14} />} onClick={() => fly({ to: "feature", feature })}>
        {t("flyTo")}
      </Button>
      <CopyButton text={asset.id} label={t("copyId")} copied={t("copied")} failed={t("copyFailed")} />
      <CopyButton
        text={() => buildShareUrl(pageAddress(), language)}
        label={t("copyLink")}
        copied={t("copied")}
        failed={t("copyFailed")}
        icon="link"
      />
    </section>
  );
}
