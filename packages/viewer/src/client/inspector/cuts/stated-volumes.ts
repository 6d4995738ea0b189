import { type ElementTable, totalQuantities } from "@shuicheng/shared/ifc";

/** A volume that the file itself gives an element. */
export interface StatedVolume {
  /** As the file names it: `NetVolume`. */
  readonly name: string;
  readonly volumeM3: number;
}

/** Volumes among an element's quantities and properties, the net one first. */
export const statedVolumes = (table: ElementTable, row: number): readonly StatedVolume[] =>
  totalQuantities(table, [row])
    .filter(({ dimension }) => dimension === "volume")
    .map(({ name, sum }) => ({ name, volumeM3: sum }))
    .sort((a, b) => Number(/net/i.test(b.name)) - Number(/net/i.test(a.name)));
