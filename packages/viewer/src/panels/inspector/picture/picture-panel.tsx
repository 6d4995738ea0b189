import { Select } from "antd";
import { useTranslation } from "react-i18next";
import {
  DRAWING_SCALES,
  isSound,
  MAX_PIXELS,
  MAX_SIDE_PX,
  PICTURE_PRESETS,
  type PicturePreset,
} from "../../../client/inspector/picture/picture-sizes.ts";
import {
  isMaking,
  PICTURE_BACKGROUNDS,
  PICTURE_PARTS,
  usePictureStore,
} from "../../../client/inspector/picture/picture-store.ts";
import { useToolStore } from "../../../client/inspector/tool-store.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { formatNumber } from "../../../format/number.ts";
import { ChoiceRow } from "../choice-row.tsx";
import { ToolPanel } from "../tool-panel.tsx";
import { PictureRunState } from "./picture-run-state.tsx";
import "./picture-panel.css";
import { NumberInput } from "../number-input.tsx";

/** Panel of the picture tool: how large, what is on it, what becomes of it. */
export function PicturePanel() {
  const { t } = useTranslation("inspector");
  const { inHand, putDown } = useToolStore();
  if (inHand !== "picture") return null;
  return (
    <ToolPanel
      title={t("picture.title")}
      closeLabel={t("picture.close")}
      testId="picture-panel"
      onClose={putDown}
    >
      <SizeRows />
      <BackgroundRow />
      <FormatRow />
      <PartRows />
      <PictureActions />
    </ToolPanel>
  );
}

function SizeRows() {
  const { t } = useTranslation("inspector");
  const { preset, own, choose } = usePictureStore();
  return (
    <>
      <label className="tool-row picture-size" htmlFor="picture-size">
        <span>{t("picture.size")}</span>
        <Select<PicturePreset>
          id="picture-size"
          size="small"
          className="tool-select"
          value={preset}
          options={(Object.keys(PICTURE_PRESETS) as PicturePreset[]).map((value) => ({
            value,
            label: t(`picture.presets.${value}`),
          }))}
          onChange={(value) => choose({ preset: value })}
        />
      </label>
      {preset === "own" && (
        <div className="tool-row picture-own">
          <SideField side="widthPx" label={t("picture.width")} />
          <span aria-hidden="true">×</span>
          <SideField side="heightPx" label={t("picture.height")} />
        </div>
      )}
      {preset === "own" && !isSound(own) && (
        <p className="tool-hint" role="alert" data-testid="picture-limit">
          {t("picture.limit", {
            side: formatNumber(MAX_SIDE_PX),
            pixels: formatNumber(MAX_PIXELS / 1e6),
          })}
        </p>
      )}
      <ScaleRow />
    </>
  );
}

function SideField({ side, label }: { readonly side: "widthPx" | "heightPx"; readonly label: string }) {
  const { own, choose } = usePictureStore();
  return (
    <NumberInput
      aria-label={label}
      data-testid={`picture-${side}`}
      value={own[side]}
      precision={0}
      onChange={(value) => choose({ own: { ...own, [side]: value ?? 0 } })}
    />
  );
}

/** A drawing's scale is one of paper, and of a view without a vanishing point. */
function ScaleRow() {
  const { t } = useTranslation("inspector");
  const { preset, scale, choose } = usePictureStore();
  const projection = useInspectorStore((state) => state.projection);
  if (!("paper" in PICTURE_PRESETS[preset])) return null;
  if (projection === "perspective")
    return <p className="tool-hint">{t("picture.scaleNeedsOrtho", { key: "P" })}</p>;
  return (
    <label className="tool-row" htmlFor="picture-scale">
      <span>{t("picture.scale")}</span>
      <Select<number>
        id="picture-scale"
        size="small"
        className="tool-select"
        value={scale ?? 0}
        options={[
          { value: 0, label: t("picture.scaleAsSeen") },
          ...DRAWING_SCALES.map((n) => ({ value: n, label: `1:${n}` })),
        ]}
        onChange={(n) => choose({ scale: n === 0 ? null : n })}
      />
    </label>
  );
}

function BackgroundRow() {
  const { t } = useTranslation("inspector");
  const { background, format, choose } = usePictureStore();
  return (
    <>
      <ChoiceRow
        label={t("picture.background")}
        isLabelled
        name="picture-background"
        values={PICTURE_BACKGROUNDS}
        chosen={background}
        wordOf={(each) => t(`picture.backgrounds.${each}`)}
        onChoose={(next) => choose({ background: next })}
      />
      {format === "jpeg" && background === "transparent" && (
        <p className="tool-hint">{t("picture.jpegIsOpaque")}</p>
      )}
    </>
  );
}

function FormatRow() {
  const { t } = useTranslation("inspector");
  const { format, choose } = usePictureStore();
  return (
    <ChoiceRow
      label={t("picture.format")}
      isLabelled
      name="picture-format"
      values={["png", "jpeg"]}
      chosen={format}
      wordOf={(each) => each.toUpperCase()}
      onChoose={(next) => choose({ format: next })}
    />
  );
}

function PartRows() {
  const { t } = useTranslation("inspector");
  const { parts, togglePart } = usePictureStore();
  return (
    <fieldset className="tool-box picture-parts">
      <legend>{t("picture.parts")}</legend>
      {PICTURE_PARTS.map((part) => (
        <label key={part}>
          <input
            type="checkbox"
            checked={parts.has(part)}
            data-testid={`picture-part-${part}`}
            onChange={() => togglePart(part)}
          />
          {t(`picture.part.${part}`)}
        </label>
      ))}
    </fieldset>
  );
}

function PictureActions() {
  const { t } = useTranslation("inspector");
  const { preset, own, run } = usePictureStore();
  const models = useInspectorStore((state) => state.models);
  const isReady = models.size > 0 && (preset !== "own" || isSound(own));
  return (
    <>
      <div className="tool-row">
        {isMaking(run) ? (
          <ActionButton action="cancel" />
        ) : (
          <>
            <ActionButton action="save" isReady={isReady} />
            <ActionButton action="copy" isReady={isReady} />
          </>
        )}
      </div>
      {models.size === 0 && <p className="tool-hint">{t("picture.noModel")}</p>}
      <PictureRunState run={run} />
    </>
  );
}

function ActionButton(props: { readonly action: "save" | "copy" | "cancel"; readonly isReady?: boolean }) {
  const { t } = useTranslation("inspector");
  const ask = usePictureStore((state) => state.ask);
  const { action, isReady = true } = props;
  return (
    <button
      type="button"
      className={action === "save" ? "tool-button is-main" : "tool-button"}
      disabled={!isReady}
      data-testid={`picture-${action}`}
      onClick={() => ask(action)}
    >
      {t(`picture.${action}`)}
    </button>
  );
}
