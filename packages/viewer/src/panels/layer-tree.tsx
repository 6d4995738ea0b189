import type { Layer, Model } from "@shuicheng/shared/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { layerClassesQuery } from "../client/layer-queries.ts";
import { isolateStorey, listStoreys, toggleStorey } from "../client/storey-visibility.ts";
import { useViewStore } from "../client/view-store.ts";
import { findAmbiguousLayers } from "../format/layer-name.ts";
import { LayerBranch } from "./layer-branch.tsx";
import { LayerGroupRow } from "./layer-group-row.tsx";
import {
  classKey,
  findSubject,
  groupKey,
  groupLayers,
  type LayerGroup,
  listEntries,
  moveInTree,
  storeyKey,
} from "./layer-tree-model.ts";
import { TreeContext } from "./tree-context.ts";
import { useLanguage } from "./use-time-style.ts";

/** Layers by group, and in an open layer its opacity and its classes. One tab stop; arrows walk, Space shows and hides, Enter flies. */
export function LayerTree({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation("layers");
  const language = useLanguage();
  const groups = useMemo(() => groupLayers(layers), [layers]);
  const ambiguous = useMemo(() => findAmbiguousLayers(layers, language), [layers, language]);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(
    new Set(groups.map(({ name }) => groupKey(name)).concat("group/above", "group/facilities")),
  );
  const [focused, setFocused] = useState<string | null>(null);
  const tree = useRef<HTMLUListElement>(null);
  const queries = useQueryClient();

  const toggle = (key: string): void => setExpanded((before) => toggled(before, key));
  const storeysOf = (id: string): readonly number[] => {
    const model = queries.getQueryData<readonly Model[]>(["models"])?.find((each) => each.layer === id);
    return model && model.storeys.length > 0 ? listStoreys(model.storeys) : [];
  };
  const innerOf = (id: string): readonly string[] => {
    const layer = layers.find((each) => each.id === id);
    const read = layer && queries.getQueryData(layerClassesQuery(layer).queryKey);
    const storeys = layer?.kind === "models" ? storeysOf(id) : [];
    return [
      ...storeys.map((storey) => storeyKey(id, storey)),
      ...(read?.items.map((item) => classKey(id, item.class)) ?? []),
    ];
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const current = keyOfItem(event.target);
    if (current === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      act(current, event.key, groups, storeysOf);
      return;
    }
    const move = moveInTree(listEntries(groups, expanded, innerOf), current, event.key);
    if (!move) return;
    event.preventDefault();
    if ("toggle" in move) {
      toggle(move.toggle);
    } else {
      setFocused(move.focus);
      itemOf(tree.current, move.focus)?.focus();
    }
  };

  const stop = focused ?? (groups[0] ? groupKey(groups[0].name) : null);
  return (
    <TreeContext value={{ expanded, toggle, stop, onFocus: setFocused, ambiguous }}>
      <ul
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a tree is made of list items by the ARIA practices
        role="tree"
        ref={tree}
        className="layer-groups"
        aria-label={t("title")}
        onKeyDown={onKeyDown}
      >
        {groups.map((group) => (
          <LayerGroupRow key={group.name} group={group}>
            {group.layers.map((layer) => (
              <LayerBranch key={layer.id} layer={layer} />
            ))}
          </LayerGroupRow>
        ))}
      </ul>
    </TreeContext>
  );
}

/** Space shows or hides what the line stands for; Enter flies to a layer, and shows a storey alone. */
function act(
  key: string,
  pressed: string,
  groups: readonly LayerGroup[],
  storeysOf: (layer: string) => readonly number[],
): void {
  const { toggleLayer, toggleClass, showLayers, hiddenLayers, hiddenStoreys, hideStoreys, fly } =
    useViewStore.getState();
  const subject = findSubject(key, groups);
  if (subject?.storey !== undefined) {
    const { layer, storey } = subject;
    const hidden = hiddenStoreys.get(layer);
    const next =
      pressed === "Enter" ? isolateStorey(storeysOf(layer), hidden, storey) : toggleStorey(hidden, storey);
    hideStoreys(layer, next);
  } else if (pressed === "Enter") {
    if (subject?.layer !== undefined) fly({ to: "layer", layer: subject.layer });
  } else if (subject?.assetClass !== undefined) {
    toggleClass(subject.layer, subject.assetClass);
  } else if (subject?.layer !== undefined) {
    toggleLayer(subject.layer);
  } else if (subject) {
    const ids = subject.group.layers.map(({ id }) => id);
    showLayers(
      ids,
      ids.every((id) => hiddenLayers.has(id)),
    );
  }
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** The line whose own element has the focus; null while it is on a control inside a line. */
function keyOfItem(target: EventTarget): string | null {
  return target instanceof HTMLElement ? (target.dataset.treeKey ?? null) : null;
}

function itemOf(tree: HTMLElement | null, key: string): HTMLElement | undefined {
  return [...(tree?.querySelectorAll<HTMLElement>("[data-tree-key]") ?? [])].find(
    (item) => item.dataset.treeKey === key,
  );
}
