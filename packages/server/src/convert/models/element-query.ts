import type { ModelElement } from "@shuicheng/shared/contracts";
import type { ElementDescription, PropertyCondition } from "@shuicheng/shared/ifc";

/** Where a model's table lies and what its elements are called. */
export interface ElementSource {
  readonly modelId: string;
  /** Folder of the revision. */
  readonly folder: string;
}

/** Which elements are asked for; every part that is given must hold. */
export interface ElementFilter {
  /** With its subclasses. */
  readonly class?: string;
  /** GlobalId or name. */
  readonly storey?: string;
  readonly property?: PropertyCondition;
  readonly text?: string;
}

/** A page of elements. */
export interface ElementPage {
  readonly items: readonly ModelElement[];
  /** How many there are in all. */
  readonly total: number;
  /** Row to go on after; undefined on the last page. */
  readonly next: number | undefined;
}

/** Everything about one element, for a panel. */
export interface ElementDetail extends ElementDescription {
  readonly key: string;
  readonly asset: string;
  readonly featureIndex: number;
  /** Around what is drawn, metres in the model's frame: min x, y, z, max x, y, z; null where nothing is. */
  readonly boundsM: readonly number[] | null;
}
