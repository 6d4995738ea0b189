import type { Integrator, Source } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { inputOfSource, useSourceActions, useSources } from "../../client/integrators/source-queries.ts";
import { useServerSecondMs } from "../../client/server-clock.ts";
import { formatAge } from "../../format/age.ts";
import { findFaultWords } from "../../format/fault-words.ts";
import { formatNumber } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { Icon } from "../icons.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { StatusMark } from "../status-mark.tsx";
import { useTimeStyle } from "../use-time-style.ts";
import { SourceForm } from "./source-form.tsx";
import { WayInActions } from "./way-in-actions.tsx";
import { WayInList } from "./way-in-list.tsx";

/** What delivers by HJ 212 and OPC UA: how each goes, and ways to make, change and stop them. */
export function SourceList({ integrators }: { readonly integrators: readonly Integrator[] }) {
  const { t } = useTranslation("waysIn");
  return (
    <WayInList
      list={useSources()}
      createLabel={t("sources.create")}
      noneText={t("sources.none")}
      row={(source, onChange) => (
        <SourceRow
          source={source}
          tokenName={integrators.find(({ id }) => id === source.token)?.name ?? String(source.token)}
          onChange={onChange}
        />
      )}
      form={(source, onClose) => <SourceForm {...{ source, integrators, onClose }} />}
    />
  );
}

function SourceRow(props: {
  readonly source: Source;
  readonly tokenName: string;
  readonly onChange: () => void;
}) {
  const { t } = useTranslation("waysIn");
  const { source } = props;
  const { save, remove } = useSourceActions();
  const failed = save.error ?? remove.error;
  const address =
    source.kind === "opcua"
      ? source.url
      : [
          t("sources.port", { port: source.port }),
          t("sources.stations", { number: formatNumber(source.stations.length) }),
        ].join(" • ");
  return (
    <li data-testid={`source-${source.name}`}>
      <div className="way-in-title">
        <strong>{source.name}</strong>
        <WayInActions
          name={source.name}
          isEnabled={source.enabled}
          isBusy={save.isPending}
          onChange={props.onChange}
          onRemove={() => remove.mutate(source.id)}
          onEnable={(enabled) => save.mutate({ id: source.id, input: { ...inputOfSource(source), enabled } })}
        />
      </div>
      <p className="way-in-address" title={address}>
        {address}
      </p>
      <p className="card-note">
        {t(`sources.kinds.${source.kind}`)}
        {" • "}
        {t("actions.token", { name: props.tokenName })}
      </p>
      <SourceState status={source.status} />
      {failed && <ProblemNotice error={failed} />}
    </li>
  );
}

function SourceState({ status }: { readonly status: Source["status"] }) {
  const { t } = useTranslation("waysIn");
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  const { state, since, lastTaken, lastError } = status;
  const figures = Object.entries(status.figures).filter(([, value]) => value !== 0);
  return (
    <div className="way-in-state">
      <p>
        {state === "failed" ? (
          <StatusMark kind="medium" size={14} />
        ) : state === "running" ? (
          <Icon name="check" size={14} />
        ) : null}
        <span>
          {t("sources.since", {
            state: t(`sources.states.${state}`),
            time: formatMoment(since, nowMs, style),
          })}
          {" • "}
          {lastTaken === null
            ? t("sources.nothingYet")
            : t("sources.lastTaken", { age: formatAge(lastTaken, nowMs, style) })}
        </span>
      </p>
      <p>
        {t("sources.counts", {
          accepted: formatNumber(status.accepted),
          duplicates: formatNumber(status.duplicates),
          rejected: formatNumber(status.rejected),
        })}
      </p>
      {figures.length > 0 && (
        <p className="way-in-figures">
          {figures.map(([name, value]) => (
            <span key={name}>
              <code>{name}</code> {formatNumber(value)}
            </span>
          ))}
        </p>
      )}
      {lastError && (
        <p>
          <code>{lastError.code}</code> {findFaultWords(lastError.code, style.language).what}{" "}
          <span className="card-note">
            {lastError.message} • {formatAge(lastError.at, nowMs, style)}
          </span>
        </p>
      )}
    </div>
  );
}
