import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { describeRows } from "../../client/inspector/find/row-texts.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import { formatNumber } from "../../format/number.ts";

/**
 * Says that rooms are not shown where what was found or coloured is hardly anything else: they are not drawn until somebody wants
 * them, and the picture would show nothing.
 *
 * @param props.marks By model and row: 1 for what was found or coloured.
 */
export function RoomsHint({ marks }: { readonly marks: ReadonlyMap<string, Uint8Array> }) {
  const { t } = useTranslation("inspectorData");
  const { models, shownKinds, setKindShown } = useInspectorStore();
  const { rooms, all } = useMemo(() => {
    let [rooms, all] = [0, 0];
    for (const [id, { table }] of models) {
      const { kind } = describeRows(table);
      marks.get(id)?.forEach((mark, row) => {
        if (mark === 0) return;
        all++;
        if (kind(row) === "space") rooms++;
      });
    }
    return { rooms, all };
  }, [marks, models]);
  if (shownKinds.has("spaces") || 2 * rooms <= all) return null;
  return (
    <button
      type="button"
      className="data-rest"
      data-testid="data-show-rooms"
      onClick={() => setKindShown("spaces", true)}
    >
      {t("roomsNotShown", { count: rooms, number: formatNumber(rooms) })}
    </button>
  );
}
