import type { FoundClash } from "../../client/inspector/cuts/clash-store.ts";
import type { ClashAnswer, ClashPiece, ClashRequest } from "./clash-messages.ts";
import { createClashSearch } from "./find-clashes.ts";
import { type ClashElement, named, orderOf, pieceOf } from "./search-clashes.ts";
import type { ClashRule } from "./test-pair.ts";

/** Runs a search to its end in the thread that asks: the same messages, without the thread between. */
export function runSearch(
  a: readonly ClashElement[],
  b: readonly ClashElement[],
  rule: ClashRule,
  maxTriangles?: number,
): {
  readonly found: readonly FoundClash[];
  readonly answers: readonly ClashAnswer[];
  readonly pieces: readonly ClashPiece[];
} {
  const { order, elements } = orderOf(a, b, rule);
  const answers: ClashAnswer[] = [];
  const pieces: ClashPiece[] = [];
  const waiting: ClashRequest[] = [order];
  const handle = createClashSearch(
    (message) => {
      answers.push(message);
      if (message.kind !== "need") return;
      const own = Array.from(message.elements, (element) =>
        pieceOf(element, elements[element] as ClashElement),
      );
      pieces.push(...own);
      waiting.push({ kind: "pieces", pieces: own });
    },
    maxTriangles === undefined ? {} : { maxTriangles },
  );
  for (let request = waiting.shift(); request; request = waiting.shift()) handle(request);
  const found = answers.flatMap((each) => (each.kind === "progress" ? each.found : []));
  return {
    found: found
      .map((each) => named(each, elements))
      .sort((x, y) => y.depthM - x.depthM || x.distanceM - y.distanceM),
    answers,
    pieces,
  };
}
