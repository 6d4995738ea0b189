import i18next from "i18next";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSavedViewStore } from "../../../client/inspector/views/saved-view-store.ts";
import { addViews } from "../../../client/inspector/views/view-actions.ts";
import { readViewsFile, writeViewsFile } from "../../../client/inspector/views/view-file.ts";
import { storageOf } from "../../../client/inspector/views/view-lists.ts";
import type { ListedView } from "../../../client/inspector/views/view-storage.ts";
import { useInspectorStore } from "../../../client/inspector-store.ts";
import { saveFile } from "../save-file.ts";
import { IconButton } from "../tool-panel.tsx";
import { useCanKeepViews } from "./use-view-place.ts";

/** Views to a file and from one, wherever they are kept. */
export function ViewsTransfer({ views }: { readonly views: readonly ListedView[] }) {
  const { t } = useTranslation("inspectorViews");
  const place = useCanKeepViews();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <span />
      <IconButton
        icon="upload"
        label={`${t("import")} — ${t("importHint")}`}
        onPress={() => picker.current?.click()}
      />
      {views.length > 0 && (
        <IconButton
          icon="download"
          label={`${t("export")} — ${t("exportHint")}`}
          onPress={() => void exportViews(views)}
        />
      )}
      <input
        ref={picker}
        type="file"
        hidden
        accept=".json,application/json"
        data-testid="views-file"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void importViews(file, place);
          currentTarget.value = "";
        }}
      />
    </>
  );
}

async function exportViews(views: readonly ListedView[]): Promise<void> {
  try {
    const read = await Promise.all(views.map(({ place, id }) => storageOf(place).read(id)));
    const { model } = useSavedViewStore.getState();
    const name = useInspectorStore.getState().models.get(model ?? "")?.name ?? "";
    const text = writeViewsFile(
      name,
      read.map(({ content }) => content),
    );
    saveFile(`${name} ${i18next.t("inspectorViews:file")}.views.json`.trim(), "application/json", text);
  } catch (error) {
    useSavedViewStore.setState({ notice: { kind: "failed", error } });
  }
}

async function importViews(file: File, place: ListedView["place"]): Promise<void> {
  try {
    const { contents, unreadable } = readViewsFile(await file.text());
    await addViews(contents, unreadable, place);
  } catch (error) {
    useSavedViewStore.setState({ notice: { kind: "failed", error } });
  }
}
