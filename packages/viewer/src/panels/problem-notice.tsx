import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { ApiProblem, codeOf } from "../client/api-problem.ts";
import { findFaultWords } from "../format/fault-words.ts";
import { StatusMark } from "./status-mark.tsx";
import { useLanguage } from "./use-time-style.ts";
import "./problem-notice.css";

/** A failure in words: what, its code, what to do, and where in the request if the server said so. */
export function ProblemNotice(props: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}) {
  return <CodeNotice code={codeOf(props.error)} errors={errorsOf(props.error)} onRetry={props.onRetry} />;
}

/** Like {@link ProblemNotice} for a code without an error object. */
export function CodeNotice(props: {
  readonly code: string;
  readonly errors?: ApiProblem["errors"];
  readonly onRetry?: (() => void) | undefined;
}) {
  const { t } = useTranslation("states");
  const words = findFaultWords(props.code, useLanguage());
  return (
    <div className="problem" role="alert" data-testid="problem">
      <StatusMark kind="critical" size={20} />
      <div>
        <p className="problem-what">
          {words.what} <code title={t("code")}>{props.code}</code>
        </p>
        <p className="problem-todo">{words.todo}</p>
        {props.errors !== undefined && props.errors.length > 0 && (
          <ul>
            {props.errors.map(({ pointer, message }) => (
              <li key={pointer + message}>
                <code>{pointer}</code> {message}
              </li>
            ))}
          </ul>
        )}
        {props.onRetry && (
          <Button size="small" onClick={props.onRetry}>
            {t("retry")}
          </Button>
        )}
      </div>
    </div>
  );
}

function errorsOf(error: unknown): ApiProblem["errors"] {
  return error instanceof ApiProblem ? error.errors : [];
}
