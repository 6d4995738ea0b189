import type { Integrator, Pull } from "@shuicheng/shared/contracts";
import { Button, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { inputOf, useConnectorActions, useConnectors } from "../../client/integrators/connector-queries.ts";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatAge } from "../../format/age.ts";
import { findFaultWords } from "../../format/fault-words.ts";
import { formatNumber } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { Icon } from "../icons.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { StatusMark } from "../status-mark.tsx";
import { useTimeStyle } from "../use-time-style.ts";

/** Documents that the server fetches on a schedule: how each goes, and ways to try it now or to stop it. */
export function ConnectorList({ integrators }: { readonly integrators: readonly Integrator[] }) {
  const { t } = useTranslation("integrators");
  const connectors = useConnectors(true);
  const { run, replace } = useConnectorActions();
  const failed = run.error ?? replace.error;
  return (
    <>
      {connectors.isPending && <p className="card-empty">{t("loading")}</p>}
      {connectors.isError && (
        <ProblemNotice error={connectors.error} onRetry={() => void connectors.refetch()} />
      )}
      {failed && <ProblemNotice error={failed} />}
      {connectors.data?.length === 0 && <p className="card-empty">{t("connectors.none")}</p>}
      <ul className="connector-list">
        {connectors.data?.map((pull) => (
          <li key={pull.id} data-testid={`connector-${pull.name}`}>
            <div>
              <strong>{pull.name}</strong>
              <p className="connector-url" title={pull.url}>
                {pull.url}
              </p>
              <p className="card-note">
                {t("connectors.every", { seconds: formatNumber(pull.intervalS) })}
                {" • "}
                {t("connectors.token", {
                  name: integrators.find(({ id }) => id === pull.token)?.name ?? pull.token,
                })}
              </p>
              <ConnectorState pull={pull} />
            </div>
            <Button size="small" disabled={run.isPending} onClick={() => run.mutate(pull.id)}>
              {t("connectors.run")}
            </Button>
            <Switch
              size="small"
              checked={pull.enabled}
              aria-label={t("connectors.enabled", { name: pull.name })}
              loading={replace.isPending && replace.variables.id === pull.id}
              onChange={(enabled) => replace.mutate({ id: pull.id, input: { ...inputOf(pull), enabled } })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function ConnectorState({ pull: { last, failures, nextAt, enabled } }: { readonly pull: Pull }) {
  const { t } = useTranslation("integrators");
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  const next = !enabled
    ? t("connectors.off")
    : nextAt === null
      ? null
      : t("connectors.next", { time: formatMoment(nextAt, nowMs, style) });
  return (
    <div className="connector-state">
      <p>
        {last?.error ? <StatusMark kind="medium" size={14} /> : last && <Icon name="check" size={14} />}
        <span>
          {last
            ? t("connectors.last", {
                age: formatAge(last.at, nowMs, style),
                items: formatNumber(last.items),
                accepted: formatNumber(last.accepted),
                duplicates: formatNumber(last.duplicates),
                rejected: formatNumber(last.rejected),
              })
            : t("connectors.notYet")}
          {next !== null && ` • ${next}`}
        </span>
      </p>
      {last?.error && (
        <p>
          <code>{last.error.code}</code> {findFaultWords(last.error.code, style.language).what}:{" "}
          {last.error.message}
          {failures > 1 && ` • ${t("connectors.failures", { count: failures })}`}
        </p>
      )}
    </div>
  );
}
