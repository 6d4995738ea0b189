import { Select } from "antd";
import { useTranslation } from "react-i18next";
import {
  addPlaneAcross,
  changePlane,
  isBackward,
  MAX_SECTION_PLANES,
  type Point,
  removePlane,
  type SectionPlane,
  useSectionStore,
} from "../../../client/inspector/cuts/section-store.ts";
import { showPlan, stepStorey, storeysOf } from "../../../client/inspector/cuts/storey-plan.ts";
import { useStageStore } from "../../../client/inspector/stage-store.ts";
import { useToolStore } from "../../../client/inspector/tool-store.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatQuantity } from "../../../format/number.ts";
import { IconButton, ToolPanel } from "../tool-panel.tsx";
import { MetreInput } from "./metre-input.tsx";

/** Section planes, the section box and plans of storeys. */
export function SectionPanel() {
  const { t } = useTranslation("inspector");
  const { planes, box, plan, extent, picking, taken, cut, pick, askBox } = useSectionStore();
  const hasSelection = useInspectorStore(({ primary }) => primary !== null);
  const isFull = planes.length >= MAX_SECTION_PLANES;
  const hasAny = planes.length > 0 || box !== null || plan !== null;
  return (
    <ToolPanel
      title={t("cuts.section.title")}
      closeLabel={t("cuts.section.close")}
      testId="section-panel"
      onClose={useToolStore.getState().putDown}
    >
      <div className="tool-row">
        {(["x", "y", "z"] as const).map((across) => (
          <button
            key={across}
            type="button"
            className="tool-button"
            disabled={isFull || !extent}
            title={isFull ? t("cuts.section.full", { count: MAX_SECTION_PLANES }) : undefined}
            data-testid={`section-add-${across}`}
            onClick={() => addPlaneAcross(across, useStageStore.getState().eye?.eyeM)}
          >
            {t(`cuts.section.add.${across}`)}
          </button>
        ))}
        {(["face", "points"] as const).map((each) => (
          <button
            key={each}
            type="button"
            className="tool-button"
            disabled={isFull || !extent}
            aria-pressed={picking === each}
            data-testid={`section-add-${each}`}
            onClick={() => pick(picking === each ? "none" : each)}
          >
            {t(`cuts.section.add.${each}`)}
          </button>
        ))}
        <button
          type="button"
          className="tool-button"
          disabled={!extent}
          aria-pressed={box !== null}
          data-testid="section-add-box"
          onClick={() => cut({ box: box ? null : extent })}
        >
          {t("cuts.section.add.box")}
        </button>
        <button
          type="button"
          className="tool-button"
          disabled={!hasSelection}
          title={t("cuts.section.boxRoundTitle")}
          data-testid="section-box-selection"
          onClick={askBox}
        >
          {t("cuts.section.boxRound")}
        </button>
      </div>
      {picking !== "none" && (
        <p className="tool-hint" role="status">
          {t(`cuts.section.pickHint.${picking}`, { taken })}
        </p>
      )}
      {planes.length > 0 && <p className="tool-hint">{t("cuts.section.dragHint")}</p>}
      {!hasAny && picking === "none" && <p className="tool-hint">{t("cuts.section.none")}</p>}
      <ul className="tool-list">
        {planes.map((plane, k) => (
          <PlaneRow key={plane.id} plane={plane} number={k + 1} />
        ))}
      </ul>
      {box && <BoxRows />}
      <PlanRows />
      <OpenCutsNote />
      {hasAny && (
        <button
          type="button"
          className="text-button"
          data-testid="section-clear"
          onClick={() => cut({ planes: [], box: null, plan: null }, null)}
        >
          {t("cuts.section.clear")}
        </button>
      )}
    </ToolPanel>
  );
}

