import { LAYER_KINDS, type Layer } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { isLineKind, LineSample } from "./line-sample.tsx";
import { StatusMark } from "./status-mark.tsx";
import "./legend.css";

const SEVERITY_MARKS = ["critical", "high", "medium", "low"] as const;
const FLAG_MARKS = ["stale", "bad", "outOfService"] as const;

/** What marks and lines in the scene mean; kinds only of the layers there are. */
export function Legend({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation(["scene", "terms"]);
  const kinds = LAYER_KINDS.filter((kind) => isLineKind(kind) && layers.some((layer) => layer.kind === kind));
  return (
    <section className="legend float" aria-label={t("scene:legend")}>
      <dl>
        <dt>{t("scene:status")}</dt>
        <dd>
          {SEVERITY_MARKS.map((kind) => (
            <span key={kind}>
              <StatusMark kind={kind} size={14} />
              {t(`terms:severity.${kind}`)}
            </span>
          ))}
          {FLAG_MARKS.map((kind) => (
            <span key={kind}>
              <StatusMark kind={kind} size={14} />
              {t(`terms:flag.${kind}`)}
            </span>
          ))}
        </dd>
        {kinds.length > 0 && (
          <>
            <dt>{t("scene:kind")}</dt>
            <dd>
              {kinds.map((kind) => (
                <span key={kind}>
                  <LineSample kind={kind} />
                  {t(`terms:kind.${kind}`)}
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
