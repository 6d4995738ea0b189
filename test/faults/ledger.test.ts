import { describe, expect, it } from "vitest";
import { Ledger } from "./ledger.ts";

const BASE_MS = 1_000;

function aLedger(): { ledger: Ledger; stored: { time: number; result: number; quality: "good" }[] } {
  const ledger = new Ledger(1, BASE_MS);
  const cells = [0, 1, 2].map((k) => ({ stream: 0, k }));
  ledger.noteSent(cells);
  ledger.noteAcknowledged(cells.slice(0, 2));
  const stored = cells.map((cell) => ledger.itemOf(cell) as { time: number; result: number });
  return { ledger, stored: stored.map(({ time, result }) => ({ time, result, quality: "good" })) };
}

describe("Ledger", () => {
  it("takes what was sent without an answer as it is found, once", () => {
    const { ledger, stored } = aLedger();
    expect(ledger.settle(0, stored.slice(0, 2))).toEqual([]);
    expect(ledger.settle(0, stored)).toEqual(["kill.d-0 at 2 was never sent"]);
  });

  it("sees what is lost, doubled, changed or invented", () => {
    const { ledger, stored } = aLedger();
    expect(ledger.settle(0, stored.slice(1))).toEqual(["kill.d-0 at 0 is lost"]);
    expect(aLedger().ledger.settle(0, [...stored, stored[0]!])).toEqual(["kill.d-0 at 0 is stored twice"]);
    const changed = [{ ...stored[0]!, result: 99 }, stored[1]!];
    expect(aLedger().ledger.settle(0, changed)).toEqual(["kill.d-0 at 0 is 99 good"]);
    const invented = { time: BASE_MS + 9, result: 7.875, quality: "good" as const };
    expect(aLedger().ledger.settle(0, [...stored, invented])).toEqual(["kill.d-0 at 9 was never sent"]);
  });
});
