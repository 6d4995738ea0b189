import { useTranslation } from "react-i18next";
import type { PictureRun } from "../../../client/inspector/picture/picture-store.ts";
import { formatBytes } from "../../../format/bytes.ts";
import { ProblemNotice } from "../../problem-notice.tsx";

/** How far a picture is, or why there is none. */
export function PictureRunState({ run }: { readonly run: PictureRun }) {
  const { t } = useTranslation("inspector");
  switch (run.phase) {
    case "idle":
      return null;
    case "drawing":
      return (
        <div role="status" data-testid="picture-progress">
          <progress className="tool-progress" value={run.done} max={Math.max(1, run.total)} />
          {t("picture.drawing", { done: run.done, total: run.total })}
        </div>
      );
    case "writing":
      return (
        <div role="status">
          <progress className="tool-progress" />
          {t("picture.writing")}
        </div>
      );
    case "done":
      return (
        <p className="tool-hint" role="status" data-testid="picture-done">
          {t(run.use === "copy" ? "picture.copied" : "picture.saved", { size: formatBytes(run.bytes) })}
        </p>
      );
    case "failed":
      return isClipboardRefusal(run.error) ? (
        <p className="tool-hint" role="alert">
          {t("picture.copyFailed")}
        </p>
      ) : (
        <ProblemNotice error={run.error} />
      );
  }
}

/** Pages without a secure origin have no clipboard for pictures at all. */
const isClipboardRefusal = (error: unknown): boolean =>
  (error instanceof DOMException && error.name === "NotAllowedError") ||
  error instanceof TypeError ||
  error instanceof ReferenceError;
