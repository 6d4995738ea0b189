import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnnotationActions } from "../../client/charts/annotation-queries.ts";
import { forgetLocalAnnotations, readLocalAnnotations } from "../../client/charts/local-annotations.ts";
import { useSession } from "../../client/session-queries.ts";
import { ProblemNotice } from "../problem-notice.tsx";

/** Offers to hand over what an earlier version of this page kept in this browser; once it is handed over or put away, never again. */
export function LocalAnnotationsOffer() {
  const user = useSession().data?.user?.name ?? "";
  return <Offer key={user} user={user} />;
}

function Offer({ user }: { readonly user: string }) {
  const { t } = useTranslation("charts");
  const [kept, setKept] = useState(() => readLocalAnnotations(user));
  const { takeOver } = useAnnotationActions();
  const forget = (ids: readonly string[]): void => {
    forgetLocalAnnotations(user, ids);
    setKept(readLocalAnnotations(user));
  };
  if (kept.length === 0) return null;
  const isHomeless = (takeOver.data?.homeless.length ?? 0) > 0;
  return (
    <div className="chart-local" data-testid="local-annotations">
      <p>{t(isHomeless ? "notes.homeless" : "notes.local", { count: kept.length })}</p>
      {takeOver.isError && <ProblemNotice error={takeOver.error} />}
      <span>
        {!isHomeless && (
          <Button
            size="small"
            type="primary"
            disabled={takeOver.isPending}
            onClick={() => takeOver.mutate(kept, { onSuccess: ({ taken }) => forget(taken) })}
          >
            {t("notes.takeOver")}
          </Button>
        )}
        <Button size="small" disabled={takeOver.isPending} onClick={() => forget(kept.map(({ id }) => id))}>
          {t("notes.putAway")}
        </Button>
      </span>
    </div>
  );
}
