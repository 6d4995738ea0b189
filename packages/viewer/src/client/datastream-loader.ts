import type { Datastream } from "@shuicheng/shared/contracts";
import { ApiProblem } from "./api-problem.ts";

/** Reads the datastreams of some assets in one request. @throws {ApiProblem} `asset/unknown` when one is not there */
export type AskDatastreams = (assets: readonly string[]) => Promise<readonly Datastream[]>;

/** Asset ids are up to 128 characters: the address stays under 8 kB. The server takes 100. */
export const ASSETS_A_REQUEST = 50;
/** Rows of a list ask within one rendering; what comes within this time goes together. */
const GATHER_MS = 10;

interface Waiting {
  readonly asset: string;
  readonly resolve: (datastreams: readonly Datastream[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a reader of one asset's datastreams that gathers what a list asks for at once: a list of 40 rows is one
 * request rather than 40, and a row that joins later asks for itself alone.
 */
export function createDatastreamLoader(
  ask: AskDatastreams,
): (asset: string) => Promise<readonly Datastream[]> {
  let gathered: Waiting[] = [];

  function send(): void {
    const waiting = gathered;
    gathered = [];
    for (let at = 0; at < waiting.length; at += ASSETS_A_REQUEST) {
      void answer(waiting.slice(at, at + ASSETS_A_REQUEST));
    }
  }

  async function answer(waiting: readonly Waiting[]): Promise<void> {
    try {
      const found = await ask([...new Set(waiting.map(({ asset }) => asset))]);
      const byAsset = Map.groupBy(found, (datastream) => datastream.asset);
      for (const { asset, resolve } of waiting) resolve(byAsset.get(asset) ?? []);
    } catch (error) {
      // One that left meanwhile must not take the others' values with it.
      const isOneGone = error instanceof ApiProblem && error.code === "asset/unknown" && waiting.length > 1;
      for (const each of waiting) {
        if (isOneGone) void answer([each]);
        else each.reject(error);
      }
    }
  }

  return (asset) =>
    new Promise((resolve, reject) => {
      if (gathered.length === 0) setTimeout(send, GATHER_MS);
      gathered.push({ asset, resolve, reject });
    });
}
