import i18next from "i18next";
import type { PictureSheet } from "../bim/picture/picture-sheet.ts";
import type { InspectorStage } from "../bim/stage/stage-contract.ts";
import type { PicturePart, PictureSettings } from "../client/inspector/picture/picture-store.ts";
import { useStageStore } from "../client/inspector/stage-store.ts";
import { useSavedViewStore } from "../client/inspector/views/saved-view-store.ts";
import { formatNumber } from "../format/number.ts";
import { legendsInWords } from "../panels/inspector/picture/picture-sheet-words.ts";

/** What stands on a picture in words, but for its scale. */
export function describePicture(
  stage: InspectorStage,
  parts: ReadonlySet<PicturePart>,
): Omit<PictureSheet, "scale"> {
  return {
    title: parts.has("title") ? { name: titleOf(stage), facts: factsOf(stage), date: today() } : undefined,
    legends: parts.has("legend") ? legendsInWords() : [],
    more: (count) => i18next.t("inspector:picture.more", { number: count }),
  };
}

const namesOf = (stage: InspectorStage): string[] =>
  [...stage.models.values()].map(({ model }) => model.source.name);

/** Models, and the saved view that is shown. */
function titleOf(stage: InspectorStage): string {
  const view = useSavedViewStore.getState().shown?.view.name;
  return [namesOf(stage).join(" + "), view].filter(Boolean).join(" — ");
}

function factsOf(stage: InspectorStage): string {
  const sources = [...stage.models.values()].map(({ model }) => model.source);
  const [first] = sources;
  const revision = sources.length === 1 ? first?.revision : undefined;
  const { crs } = useStageStore.getState();
  return [
    revision === undefined ? "" : i18next.t("inspector:picture.revision", { number: formatNumber(revision) }),
    crs ?? i18next.t("inspector:status.noCrs"),
  ]
    .filter(Boolean)
    .join(" • ");
}

/** The day here, as ISO 8601 writes it: it reads alike in both languages. */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A name for the file that every system takes. */
export function fileNameOf(stage: InspectorStage, { format }: Pick<PictureSettings, "format">): string {
  const name = namesOf(stage)
    .join("+")
    .replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, "_")
    .slice(0, 80);
  return `${name || "model"}-${today()}.${format === "png" ? "png" : "jpg"}`;
}
