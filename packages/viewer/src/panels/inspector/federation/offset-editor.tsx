import { useTranslation } from "react-i18next";
import { useFederationStore } from "../../../client/inspector/federation/federation-store.ts";
import {
  type ModelOffset,
  NO_OFFSET,
  wrapDegrees,
} from "../../../client/inspector/federation/model-offset.ts";
import { MetreInput } from "../cuts/metre-input.tsx";
import { NumberInput } from "../number-input.tsx";

/** Moves a model by hand: by numbers, or by a point and the one it matches. */
export function OffsetEditor({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useTranslation("inspector");
  const offset = useFederationStore(({ offsets }) => offsets.get(id)) ?? NO_OFFSET;
  const { picking, pivot } = useFederationStore();
  const { move, pick } = useFederationStore.getState();
  const [x, y, z] = offset.moveM;
  const change = (part: Partial<ModelOffset>): void => move(id, { ...offset, ...part });
  const isPicking = (kind: "move" | "turn") => picking?.model === id && picking.kind === kind;
  const togglePicking = (kind: "move" | "turn") =>
    pick(isPicking(kind) ? null : { model: id, kind, fromM: null });
  return (
    <fieldset className="federation-offset" aria-label={t("federation.offset.edit", { name })}>
      <Row label={t("federation.offset.x")}>
        <MetreInput
          label={t("federation.offset.x")}
          valueM={x}
          onChange={(value) => change({ moveM: [value, y, z] })}
        />
      </Row>
      <Row label={t("federation.offset.y")}>
        <MetreInput
          label={t("federation.offset.y")}
          valueM={y}
          onChange={(value) => change({ moveM: [x, value, z] })}
        />
      </Row>
      <Row label={t("federation.offset.z")}>
        <MetreInput
          label={t("federation.offset.z")}
          valueM={z}
          onChange={(value) => change({ moveM: [x, y, value] })}
        />
      </Row>
      <Row label={t("federation.offset.turn")}>
        <NumberInput
          aria-label={t("federation.offset.turn")}
          value={Number(offset.turnDeg.toFixed(3))}
          step={1}
          precision={3}
          changeOnBlur
          onChange={(value) => {
            if (value !== null) change({ turnDeg: wrapDegrees(value) });
          }}
        />
      </Row>
      <div className="tool-row">
        <button
          type="button"
          className="tool-button"
          aria-pressed={isPicking("move")}
          data-testid="offset-points"
          onClick={() => togglePicking("move")}
        >
          {t("federation.offset.points")}
        </button>
        {pivot?.model === id && (
          <button
            type="button"
            className="tool-button"
            aria-pressed={isPicking("turn")}
            data-testid="offset-second"
            onClick={() => togglePicking("turn")}
          >
            {t("federation.offset.second")}
          </button>
        )}
        <button
          type="button"
          className="tool-button"
          disabled={offset === NO_OFFSET}
          data-testid="offset-reset"
          onClick={() => move(id, NO_OFFSET)}
        >
          {t("federation.offset.reset")}
        </button>
      </div>
      <p className="tool-hint">{t("federation.offset.note")}</p>
    </fieldset>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className="tool-row">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}
