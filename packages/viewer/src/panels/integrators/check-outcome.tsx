import type { BatchCheck, CheckedItem } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import type { PastedPayload, PastedPlace } from "../../client/integrators/read-payload.ts";
import { findFaultWords } from "../../format/fault-words.ts";
import { formatNumber } from "../../format/number.ts";
import { sayJsonError, sayRejection } from "../../format/rejection-words.ts";
import { formatExactTime } from "../../format/time.ts";
import { Icon } from "../icons.tsx";
import { StatusMark } from "../status-mark.tsx";
import { useLanguage, useTimeStyle } from "../use-time-style.ts";

/** More lines than this would not be read by anybody. */
const MAX_LISTED = 200;

/** Item by item what would become of a payload; what is refused comes first. */
export function CheckOutcome(props: { readonly payload: PastedPayload; readonly check: BatchCheck }) {
  const { t } = useTranslation("integrators");
  const { payload, check } = props;
  const language = useLanguage();
  const items = check.items
    .map((item) => ({ item, place: payload.items[item.index]?.place ?? { index: item.index } }))
    .toSorted((a, b) => rankOf(a.item) - rankOf(b.item));
  const listed = items.slice(0, MAX_LISTED);
  return (
    <div className="sandbox-outcome" role="status" data-testid="sandbox-outcome">
      <p className="card-note">
        {t("sandbox.summary", {
          form: payload.form.toUpperCase(),
          total: formatNumber(check.items.length + payload.unread.length),
          accepted: formatNumber(check.accepted),
          duplicates: formatNumber(check.duplicates),
          rejected: formatNumber(check.rejected + payload.unread.length),
        })}
      </p>
      <ul>
        {payload.unread.slice(0, MAX_LISTED).map(({ line, reason }) => (
          <li key={`line-${line}`} data-outcome="rejected">
            <Icon name="close" />
            <Place place={{ line }} />
            <div>
              <strong>{t("sandbox.unreadable")}</strong>
              <p>{sayJsonError(reason, language)}</p>
            </div>
          </li>
        ))}
        {listed.map(({ item, place }) => (
          <OutcomeRow key={item.index} item={item} place={place} />
        ))}
      </ul>
      {items.length > listed.length && (
        <p className="card-note">{t("sandbox.more", { count: items.length - listed.length })}</p>
      )}
    </div>
  );
}

function OutcomeRow({ item, place }: { readonly item: CheckedItem; readonly place: PastedPlace }) {
  const { t } = useTranslation("integrators");
  const style = useTimeStyle();
  const { outcome, datastream, time, quality, late, code, message } = item;
  const isDoubtful = outcome === "accepted" && (quality !== "good" || late === true);
  const words = code === undefined ? undefined : findFaultWords(code, style.language, message);
  return (
    <li data-outcome={outcome}>
      {outcome === "rejected" ? (
        <Icon name="close" />
      ) : isDoubtful ? (
        <StatusMark kind="medium" />
      ) : (
        <Icon name={outcome === "duplicate" ? "copy" : "check"} />
      )}
      <Place place={place} />
      <div>
        {words ? (
          <>
            <strong>
              {words.what} <code>{code}</code>
            </strong>
            <p>
              {message !== undefined && sayRejection(message, style.language)}
              {" • "}
              {words.todo}
            </p>
          </>
        ) : (
          <strong>
            {outcome === "duplicate"
              ? t("sandbox.duplicate")
              : t(`sandbox.${quality === "uncertain" || quality === "bad" ? quality : "accepted"}`)}
          </strong>
        )}
        {late === true && <p>{t("sandbox.late")}</p>}
        {words === undefined && datastream !== undefined && time !== undefined && (
          <p>
            <code>{datastream}</code> {formatExactTime(time, style)}
          </p>
        )}
      </div>
    </li>
  );
}

function Place({ place }: { readonly place: PastedPlace }) {
  const { t } = useTranslation("integrators");
  return (
    <span className="outcome-place">
      {"line" in place ? t("sandbox.line", place) : t("sandbox.index", place)}
    </span>
  );
}

/** Refused, doubtful, harmless, right. */
function rankOf({ outcome, quality, late }: CheckedItem): number {
  if (outcome === "rejected") return 0;
  if (outcome === "duplicate") return 2;
  return quality !== "good" || late === true ? 1 : 3;
}
