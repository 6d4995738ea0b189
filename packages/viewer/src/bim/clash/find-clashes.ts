import type { FoundClash } from "../../client/inspector/clash-store.ts";
import type { ElementRef } from "../../client/inspector-store.ts";
import type { MergedMesh } from "../model/inspected-model.ts";
import { middleOf } from "../triangles/triple.ts";
import { type ClashBody, clashBodyOf } from "./clash-body.ts";
import { findClearance } from "./find-clearance.ts";
import { findBoxPairs } from "./find-pairs.ts";
import { findHardClash } from "./hard-clash.ts";

/** An element that takes part. */
export interface ClashElement {
  readonly model: string;
  readonly row: number;
  readonly mesh: MergedMesh;
  /** Mesh's coordinates → the stage's, column-major. */
  readonly toStage: readonly number[];
  /** Least x, y, z, greatest x, y, z in the stage's frame, metres. */
  readonly boxM: readonly number[];
}

/** What counts. */
export type ClashRule =
  /** Bodies that overlap by more than the tolerance, metres. */
  | { readonly kind: "hard"; readonly toleranceM: number }
  /** Also bodies whose surfaces are nearer to one another than the clearance, metres. */
  | { readonly kind: "clearance"; readonly toleranceM: number; readonly clearanceM: number };

/** How far a search is. */
export interface ClashProgress {
  readonly donePairs: number;
  readonly totalPairs: number;
  /** In the order they were found; grows. */
  readonly found: readonly FoundClash[];
}

/** Triangles whose trees are kept for the next pairs. */
const MAX_KEPT_TRIANGLES = 1_000_000;

/**
 * Finds clashes between two selections, pair by pair; stop asking and it has stopped. Pairs whose boxes are apart are
 * never looked at; an element that is in both selections is not tested against itself, and no pair twice.
 *
 * @returns Deepest first, then nearest first.
 */
export function* findClashes(
  a: readonly ClashElement[],
  b: readonly ClashElement[],
  rule: ClashRule,
): Generator<ClashProgress, readonly FoundClash[]> {
  const withinM = rule.kind === "clearance" ? rule.clearanceM : 0;
  const pairs = findBoxPairs(boxesOf(a), boxesOf(b), withinM);
  const bodyOf = keepBodies();
  const seen = new Set<string>();
  const found: FoundClash[] = [];
  const totalPairs = pairs.length / 2;
  for (let pair = 0; pair < totalPairs; pair++) {
    yield { donePairs: pair, totalPairs, found };
    const one = a[pairs[2 * pair] as number] as ClashElement;
    const other = b[pairs[2 * pair + 1] as number] as ClashElement;
    const [keyA, keyB] = [keyOf(one), keyOf(other)];
    const key = keyA < keyB ? `${keyA}|${keyB}` : `${keyB}|${keyA}`;
    if (keyA === keyB || seen.has(key)) continue;
    seen.add(key);
    const [bodyA, bodyB] = [bodyOf(one), bodyOf(other)];
    const clash = bodyA && bodyB && testPair(bodyA, bodyB, rule);
    if (clash) {
      found.push({
        a: { model: one.model, row: one.row },
        b: { model: other.model, row: other.row },
        ...clash,
      });
    }
  }
  return found.sort((x, y) => y.depthM - x.depthM || x.distanceM - y.distanceM);
}

function testPair(a: ClashBody, b: ClashBody, rule: ClashRule): Omit<FoundClash, "a" | "b"> | undefined {
  const hard = findHardClash(a, b, rule.toleranceM);
  if (hard) return { ...hard, distanceM: 0 };
  if (rule.kind === "hard") return undefined;
  const near = findClearance(a, b, rule.clearanceM);
  if (!near) return undefined;
  const pointM = middleOf(near.fromM, near.toM);
  return { pointM, depthM: 0, distanceM: near.distanceM, isOpen: !(a.isClosed && b.isClosed) };
}

/** Bodies by element, kept while they are few enough. */
function keepBodies(): (element: ClashElement) => ClashBody | undefined {
  const kept = new Map<string, ClashBody | undefined>();
  let triangles = 0;
  return (element) => {
    const key = keyOf(element);
    if (kept.has(key)) return kept.get(key);
    const body = clashBodyOf(element.mesh, element.row, element.toStage);
    triangles += body?.triangles ?? 0;
    if (triangles > MAX_KEPT_TRIANGLES) {
      kept.clear();
      triangles = body?.triangles ?? 0;
    }
    kept.set(key, body);
    return body;
  };
}

const keyOf = ({ model, row }: ElementRef) => `${row} ${model}`;
const boxesOf = (elements: readonly ClashElement[]) =>
  Float64Array.from(elements.flatMap(({ boxM }) => boxM));
