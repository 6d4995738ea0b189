import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ELEMENT_STATE } from "../../../client/inspector/element-states.ts";
import { useFederationStore } from "../../../client/inspector/federation/federation-store.ts";
import { findSharedGlobalIds } from "../../../client/inspector/federation/shared-global-ids.ts";
import { removeModel } from "../../../client/inspector/federation/shown-models.ts";
import { useStageStore } from "../../../client/inspector/stage-store.ts";
import { type OpenModel, useInspectorStore } from "../../../client/inspector-store.ts";
import { isLocalId } from "../../../client/local-model-store.ts";
import { useRouteStore } from "../../../client/route-store.ts";
import { formatNumber, formatQuantity } from "../../../format/number.ts";
import { IconButton } from "../tool-panel.tsx";
import { OffsetEditor } from "./offset-editor.tsx";

/** A model of the federation: how it stands there, and what can be done with it. */
export function ModelRow({ id, ids }: { readonly id: string; readonly ids: readonly string[] }) {
  const { t } = useTranslation("inspector");
  const model = useInspectorStore(({ models }) => models.get(id));
  const phase = useStageStore(({ loading }) => loading.get(id)?.phase);
  const join = useFederationStore(({ joins }) => joins.get(id));
  const isMoved = useFederationStore(({ offsets }) => offsets.has(id));
  const [isMoving, setMoving] = useState(false);
  const name = model?.name ?? id;
  const isFirst = ids[0] === id;
  const words = [
    isLocalId(id) && t("federation.local"),
    !model && t(phase === "failed" ? "federation.failed" : "federation.loading"),
    join && ids.length > 1 && t(`federation.by.${join.by}`),
    isMoved && t("federation.moved"),
    join && !isFirst && t("federation.distance", { text: lengthOf(join.distanceM) }),
  ];
  return (
    <li data-testid={`federated-${id}`}>
      <div className="federation-head">
        {model && <Eye model={model} />}
        <button
          type="button"
          className="tool-name"
          title={t("federation.fit", { name })}
          disabled={!model}
          onClick={() => model && fitModel(model)}
        >
          {name}
        </button>
        {isFirst && <small className="federation-origin">{t("federation.origin")}</small>}
        {!isFirst && join && (
          <IconButton
            icon="move"
            label={t("federation.offset.edit", { name })}
            isPressed={isMoving}
            onPress={() => setMoving(!isMoving)}
          />
        )}
        {!isFirst && join && (
          <IconButton
            icon="home"
            label={`${t("federation.makeOrigin")}: ${t("federation.makeOriginHint", { name })}`}
            onPress={() => useFederationStore.getState().makeOrigin(id)}
          />
        )}
        {ids.length > 1 && (
          <IconButton
            icon="close"
            label={t("federation.remove", { name })}
            onPress={() => takeAway(id, ids)}
          />
        )}
      </div>
      <p>{words.filter((each) => each !== false && each !== undefined).join(" • ")}</p>
      {model && <SharedIds model={model} />}
      {isMoving && join && <OffsetEditor id={id} name={name} />}
    </li>
  );
}

function Eye({ model }: { readonly model: OpenModel }) {
  const { t } = useTranslation("inspector");
  const states = useInspectorStore((state) => state.states.get(model.id));
  const isHidden = useMemo(
    () => states?.every((state) => (state & ELEMENT_STATE.hidden) !== 0) ?? false,
    [states],
  );
  const rows = () => new Map([[model.id, Array(model.table.objects.count).keys()]]);
  return (
    <IconButton
      icon={isHidden ? "eyeOff" : "eye"}
      label={t(isHidden ? "federation.show" : "federation.hide", { name: model.name })}
      isPressed={isHidden}
      onPress={() => useInspectorStore.getState().setHidden(rows(), !isHidden)}
    />
  );
}

/** One element in several models is a fault of the exports, or the same file twice. */
function SharedIds({ model }: { readonly model: OpenModel }) {
  const { t } = useTranslation("inspector");
  const models = useInspectorStore((state) => state.models);
  const shared = useMemo(() => findSharedGlobalIds(model, models.values()), [model, models]);
  const [one, ...others] = shared;
  if (!one) return null;
  const list = shared.map(({ other, count }) => `${other.name} ${formatNumber(count)}`).join(", ");
  return (
    <p className="federation-shared" data-testid={`shared-ids-${model.id}`}>
      {others.length > 0
        ? t("federation.sharedWith", { list })
        : t("federation.sharedIds", {
            count: one.count,
            number: formatNumber(one.count),
            name: one.other.name,
          })}
    </p>
  );
}

const lengthOf = (lengthM: number) =>
  lengthM < 10_000
    ? formatQuantity(lengthM, "m", lengthM < 100 ? 3 : 1)
    : formatQuantity(lengthM / 1000, "km", 1);

function fitModel({ id, table }: OpenModel): void {
  const rows = Uint32Array.from({ length: table.objects.elementCount }, (_, row) => row);
  useInspectorStore.getState().look({ to: "fit", rows: new Map([[id, rows]]) });
}

/** Where the first goes, the next gives the origin and all stays where it is: the page opens anew, and the browser's way back undoes it. */
function takeAway(id: string, [first, second = "", ...rest]: readonly string[]): void {
  const { joins, makeOrigin } = useFederationStore.getState();
  if (id !== first) removeModel(id);
  else if (joins.has(second)) makeOrigin(second, id);
  else useRouteStore.getState().go({ page: "inspector", model: second, others: rest });
}
