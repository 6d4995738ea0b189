import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { type LocalModel, type LocalState, useLocalModelStore } from "../../client/local-model-store.ts";
import { useUploadStore } from "../../client/upload-store.ts";
import { formatBytes } from "../../format/bytes.ts";
import { formatNumber } from "../../format/number.ts";
import { formatStage } from "../../format/terms.ts";
import { formatDuration } from "../../format/time.ts";
import { Icon } from "../icons.tsx";
import { useLanguage } from "../use-time-style.ts";
import { FaultLines } from "./fault-lines.tsx";
import { FindingMark } from "./finding-mark.tsx";
import { useIsWriter } from "./is-writer.ts";
import { LocalReport } from "./local-report.tsx";
import { ProgressBar } from "./progress-bar.tsx";

/** A file that is open in this browser: its step and share, or what it came to. */
export function LocalTransfer(props: {
  readonly model: LocalModel;
  readonly onInspect?: (id: string) => void;
}) {
  const { model, onInspect } = props;
  const { state } = model;
  return (
    <li className="transfer" data-state={state.phase} data-testid="local-model">
      <div className="transfer-head">
        {state.phase === "failed" || state.phase === "too-large" ? (
          <FindingMark severity={state.phase === "failed" ? "error" : "warning"} />
        ) : (
          <Icon name={state.phase === "ready" ? "check" : "file"} />
        )}
        <strong>{model.name}</strong>
        <Actions model={model} {...(onInspect ? { onInspect } : {})} />
      </div>
      <Progress name={model.name} state={state} />
      {state.phase === "too-large" && <TooLarge state={state} />}
      {state.phase === "failed" && <Failure state={state} />}
    </li>
  );
}

/** What is wrong with the file itself is so for the server too, which reads files in the same way. */
const FAULTS_OF_FILES: ReadonlySet<string> = new Set([
  "model/not-ifc",
  "model/unreadable",
  "model/broken-archive",
  "page/file-gone",
]);

const canServerDoBetter = (state: LocalState): boolean =>
  state.phase === "too-large" || (state.phase === "failed" && !FAULTS_OF_FILES.has(state.problem.code));

function Actions({ model, onInspect }: Parameters<typeof LocalTransfer>[0]) {
  const { t } = useTranslation("local");
  const isWriter = useIsWriter();
  const { id, name, file } = model;
  const { phase } = model.state;
  const { close, openAnyway, tryAgain } = useLocalModelStore.getState();
  const isRunning = phase === "opening" || phase === "converting";
  const upload = (): void => {
    close(id);
    useUploadStore.getState().add([file], null);
  };
  return (
    <span className="transfer-actions">
      {phase === "ready" && onInspect && (
        <Button size="small" type="primary" data-testid="local-inspect" onClick={() => onInspect(id)}>
          {t("action.inspect")}
        </Button>
      )}
      {isWriter && canServerDoBetter(model.state) && (
        <Button size="small" type={phase === "too-large" ? "primary" : "default"} onClick={upload}>
          {t("action.upload")}
        </Button>
      )}
      {phase === "too-large" && (
        <Button size="small" onClick={() => openAnyway(id)}>
          {t("tooLarge.anyway")}
        </Button>
      )}
      {phase === "failed" && (
        <Button size="small" onClick={() => tryAgain(id)}>
          {t("action.again")}
        </Button>
      )}
      <Button
        size="small"
        type={isRunning ? "default" : "text"}
        aria-label={isRunning ? t("action.cancelOf", { name }) : t("action.closeOf", { name })}
        data-testid="local-close"
        onClick={() => close(id)}
      >
        {isRunning ? t("action.cancel") : t("action.close")}
      </Button>
    </span>
  );
}

function Progress({ name, state }: { readonly name: string; readonly state: LocalState }) {
  const { t } = useTranslation("local");
  const language = useLanguage();
  if (state.phase === "opening") return <p className="transfer-note">{t("state.opening")}</p>;
  if (state.phase === "ready") {
    const { products, drawn, drawnFromAxis } = state.health;
    const counts = {
      products: formatNumber(products),
      drawn: formatNumber(drawn + drawnFromAxis),
      triangles: formatNumber(state.triangles),
    };
    const duration = formatDuration(state.tookMs, language);
    return (
      <p className="transfer-note" role="status" data-testid="local-ready">
        {t("state.ready", { ...counts, duration })}
      </p>
    );
  }
  if (state.phase !== "converting") return null;
  const percent = Math.round(state.progress * 100);
  return (
    <>
      <ProgressBar share={state.progress} label={t("state.progress", { name, percent })} />
      <p className="transfer-note" data-testid="local-stage">
        {formatStage(state.stage, language)} • {percent} %
      </p>
    </>
  );
}

function TooLarge({ state }: { readonly state: LocalState & { readonly phase: "too-large" } }) {
  const { t } = useTranslation("local");
  return (
    <div className="transfer-failure" role="alert">
      <p>{t("tooLarge.what", { size: formatBytes(state.bytes), limit: formatBytes(state.maxBytes) })}</p>
      <p>{t("tooLarge.todo")}</p>
    </div>
  );
}

function Failure({ state }: { readonly state: LocalState & { readonly phase: "failed" } }) {
  return (
    <div className="transfer-failure" role="alert" data-testid="local-failure">
      <FaultLines code={state.problem.code} message={state.problem.message} />
      {state.report && <LocalReport report={state.report} />}
    </div>
  );
}
