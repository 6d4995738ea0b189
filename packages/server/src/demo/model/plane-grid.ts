import type { Bounds } from "./plane-shapes.ts";

/** Things of the plane, found again by where they are. */
export interface PlaneGrid<T> {
  add(thing: T, bounds: Bounds): void;
  /** Everything whose box may touch this one, each once, in the order it was added. */
  find(bounds: Bounds): T[];
}

/** A hash of square cells. Adding and finding cost what lies in the cells that a box covers. */
export function createPlaneGrid<T>(cellM: number): PlaneGrid<T> {
  const cells = new Map<number, number[]>();
  const things: T[] = [];
  const boxes: Bounds[] = [];
  const visit = (bounds: Bounds, at: (key: number) => void) => {
    const top = Math.floor(bounds.north / cellM);
    const right = Math.floor(bounds.east / cellM);
    for (let row = Math.floor(bounds.south / cellM); row <= top; row++) {
      for (let column = Math.floor(bounds.west / cellM); column <= right; column++) {
        at(row * 67_108_864 + column);
      }
    }
  };
  return {
    add(thing, bounds) {
      const index = things.push(thing) - 1;
      boxes.push(bounds);
      visit(bounds, (key) => {
        const cell = cells.get(key);
        if (cell) cell.push(index);
        else cells.set(key, [index]);
      });
    },
    find(bounds) {
      const found = new Set<number>();
      visit(bounds, (key) => {
        for (const index of cells.get(key) ?? []) {
          const box = boxes[index];
          if (box && doTouch(box, bounds)) found.add(index);
        }
      });
      return [...found].sort((a, b) => a - b).map((index) => things[index] as T);
    },
  };
}

/** A box made larger on every side. */
export function widened(bounds: Bounds, byM: number): Bounds {
  return {
    west: bounds.west - byM,
    south: bounds.south - byM,
    east: bounds.east + byM,
    north: bounds.north + byM,
  };
}

/** Answers whether two boxes share a point. */
export function doTouch(a: Bounds, b: Bounds): boolean {
  return a.west <= b.east && a.east >= b.west && a.south <= b.north && a.north >= b.south;
}
