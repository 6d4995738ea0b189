import type { Model } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeleteModel } from "../../client/model-queries.ts";
import { useRouteStore } from "../../client/route-store.ts";
import { Dialog } from "../dialog.tsx";
import { Icon } from "../icons.tsx";
import { ProblemNotice } from "../problem-notice.tsx";

/** Deletes a model after saying what goes with it. */
export function DeleteModel({ model }: { readonly model: Model }) {
  const { t } = useTranslation("models");
  const [isAsking, setAsking] = useState(false);
  const go = useRouteStore((state) => state.go);
  const remove = useDeleteModel(model.id, () => go({ page: "models", model: null }));
  return (
    <>
      <Button icon={<Icon name="trash" size={14} />} onClick={() => setAsking(true)}>
        {t("actions.delete")}
      </Button>
      {isAsking && (
        <Dialog
          title={t("delete.title", { name: model.name })}
          closeLabel={t("delete.close")}
          onClose={() => setAsking(false)}
        >
          <p className="card-lead">{t("delete.lead", { revisions: model.revision })}</p>
          {remove.isError && <ProblemNotice error={remove.error} />}
          <div className="delete-actions">
            <Button onClick={() => setAsking(false)}>{t("delete.cancel")}</Button>
            <Button
              danger
              disabled={remove.isPending}
              data-testid="delete-confirm"
              onClick={() => remove.mutate()}
            >
              {t("delete.confirm")}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