const dot = (a: Point, b: Point) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** A plane's line. Its number is a coordinate of the file: along −x the sign is taken back. */
function PlaneRow({ plane, number }: { readonly plane: SectionPlane; readonly number: number }) {
  const { t } = useTranslation("inspector");
  const { originM, active } = useSectionStore();
  const sign = isBackward(plane) ? -1 : 1;
  const atM = sign * (plane.atM + dot(plane.axis, originM));
  return (
    <li aria-current={plane.id === active} data-testid="section-plane">
      <IconButton
        icon={plane.isOn ? "eye" : "eyeOff"}
        label={t(plane.isOn ? "cuts.section.off" : "cuts.section.on", { number })}
        onPress={() => changePlane(plane.id, { isOn: !plane.isOn })}
      />
      <button
        type="button"
        className="tool-name"
        onClick={() => useSectionStore.setState({ active: plane.id })}
      >
        {number} · {t(`cuts.section.across.${plane.across}`)}
      </button>
      <MetreInput
        label={t("cuts.section.position", { number })}
        valueM={atM}
        onChange={(valueM) => changePlane(plane.id, { atM: sign * valueM - dot(plane.axis, originM) })}
      />
      <IconButton
        icon="flip"
        label={t("cuts.section.flip")}
        onPress={() => changePlane(plane.id, { isFlipped: !plane.isFlipped })}
      />
      <IconButton
        icon="trash"
        label={t("cuts.section.remove", { number })}
        onPress={() => removePlane(plane.id)}
      />
    </li>
  );
}

function BoxRows() {
  const { t } = useTranslation("inspector");
  const { box, originM, cut } = useSectionStore();
  if (!box) return null;
  return (
    <fieldset className="tool-box">
      <legend>{t("cuts.section.box")}</legend>
      {(["X", "Y", "Z"] as const).map((axis, k) => (
        <div key={axis} className="tool-row">
          <span>{t("cuts.section.boxSide", { axis })}</span>
          {(["lowM", "highM"] as const).map((side) => (
            <MetreInput
              key={side}
              label={t(side === "lowM" ? "cuts.section.low" : "cuts.section.high", { axis })}
              valueM={(box[side][k] as number) + (originM[k] as number)}
              onChange={(valueM) =>
                cut({
                  box: {
                    ...box,
                    [side]: box[side].map((value, each) =>
                      each === k ? valueM - (originM[k] as number) : value,
                    ),
                  },
                })
              }
            />
          ))}
        </div>
      ))}
    </fieldset>
  );
}

const NO_PLAN = "none";

/** Which storey is seen from above, and how high it is cut. */
function PlanRows() {
  const { t } = useTranslation("inspector");
  const models = useInspectorStore((state) => state.models);
  const { plan, cut } = useSectionStore();
  const storeys = [...models.values()].flatMap((model) =>
    storeysOf(model).map((storey) => ({ ...storey, value: `${model.id} ${storey.globalId}` })),
  );
  if (storeys.length === 0) return null;
  const shown = storeys.find(({ model, globalId }) => model === plan?.model && globalId === plan.storey);
  return (
    <div className="tool-plan">
      <div className="tool-row">
        <span>{t("cuts.section.plan")}</span>
        <Select
          size="small"
          className="tool-select"
          aria-label={t("cuts.section.planOf")}
          data-testid="section-plan"
          value={plan ? (shown?.value ?? `${plan.model} ${plan.storey}`) : NO_PLAN}
          options={[
            { value: NO_PLAN, label: t("cuts.section.planNone") },
            ...storeys.map(({ value, name, heightM }) => ({
              value,
              label: `${name} · ${formatQuantity(heightM, "m", 2)}`,
            })),
          ]}
          onChange={(value) => showPlan(storeys.find((each) => each.value === value))}
        />
        {([-1, 1] as const).map((by) => (
          <IconButton
            key={by}
            icon={by < 0 ? "down" : "up"}
            label={t(by < 0 ? "cuts.section.storeyBelow" : "cuts.section.storeyAbove")}
            onPress={() => stepStorey(by)}
          />
        ))}
      </div>
      {plan && (
        <div className="tool-row">
          <span>{t("cuts.section.cutHeight")}</span>
          <MetreInput
            label={t("cuts.section.cutHeight")}
            valueM={plan.cutHeightM}
            minM={0.01}
            onChange={(cutHeightM) => cut({ plan: { ...plan, cutHeightM } })}
          />
        </div>
      )}
    </div>
  );
}

/** What could not be filled is said, and can be looked at. */
function OpenCutsNote() {
  const { t } = useTranslation("inspector");
  const open = useSectionStore((state) => state.open);
  if (open.length === 0) return null;
  const select = () => {
    const rows = new Map<string, number[]>();
    for (const { model, row } of open) rows.set(model, [...(rows.get(model) ?? []), row]);
    useInspectorStore.getState().select(rows);
  };
  return (
    <p className="tool-hint" data-testid="section-open">
      {t("cuts.section.open", { count: open.length })}{" "}
      <button type="button" className="text-button" onClick={select}>
        {t("cuts.section.openShow")}
      </button>
    </p>
  );
}
