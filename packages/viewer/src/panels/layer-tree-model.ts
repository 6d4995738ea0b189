import type { Layer, LayerKind } from "@shuicheng/shared/contracts";

/** Groups of the layer tree and the kinds in each, in the order of the tree. */
const LAYER_GROUPS = [
  { name: "pipes", kinds: ["water", "storm", "sewage", "gas", "heating", "power", "telecom", "tunnel"] },
  { name: "above", kinds: ["buildings"] },
  { name: "models", kinds: ["models"] },
  { name: "facilities", kinds: ["facilities", "sensors"] },
] as const satisfies readonly { name: string; kinds: readonly LayerKind[] }[];

/** A group that has layers. */
export interface LayerGroup {
  readonly name: (typeof LAYER_GROUPS)[number]["name"];
  readonly layers: readonly Layer[];
}

/** A line of the tree as the keyboard meets it. */
export interface TreeEntry {
  readonly key: string;
  /** 1 group, 2 layer, 3 class or storey. */
  readonly level: 1 | 2 | 3;
  /** Null at the top. */
  readonly parent: string | null;
  /** Undefined where there is nothing to open. */
  readonly isExpanded: boolean | undefined;
}

/** Key of a group's line. The level leads, so that no id can be mistaken for another level. */
export const groupKey = (name: string): string => `group/${name}`;
/** Key of a layer's line. */
export const layerKey = (layer: string): string => `layer/${layer}`;
/** Key of a class's line within its layer. */
export const classKey = (layer: string, assetClass: string): string => `class/${layer}/${assetClass}`;

/** Key of a storey's line within its model. */
export const storeyKey = (layer: string, storey: number | ""): string => `storey/${layer}/${storey}`;

/** What a line of the tree stands for: a group, a layer of it, or a class or a storey of that layer. */
export type TreeSubject =
  | {
      readonly group: LayerGroup;
      readonly layer?: undefined;
      readonly assetClass?: undefined;
      readonly storey?: undefined;
    }
  | {
      readonly group: LayerGroup;
      readonly layer: string;
      readonly assetClass?: string;
      readonly storey?: number;
    };

/** Finds what a key stands for; undefined for a line that is gone. */
export function findSubject(key: string, groups: readonly LayerGroup[]): TreeSubject | undefined {
  for (const group of groups) {
    if (key === groupKey(group.name)) return { group };
    for (const { id } of group.layers) {
      if (key === layerKey(id)) return { group, layer: id };
      const prefix = classKey(id, "");
      if (key.startsWith(prefix)) return { group, layer: id, assetClass: key.slice(prefix.length) };
      const storeyPrefix = storeyKey(id, "");
      if (key.startsWith(storeyPrefix))
        return { group, layer: id, storey: Number(key.slice(storeyPrefix.length)) };
    }
  }
  return undefined;
}

/** Sorts layers into groups, by kind and then in the server's order; a group without layers is left out. */
export function groupLayers(layers: readonly Layer[]): LayerGroup[] {
  return LAYER_GROUPS.map(({ name, kinds }) => ({
    name,
    layers: kinds.flatMap((kind) => layers.filter((layer) => layer.kind === kind)),
  })).filter((group) => group.layers.length > 0);
}

/**
 * The lines of the tree that are to be seen, from top to bottom.
 *
 * @param expanded Keys of groups and layers that are open.
 * @param innerOf Keys of the lines in an open layer, classes and storeys, as far as they are known.
 */
export function listEntries(
  groups: readonly LayerGroup[],
  expanded: ReadonlySet<string>,
  innerOf: (layer: string) => readonly string[],
): TreeEntry[] {
  return groups.flatMap((group) => {
    const top = groupKey(group.name);
    const isOpen = expanded.has(top);
    const entry: TreeEntry = { key: top, level: 1, parent: null, isExpanded: isOpen };
    return isOpen
      ? [entry, ...group.layers.flatMap(({ id }) => listLayer(id, top, expanded, innerOf(id)))]
      : [entry];
  });
}

function listLayer(
  layer: string,
  parent: string,
  expanded: ReadonlySet<string>,
  innerKeys: readonly string[],
): TreeEntry[] {
  const key = layerKey(layer);
  const isExpanded = expanded.has(key);
  const entry: TreeEntry = { key, level: 2, parent, isExpanded };
  if (!isExpanded) return [entry];
  const inner = innerKeys.map(
    (each): TreeEntry => ({ key: each, level: 3, parent: key, isExpanded: undefined }),
  );
  return [entry, ...inner];
}

/** What a key does in the tree: the focus goes to a line, or a line opens or closes. */
export type TreeMove = { readonly focus: string } | { readonly toggle: string };

/**
 * Arrow keys, Home and End as the ARIA Authoring Practices ask of a tree view; undefined for keys that are not the
 * tree's and where there is nowhere to go.
 */
export function moveInTree(
  entries: readonly TreeEntry[],
  current: string,
  pressed: string,
): TreeMove | undefined {
  const at = entries.findIndex(({ key }) => key === current);
  const entry = entries[at];
  if (!entry) return undefined;
  const focus = (target: TreeEntry | undefined): TreeMove | undefined => target && { focus: target.key };
  switch (pressed) {
    case "ArrowDown":
      return focus(entries[at + 1]);
    case "ArrowUp":
      return focus(entries[at - 1]);
    case "Home":
      return focus(entries[0]);
    case "End":
      return focus(entries.at(-1));
    case "ArrowRight":
      if (entry.isExpanded === false) return { toggle: current };
      return focus(entries.find(({ parent }) => parent === current));
    case "ArrowLeft":
      if (entry.isExpanded) return { toggle: current };
      return focus(entries.find(({ key }) => key === entry.parent));
    default:
      return undefined;
  }
}

/** How many features of a list are of each class: by position in the layer's classes. */
export function countByClass(
  features: readonly { readonly featureIndex: number }[],
  indices: Uint8Array,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { featureIndex } of features) {
    const place = indices[featureIndex];
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}
