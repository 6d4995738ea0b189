import { type ClashBody, clashBodyOf } from "./clash-body.ts";
import type { ClashAnswer, ClashOrder, ClashPiece, ClashRequest, NumberedFinding } from "./clash-messages.ts";
import { findBoxPairs } from "./find-pairs.ts";
import { testPair } from "./test-pair.ts";

/** Triangles that are held at once: some 50 MB. A single pair that has more is looked at all the same. */
const MAX_HELD_TRIANGLES = 300_000;
/** How often is told how far it is, milliseconds. */
const TELL_EVERY_MS = 100;

interface SearchLimits {
  readonly nowMs?: () => number;
  /** Triangles held at once. */
  readonly maxTriangles?: number;
}

/**
 * A search for clashes as the thread runs it: asks for triangles batch by batch, tells what it finds as it finds it. Pairs
 * whose boxes are apart are never looked at, no element is tested against itself, and no pair twice.
 *
 * @param answer Takes what it has to say. @param limits How much it holds, and the clock it tells by.
 * @returns Takes what it is asked and given.
 */
export function createClashSearch(
  answer: (message: ClashAnswer) => void,
  { nowMs = () => performance.now(), maxTriangles = MAX_HELD_TRIANGLES }: SearchLimits = {},
): (request: ClashRequest) => void {
  let order: ClashOrder | undefined;
  let pairs = new Uint32Array();
  let [done, until] = [0, 0];
  let held = new Map<number, ClashBody | undefined>();

  const next = (): void => {
    if (!order || done >= pairs.length / 2) {
      held.clear();
      answer({ kind: "done" });
      return;
    }
    const batch = nextBatch(pairs, done, order.triangles, maxTriangles);
    until = batch.until;
    held = new Map([...held].filter(([element]) => batch.elements.has(element)));
    const missing = [...batch.elements].filter((element) => !held.has(element));
    if (missing.length > 0) answer({ kind: "need", elements: Uint32Array.from(missing) });
    else work();
  };
  const work = (): void => {
    if (!order) return;
    let found: NumberedFinding[] = [];
    let toldMs = nowMs();
    const totalPairs = pairs.length / 2;
    for (; done < until; done++) {
      if (nowMs() - toldMs > TELL_EVERY_MS) {
        answer({ kind: "progress", donePairs: done, totalPairs, found });
        found = [];
        toldMs = nowMs();
      }
      const [a, b] = [pairs[2 * done] as number, pairs[2 * done + 1] as number];
      const [bodyA, bodyB] = [held.get(a), held.get(b)];
      const finding = bodyA && bodyB && testPair(bodyA, bodyB, order.rule);
      if (finding) found.push({ a, b, ...finding });
    }
    answer({ kind: "progress", donePairs: done, totalPairs, found });
    next();
  };
  return (request) => {
    if (request.kind === "search") {
      order = request;
      const withinM = order.rule.kind === "clearance" ? order.rule.clearanceM : 0;
      pairs = pairsToTest(order, withinM);
      [done, until] = [0, 0];
      held.clear();
      answer({ kind: "progress", donePairs: 0, totalPairs: pairs.length / 2, found: [] });
      next();
      return;
    }
    for (const piece of request.pieces) held.set(piece.element, bodyOf(piece));
    work();
  };
}

const bodyOf = ({ positions, indices, toStage }: ClashPiece): ClashBody | undefined =>
  clashBodyOf({ positions, indices, starts: Uint32Array.of(0, indices.length) }, 0, toStage);

/** Pairs of element numbers whose boxes come near, each pair once. */
function pairsToTest({ boxesM, a, b }: ClashOrder, withinM: number): Uint32Array<ArrayBuffer> {
  const boxesOf = (numbers: Uint32Array) => {
    const boxes = new Float64Array(6 * numbers.length);
    numbers.forEach((element, at) => {
      boxes.set(boxesM.subarray(6 * element, 6 * element + 6), 6 * at);
    });
    return boxes;
  };
  const [inA, inB] = [new Set(a), new Set(b)];
  const near = findBoxPairs(boxesOf(a), boxesOf(b), withinM);
  const pairs = new Uint32Array(near.length);
  let length = 0;
  for (let at = 0; at < near.length; at += 2) {
    const [one, other] = [a[near[at] as number] as number, b[near[at + 1] as number] as number];
    // Where both are on both sides the pair comes the other way round too.
    const comesTwice = inA.has(other) && inB.has(one);
    if (one === other || (comesTwice && one > other)) continue;
    pairs[length++] = one;
    pairs[length++] = other;
  }
  return pairs.slice(0, length);
}

/** The pairs from `from` on whose elements can be held together; one pair at least. */
function nextBatch(
  pairs: Uint32Array,
  from: number,
  triangles: Uint32Array,
  maxTriangles: number,
): { readonly until: number; readonly elements: ReadonlySet<number> } {
  const elements = new Set<number>();
  let sum = 0;
  let until = from;
  for (; until < pairs.length / 2; until++) {
    const added = [pairs[2 * until] as number, pairs[2 * until + 1] as number].filter(
      (element) => !elements.has(element),
    );
    const more = added.reduce((total, element) => total + (triangles[element] as number), 0);
    if (until > from && sum + more > maxTriangles) break;
    sum += more;
    for (const element of added) elements.add(element);
  }
  return { until, elements };
}
