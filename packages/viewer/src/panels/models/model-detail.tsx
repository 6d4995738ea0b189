import type { Model } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { openInInspector } from "../../client/inspector/link/city-link.ts";
import { modelPath } from "../../client/model-queries.ts";
import { useRouteStore } from "../../client/route-store.ts";
import { useSession } from "../../client/session-queries.ts";
import { useViewStore } from "../../client/view-store.ts";
import { Icon } from "../icons.tsx";
import { DeleteModel } from "./delete-model.tsx";
import { useIsWriter } from "./is-writer.ts";
import { ModelHealth } from "./model-health.tsx";
import { PlacementCard } from "./placement-card.tsx";
import { RevisionsCard } from "./revisions-card.tsx";
import { UploadButton } from "./upload-button.tsx";
import "./model-detail.css";

/** Everything about one model, and what can be done with it. */
export function ModelDetail({ model }: { readonly model: Model }) {
  const { t } = useTranslation("models");
  const isWriter = useIsWriter();
  const isSignedIn = useSession().data?.user != null;
  const go = useRouteStore((state) => state.go);
  const showInCity = (): void => {
    go({ page: "city" }, { isFresh: true });
    const { fly, showLayers } = useViewStore.getState();
    showLayers([model.id], true);
    fly({ to: "layer", layer: model.id });
  };
  return (
    <section
      className="model-detail"
      aria-label={t("detail", { name: model.name })}
      data-panel="model"
      data-testid="model-detail"
      tabIndex={-1}
    >
      <div className="model-head">
        <h2>{model.name}</h2>
        <div className="model-actions">
          {model.tilesets.element !== null && (
            <Button
              type="primary"
              icon={<Icon name="model" size={14} />}
              data-testid="open-inspector"
              onClick={() => openInInspector(model.id, undefined)}
            >
              {t("actions.inspect")}
            </Button>
          )}
          {model.tilesets.element !== null && model.placement.lon !== null && (
            <Button icon={<Icon name="target" size={14} />} data-testid="show-in-city" onClick={showInCity}>
              {t("actions.showInCity")}
            </Button>
          )}
          {isWriter && <UploadButton label={t("actions.newRevision")} model={model.id} />}
          {isSignedIn && (
            <Button
              href={`/api/v1${modelPath(model.id, "/source")}`}
              download={model.fileName}
              icon={<Icon name="download" size={14} />}
            >
              {t("actions.download")}
            </Button>
          )}
          {isWriter && <DeleteModel model={model} />}
        </div>
      </div>
      <div className="model-cards">
        <div>
          <ModelHealth model={model} />
        </div>
        <div>
          <PlacementCard model={model} />
          <RevisionsCard model={model} />
        </div>
      </div>
    </section>
  );
}
