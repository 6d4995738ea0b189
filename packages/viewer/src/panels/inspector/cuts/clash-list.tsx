import { Input, Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type ListedClash, listClashes, stepClash } from "../../../client/inspector/cuts/clash-list.ts";
import { CLASH_SORTS, type FoundClash, useClashStore } from "../../../client/inspector/cuts/clash-store.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatQuantity } from "../../../format/number.ts";
import { IconButton } from "../tool-panel.tsx";
import { saveClashes } from "./save-clashes.ts";

/** Lines in the list at most. */
const MAX_LINES = 200;

/** What was found: in order, in groups, one after the other in the picture, judged, as a file. */
export function ClashList() {
  const { t } = useTranslation("inspector");
  const { clashes, shown, sort, isGrouped, isOpenOnly, verdicts, show, setList } = useClashStore();
  const models = useInspectorStore((state) => state.models);
  const groups = useMemo(
    () => listClashes(clashes, models, { sort, isGrouped, isOpenOnly, verdicts }),
    [clashes, models, sort, isGrouped, isOpenOnly, verdicts],
  );
  if (clashes.length === 0) return null;
  const count = groups.reduce((sum, group) => sum + group.clashes.length, 0);
  let left = MAX_LINES;
  return (
    <>
      <div className="tool-row">
        <Select
          size="small"
          className="tool-select clash-sort"
          aria-label={t("cuts.clash.sort")}
          value={sort}
          options={CLASH_SORTS.map((each) => ({ value: each, label: t(`cuts.clash.sorts.${each}`) }))}
          onChange={(next) => setList({ sort: next })}
        />
        <label className="tool-choice">
          <input
            type="checkbox"
            checked={isGrouped}
            data-testid="clash-group"
            onChange={() => setList({ isGrouped: !isGrouped })}
          />
          <span>{t("cuts.clash.group")}</span>
        </label>
        <label className="tool-choice">
          <input
            type="checkbox"
            checked={isOpenOnly}
            data-testid="clash-open-only"
            onChange={() => setList({ isOpenOnly: !isOpenOnly })}
          />
          <span>{t("cuts.clash.openOnly")}</span>
        </label>
      </div>
      <div className="tool-row">
        <IconButton icon="fold" label={t("cuts.clash.previous")} onPress={() => stepClash(-1)} />
        <IconButton icon="unfold" label={t("cuts.clash.next")} onPress={() => stepClash(1)} />
        <button type="button" className="tool-button" data-testid="clash-export" onClick={saveClashes}>
          {t("cuts.clash.export")}
        </button>
        {shown && (
          <button type="button" className="tool-button" data-testid="clash-back" onClick={() => show(null)}>
            {t("cuts.clash.back")}
          </button>
        )}
      </div>
      <div data-testid="clash-list">
        {groups.map(({ classes, clashes: own }) => {
          const lines = own.slice(0, Math.max(0, left));
          left -= own.length;
          return (
            <section key={classes}>
              {classes !== "" && (
                <h3 className="clash-group">
                  {classes} <small>{own.length}</small>
                </h3>
              )}
              <ol className="tool-list">
                {lines.map((line) => (
                  <ClashRow key={keyOf(line.clash)} line={line} isShown={line.clash === shown} />
                ))}
              </ol>
            </section>
          );
        })}
      </div>
      {count > MAX_LINES && <p className="tool-hint">{t("cuts.clash.more", { count: MAX_LINES })}</p>}
    </>
  );
}

const keyOf = ({ a, b }: FoundClash) => `${a.model} ${a.row} ${b.model} ${b.row}`;

function ClashRow({ line, isShown }: { readonly line: ListedClash; readonly isShown: boolean }) {
  const { t } = useTranslation("inspector");
  const show = useClashStore((state) => state.show);
  const { clash, a, b, verdict } = line;
  const { depthM, volumeM3, distanceM, isOpen } = clash;
  const nameOf = ({ name, className }: ListedClash["a"]) => name || `${className} ${t("cuts.clash.noName")}`;
  const depth = t("cuts.clash.depth", { value: formatQuantity(1000 * depthM, "mm", 1) });
  return (
    <li aria-current={isShown} className="clash" data-verdict={verdict?.is}>
      <button
        type="button"
        className="tool-name clash-name"
        title={[a.storey, isOpen ? t("cuts.clash.openShell") : "", verdict?.comment ?? ""]
          .filter(Boolean)
          .join("\n")}
        onClick={() => show(isShown ? null : clash)}
      >
        <span>{nameOf(a)}</span>
        <span>{nameOf(b)}</span>
      </button>
      <span className="tool-value">
        {depthM > 0 ? depth : t("cuts.clash.distance", { value: formatQuantity(1000 * distanceM, "mm", 1) })}
        {isOpen && " *"}
        {volumeM3 !== undefined && (
          <small title={t("cuts.clash.volumeTitle")}>≈ {formatQuantity(volumeM3, "m³", 4)}</small>
        )}
        {verdict && <small>{t(`cuts.clash.verdict.${verdict.is}`)}</small>}
      </span>
      {isShown && <Verdict line={line} />}
    </li>
  );
}

/** What is thought of the clash that is looked at. */
function Verdict({ line: { pair, verdict } }: { readonly line: ListedClash }) {
  const { t } = useTranslation("inspector");
  const judge = useClashStore((state) => state.judge);
  return (
    <div className="clash-verdict">
      {(["approved", "ignored"] as const).map((is) => (
        <button
          key={is}
          type="button"
          className="tool-button"
          aria-pressed={verdict?.is === is}
          data-testid={`clash-${is}`}
          onClick={() =>
            judge(pair, verdict?.is === is ? undefined : { is, comment: verdict?.comment ?? "" })
          }
        >
          {t(`cuts.clash.verdict.${is}`)}
        </button>
      ))}
      {verdict && (
        <Input
          size="small"
          maxLength={500}
          aria-label={t("cuts.clash.comment")}
          placeholder={t("cuts.clash.comment")}
          defaultValue={verdict.comment}
          onBlur={({ target }) => judge(pair, { ...verdict, comment: target.value })}
          onPressEnter={({ currentTarget }) => currentTarget.blur()}
        />
      )}
      <p className="tool-hint">{t("cuts.clash.keptHere")}</p>
    </div>
  );
}
