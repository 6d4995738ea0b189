import type { Town } from "../model/index.ts";

/** The parts of a town: what hangs together by streets without bridges. */
interface TownParts {
  /** A number that all junctions of one part share. */
  partOf(junction: number): number;
  /** Makes one part of two. Answers false where they are one already. */
  join(junction: number, other: number): boolean;
}

/** Finds the parts into which a town falls when its bridges are down. Cost: linear in the streets, nearly. */
export function findTownParts({ junctions, streets }: Pick<Town, "junctions" | "streets">): TownParts {
  const parent = Int32Array.from(junctions, (_, index) => index);
  const partOf = (junction: number): number => {
    let root = junction;
    while (parent[root] !== root) root = parent[root] as number;
    parent[junction] = root;
    return root;
  };
  const join = (junction: number, other: number): boolean => {
    const [from, to] = [partOf(junction), partOf(other)];
    parent[from] = to;
    return from !== to;
  };
  for (const { from, to, isBridge } of streets) if (!isBridge) join(from, to);
  return { partOf, join };
}
