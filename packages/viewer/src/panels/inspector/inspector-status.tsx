import type { ElementTable } from "@shuicheng/shared/ifc";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSectionStore } from "../../client/inspector/cuts/section-store.ts";
import { storeyAt, storeysOf } from "../../client/inspector/cuts/storey-plan.ts";
import { ELEMENT_STATE, type ElementStates } from "../../client/inspector/element-states.ts";
import { dataOf } from "../../client/inspector/find/element-data.ts";
import { useStageStore } from "../../client/inspector/stage-store.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import { formatNumber } from "../../format/number.ts";
import "./inspector-status.css";

/** Bottom of the inspector: how much there is, in which unit and CRS, and where the cursor is. */
export function InspectorStatus() {
  const { t } = useTranslation("inspector");
  const { models, states, isWalking } = useInspectorStore();
  const triangles = useStageStore((state) => state.triangles);
  const crs = useStageStore((state) => state.crs);
  const counts = useMemo(() => {
    const sum = { all: 0, hidden: 0, selected: 0 };
    for (const { id, table } of models.values()) addListed(sum, table, states.get(id));
    return sum;
  }, [models, states]);
  const [first] = models.values();
  const unit = first?.table.units.metresPerUnit;
  const words = {
    elements: t("status.elements", { count: counts.all, number: formatNumber(counts.all) }),
    triangles: t("status.triangles", { count: triangles, number: formatNumber(triangles) }),
    unit: unit === undefined ? "" : t("status.unit", { unit: unitOf(unit) }),
    crs: first ? (crs ?? t("status.noCrs")) : "",
  };
  // Whatever the bar has no room for is said here.
  const whole = Object.values(words).filter(Boolean).join(" • ");
  return (
    <footer className="inspector-status" data-testid="inspector-status">
      <span data-testid="status-elements" title={whole}>
        {words.elements}
      </span>
      <span className="status-triangles" data-testid="status-triangles">
        {words.triangles}
      </span>
      {counts.selected > 0 && <span>{t("status.selected", { number: formatNumber(counts.selected) })}</span>}
      {counts.hidden > 0 && (
        <span data-testid="status-hidden">{t("status.hidden", { number: formatNumber(counts.hidden) })}</span>
      )}
      {words.unit && <span className="status-unit">{words.unit}</span>}
      {words.crs && (
        <span className="status-crs" title={words.crs}>
          {words.crs}
        </span>
      )}
      {isWalking ? <Walker /> : <Point />}
    </footer>
  );
}

/** Says on which storey one walks. */
function Walker() {
  const { t } = useTranslation("inspector");
  const models = useInspectorStore((state) => state.models);
  const heights = useSectionStore((state) => state.heights);
  const storeys = useMemo(() => [...models.values()].flatMap(storeysOf), [models]);
  const storey = useStageStore(({ eye }) => eye && storeyAt(eye.eyeM[2], storeys, heights)?.name);
  return (
    <span className="status-end" data-testid="status-walking">
      {[t("status.walking"), storey].filter(Boolean).join(" • ")}
    </span>
  );
}

/** Follows the cursor by itself, so that the rest of the bar is not rendered with each move. */
function Point() {
  const { t } = useTranslation("inspector");
  const point = useStageStore((state) => state.point);
  if (!point) return null;
  const [x, y, z] = point.modelM.map((value) => formatNumber(value, 3));
  const at = t("status.point", { x, y, z });
  const place =
    point.place &&
    t("status.place", {
      lon: point.place.lonDeg.toFixed(6),
      lat: point.place.latDeg.toFixed(6),
      height: formatNumber(point.place.heightM, 2),
    });
  return (
    <span className="status-end" data-testid="status-point" title={[at, place].filter(Boolean).join("\n")}>
      {at}
      {place && <span className="status-place">{place}</span>}
    </span>
  );
}

/** Adds elements and rooms, what people count, as the trees do. */
function addListed(
  sum: { all: number; hidden: number; selected: number },
  table: ElementTable,
  states: ElementStates | undefined,
): void {
  const { isListed } = dataOf(table);
  for (let row = 0; row < table.objects.elementCount; row++) {
    if (isListed[row] !== 1) continue;
    const state = states?.[row] ?? 0;
    sum.all++;
    if ((state & ELEMENT_STATE.hidden) !== 0) sum.hidden++;
    if ((state & ELEMENT_STATE.selected) !== 0) sum.selected++;
  }
}

const UNITS: readonly (readonly [metres: number, symbol: string])[] = [
  [1, "m"],
  [0.001, "mm"],
  [0.01, "cm"],
  [0.3048, "ft"],
  [0.0254, "in"],
];

function unitOf(metresPerUnit: number): string {
  const known = UNITS.find(([metres]) => Math.abs(metres / metresPerUnit - 1) < 1e-9);
  return known ? known[1] : `${metresPerUnit} m`;
}
