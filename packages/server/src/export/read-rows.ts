import type { Datastream, Observation } from "@shuicheng/shared/contracts";
import type { ExportNeeds, ExportRange } from "./export-needs.ts";

/** Observations of one datastream in a row, at most {@link PAGE_ROWS}. */
export interface ExportPage {
  readonly datastream: Datastream;
  readonly items: readonly Observation[];
}

/** Rows that are in memory at once. */
const PAGE_ROWS = 10_000;

/** Reads the observations of some datastreams page by page: one datastream after the other, each ascending in time. */
export async function* readRows(
  needs: Pick<ExportNeeds, "observations">,
  datastreams: readonly Datastream[],
  { fromMs, toMs }: ExportRange,
): AsyncGenerator<ExportPage> {
  for (const datastream of datastreams) {
    for (let at: number | undefined = fromMs; at !== undefined; ) {
      const page = await needs.observations(datastream.id, at, toMs, PAGE_ROWS);
      if (page.items.length > 0) yield { datastream, items: page.items };
      at = page.next;
    }
  }
}
