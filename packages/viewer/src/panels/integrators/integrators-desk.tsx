import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIntegrators } from "../../client/integrators/integrator-queries.ts";
import { useSession } from "../../client/session-queries.ts";
import { useIsWriter } from "../models/is-writer.ts";
import { ProblemNotice } from "../problem-notice.tsx";
import { SignInForm } from "../sign-in-form.tsx";
import { HealthCard } from "./health-card.tsx";
import { RejectionsCard } from "./rejections-card.tsx";
import { SnippetsCard } from "./snippets-card.tsx";
import { SummaryStrip } from "./summary-strip.tsx";
import { TokensCard } from "./tokens-card.tsx";
import { ToolsCard } from "./tools-card.tsx";
import "./integrators-desk.css";

/** All of the page below its header; who is not signed in is asked to. */
export function IntegratorsDesk() {
  const { t } = useTranslation("integrators");
  if (useIsWriter()) return <Desk />;
  return (
    <div className="integrators-sign-in">
      <p>{t("signIn")}</p>
      <SignInForm />
    </div>
  );
}

/** A token that was just made, for as long as the page is open. */
interface MadeToken {
  readonly id: number;
  readonly secret: string;
}

function Desk() {
  const { t } = useTranslation("integrators");
  const integrators = useIntegrators();
  const isAdministrator = useSession().data?.user?.role === "administrator";
  const [chosenId, choose] = useState<number | null>(null);
  const [made, setMade] = useState<MadeToken | null>(null);
  const list = integrators.data;
  const chosen = list?.find(({ id }) => id === chosenId) ?? busiestOf(list);
  return (
    <div className="integrators">
      <div className="integrators-main">
        {integrators.isError && (
          <ProblemNotice error={integrators.error} onRetry={() => void integrators.refetch()} />
        )}
        {list === undefined && !integrators.isError && <p role="status">{t("loading")}</p>}
        {list && (
          <>
            {chosen && <SummaryStrip integrator={chosen} />}
            <TokensCard
              integrators={list}
              chosen={chosen?.id}
              isAdministrator={isAdministrator}
              onChoose={choose}
              onMade={(id, secret) => {
                setMade({ id, secret });
                choose(id);
              }}
            />
            {chosen && <HealthCard key={`health-${chosen.id}`} integrator={chosen} />}
            {chosen && <RejectionsCard key={`rejections-${chosen.id}`} integrator={chosen} />}
          </>
        )}
      </div>
      <div className="integrators-side">
        <ToolsCard integrators={list ?? []} isAdministrator={isAdministrator} />
        <SnippetsCard
          integrator={chosen?.name}
          secret={made !== null && made.id === chosen?.id ? made.secret : undefined}
        />
      </div>
    </div>
  );
}

/** What a person most likely came for. */
function busiestOf<T extends { readonly perSecondHour: number }>(list: readonly T[] = []): T | undefined {
  return list.toSorted((a, b) => b.perSecondHour - a.perSecondHour)[0];
}
