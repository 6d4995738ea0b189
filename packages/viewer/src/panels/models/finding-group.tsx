import type { Finding } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useContext, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { findFindingWords } from "../../format/finding-words.ts";
import { formatNumber } from "../../format/number.ts";
import { CopyButton } from "../copy-button.tsx";
import { Icon } from "../icons.tsx";
import { useLanguage } from "../use-time-style.ts";
import { FindingMark } from "./finding-mark.tsx";
import { FindingPick } from "./finding-pick.ts";
import type { FindingGroupData } from "./group-findings.ts";

/** Rows shown at once: a broken exporter makes ten thousand. */
const PAGE = 50;

/** Findings of one code: closed its name and number, open each with its `#id` or line. */
export function FindingGroup({ group }: { readonly group: FindingGroupData }) {
  const { t } = useTranslation("models");
  const listId = useId();
  const [isOpen, setOpen] = useState(group.findings.length === 1 && group.severity !== "info");
  const [limit, setLimit] = useState(PAGE);
  const { code, severity, findings } = group;
  const title = findFindingWords(code, useLanguage());
  const rest = findings.length - limit;
  return (
    <li className="finding-group">
      <button
        type="button"
        className="finding-head"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={isOpen ? "down" : "unfold"} size={12} />
        <FindingMark severity={severity} />
        {title !== undefined && <span className="finding-title">{title}</span>}
        <code>{code}</code>
        <b>{formatNumber(findings.length)}</b>
      </button>
      <div id={listId} hidden={!isOpen} className="finding-body">
        {isOpen && (
          <>
            <ul>
              {findings.slice(0, limit).map((finding, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes
                <FindingRow key={index} finding={finding} />
              ))}
            </ul>
            <span className="finding-actions">
              {rest > 0 && (
                <Button size="small" onClick={() => setLimit(limit + PAGE)}>
                  {t("findings.more", { count: Math.min(PAGE, rest), rest: formatNumber(rest) })}
                </Button>
              )}
              <CopyButton
                text={() => findings.map(writeFinding).join("\n")}
                label={t("findings.copy")}
                copied={t("health.copied")}
                failed={t("health.copyFailed")}
              />
            </span>
          </>
        )}
      </div>
    </li>
  );
}

function FindingRow({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation("models");
  const where = [
    finding.ref,
    finding.row === undefined ? undefined : t("findings.line", { row: finding.row }),
  ];
  const words = where.filter(Boolean).join(" • ");
  const pick = useContext(FindingPick)?.(finding);
  return (
    <li>
      <span className="finding-where">
        {pick ? (
          <button
            type="button"
            className="text-button"
            aria-label={t("findings.select", { what: words })}
            data-testid="finding-select"
            onClick={pick}
          >
            {words}
          </button>
        ) : (
          words
        )}
      </span>
      <span lang="en">{finding.message}</span>
    </li>
  );
}

function writeFinding({ severity, code, ref, row, message }: Finding): string {
  return [severity, code, ref ?? "", row ?? "", message].join("\t");
}
