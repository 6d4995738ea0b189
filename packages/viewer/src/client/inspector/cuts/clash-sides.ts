import { listOf } from "@shuicheng/shared/ifc";
import { type OpenModel, type RowsByModel, useInspectorStore } from "../../inspector-store.ts";
import { ELEMENT_STATE } from "../element-states.ts";
import { useDataStore } from "../find/data-store.ts";
import { describeRows } from "../find/row-texts.ts";
import { compareNatural } from "../tree/natural-order.ts";

/** What a side can be taken from, in the order of the list. */
export const SIDE_KINDS = ["selection", "found", "all", "model", "class", "storey", "system"] as const;
/** One of {@link SIDE_KINDS}. */
export type SideKind = (typeof SIDE_KINDS)[number];

/** One thing a side can be taken from. */
export interface SideOption {
  /** Names it in the list of choices. */
  readonly value: string;
  readonly kind: SideKind;
  /** Of a model, class, storey or system; empty of the first three. */
  readonly name: string;
  readonly rows: RowsByModel;
  readonly count: number;
}

/** All that a side can be taken from now; what has no element is left out, but not selection, filter and all. */
export function sideOptions(): readonly SideOption[] {
  const models = [...useInspectorStore.getState().models.values()];
  const { states } = useInspectorStore.getState();
  const { isFound, found } = useDataStore.getState();
  const where = (kind: SideKind, isTaken: (model: string, row: number) => boolean) =>
    optionOf(
      kind,
      "",
      models.map((model) => [model, countedOf(model).filter((row) => isTaken(model.id, row))]),
    );
  return [
    where("selection", (id, row) => ((states.get(id)?.[row] ?? 0) & ELEMENT_STATE.selected) !== 0),
    where("found", (id, row) => found !== null && isFound.get(id)?.[row] === 1),
    where("all", () => true),
    ...(models.length > 1
      ? models.map((model) => optionOf("model", model.name, [[model, countedOf(model)]], model.id))
      : []),
    ...groupsOf("class", models, (model, row) => [describeRows(model.table).className(row)]),
    ...groupsOf("storey", models, ({ table }, row) => [
      table.storeys[table.objects.storey[row] ?? -1]?.name ?? "",
    ]),
    ...groupsOf("system", models, ({ table }, row) =>
      Array.from(listOf(table.groupsOf, row), (group) => describeRows(table).name(group)),
    ),
  ];
}

type OwnRows = readonly (readonly [OpenModel, readonly number[]])[];

function optionOf(kind: SideKind, name: string, own: OwnRows, id = name): SideOption {
  const rows = new Map(own.map(([model, list]) => [model.id, list]));
  return {
    value: `${kind} ${id}`,
    kind,
    name,
    rows,
    count: own.reduce((sum, [, list]) => sum + list.length, 0),
  };
}

/** Elements of all models by a name that they have; those without are in none. */
function groupsOf(
  kind: SideKind,
  models: readonly OpenModel[],
  namesOf: (model: OpenModel, row: number) => readonly string[],
): SideOption[] {
  const groups = new Map<string, Map<OpenModel, number[]>>();
  for (const model of models) {
    for (const row of countedOf(model)) {
      for (const name of namesOf(model, row)) {
        if (name === "") continue;
        const group = groups.get(name) ?? new Map<OpenModel, number[]>();
        groups.set(name, group);
        const own = group.get(model) ?? [];
        group.set(model, own);
        own.push(row);
      }
    }
  }
  return [...groups]
    .sort(([a], [b]) => compareNatural(a, b))
    .map(([name, group]) => optionOf(kind, name, [...group]));
}

/** Those that people count: types, groups and places have no body. */
function countedOf({ table }: OpenModel): number[] {
  const { isCounted } = describeRows(table);
  return Array.from({ length: table.objects.elementCount }, (_, row) => row).filter(isCounted);
}
