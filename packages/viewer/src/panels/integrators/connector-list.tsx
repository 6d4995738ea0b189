import type { BatchCheck, Integrator, Pull } from "@shuicheng/shared/contracts";
import { Button } from "antd";
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
import { ConnectorForm } from "./connector-form.tsx";
import { WayInActions } from "./way-in-actions.tsx";
import { WayInList } from "./way-in-list.tsx";

/** Documents that the server fetches on a schedule: how each goes, and ways to make, try, change and stop them. */
export function ConnectorList({ integrators }: { readonly integrators: readonly Integrator[] }) {
  const { t } = useTranslation("waysIn");
  return (
    <WayInList
      list={useConnectors(true)}
      createLabel={t("connectors.create")}
      noneText={t("connectors.none")}
      row={(pull, onChange) => (
        <ConnectorRow
          pull={pull}
          tokenName={integrators.find(({ id }) => id === pull.token)?.name ?? String(pull.token)}
          onChange={onChange}
        />
      )}
      form={(pull, onClose) => <ConnectorForm {...{ pull, integrators, onClose }} />}
    />
  );
}

function ConnectorRow(props: {
  readonly pull: Pull;
  readonly tokenName: string;
  readonly onChange: () => void;
}) {
  const { t } = useTranslation("waysIn");
  const { pull } = props;
  const { run, save, remove, check } = useConnectorActions();
  const failed = run.error ?? save.error ?? remove.error ?? check.error;
  return (
    <li data-testid={`connector-${pull.name}`}>
      <div className="way-in-title">
        <strong>{pull.name}</strong>
        <WayInActions
          name={pull.name}
          isEnabled={pull.enabled}
          isBusy={save.isPending}
          onChange={props.onChange}
          onRemove={() => remove.mutate(pull.id)}
          onEnable={(enabled) => save.mutate({ id: pull.id, input: { ...inputOf(pull), enabled } })}
        >
          <Button size="small" disabled={check.isPending} onClick={() => check.mutate(pull.id)}>
            {t("connectors.check")}
          </Button>
          <Button size="small" disabled={run.isPending} onClick={() => run.mutate(pull.id)}>
            {t("connectors.run")}
          </Button>
        </WayInActions>
      </div>
      <p className="way-in-address" title={pull.url}>
        {pull.url}
      </p>
      <p className="card-note">
        {t("connectors.every", { seconds: formatNumber(pull.intervalS) })}
        {" • "}
        {t("actions.token", { name: props.tokenName })}
      </p>
      <ConnectorState pull={pull} />
      {check.data && !check.isPending && <Checked check={check.data} />}
      {failed && <ProblemNotice error={failed} />}
    </li>
  );
}

function Checked({ check }: { readonly check: BatchCheck }) {
  const { t } = useTranslation("waysIn");
  return (
    <p role="status">
      {t("connectors.checked", {
        accepted: formatNumber(check.accepted),
        duplicates: formatNumber(check.duplicates),
        rejected: formatNumber(check.rejected),
      })}
    </p>
  );
}

function ConnectorState({ pull: { last, failures, nextAt, enabled } }: { readonly pull: Pull }) {
  const { t } = useTranslation("waysIn");
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  const next = !enabled
    ? t("actions.off")
    : nextAt === null
      ? null
      : t("connectors.next", { time: formatMoment(nextAt, nowMs, style) });
  return (
    <div className="way-in-state">
      <p>
        {last && (last.error || last.rejected > 0) ? (
          <StatusMark kind="medium" size={14} />
        ) : (
          last && <Icon name="check" size={14} />
        )}
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
          <code>{last.error.code}</code> {findFaultWords(last.error.code, style.language).what}{" "}
          <span className="card-note">{last.error.message}</span>
          {failures > 1 && ` • ${t("connectors.failures", { count: failures })}`}
        </p>
      )}
    </div>
  );
}
