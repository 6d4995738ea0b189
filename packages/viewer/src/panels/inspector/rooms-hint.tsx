import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import { describeRows } from "../../client/inspector/find/row-texts.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import { formatNumber } from "../../format/number.ts";

/**
 * Offers to show rooms, and to see through all else, where what was found or coloured is hardly anything but rooms: they are not
 * drawn until somebody wants them, and walls stand before them.
 *
 * @param props.marks By model and row: 1 for what was found or coloured. @param props.isColoured A filter sees through the rest by
 * itself.
 */
export function RoomsHint({
  marks,
  isColoured = false,
}: {
  readonly marks: ReadonlyMap<string, Uint8Array>;
  readonly isColoured?: boolean;
}) {
  const { t } = useTranslation("inspectorData");
  const { models, states, shownKinds, setKindShown, ghostAllBut, endGhosts } = useInspectorStore();
  const { rooms, all } = useMemo(() => {
    const rooms = new Map<string, number[]>();
    let all = 0;
    for (const [id, { table }] of models) {
      const { kind } = describeRows(table);
      const own: number[] = [];
      marks.get(id)?.forEach((mark, row) => {
        if (mark === 0) return;
        all++;
        if (kind(row) === "space") own.push(row);
      });
      rooms.set(id, own);
    }
    return { rooms, all };
  }, [marks, models]);
  const isAnyGhosted = useMemo(
    () => [...states.values()].some((own) => own.some((each) => (each & ELEMENT_STATE.ghosted) !== 0)),
    [states],
  );
  const count = [...rooms.values()].reduce((sum, own) => sum + own.length, 0);
  if (count === 0 || 2 * count <= all) return null;
  const areShown = shownKinds.has("spaces");
  const seeThrough = (): void => {
    setKindShown("spaces", true);
    ghostAllBut(rooms);
  };
  return (
    <>
      {!areShown && (
        <button
          type="button"
          className="data-rest"
          data-testid="data-show-rooms"
          onClick={() => setKindShown("spaces", true)}
        >
          {t("roomsNotShown", { count, number: formatNumber(count) })}
        </button>
      )}
      {isColoured && (
        <button
          type="button"
          className="data-rest"
          data-testid="data-see-through"
          onClick={isAnyGhosted ? endGhosts : seeThrough}
        >
          {t(isAnyGhosted ? "seeThroughEnd" : "seeThrough")}
        </button>
      )}
    </>
  );
}
