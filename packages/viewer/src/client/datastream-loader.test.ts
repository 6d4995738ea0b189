import type { Datastream } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { ApiProblem } from "./api-problem.ts";
import { ASSETS_A_REQUEST, createDatastreamLoader } from "./datastream-loader.ts";

/** A server that knows assets `a-<number>`, each with as many datastreams as its number's last digit says. */
function createServer() {
  const requests: (readonly string[])[] = [];
  const ask = async (assets: readonly string[]): Promise<readonly Datastream[]> => {
    requests.push(assets);
    const unknown = assets.find((asset) => !asset.startsWith("a-"));
    if (unknown) throw new ApiProblem({ code: "asset/unknown", status: 404, detail: unknown });
    return assets.flatMap((asset) =>
      Array.from({ length: Number(asset.at(-1)) }, (_, k) => aDatastream(`${asset}.${k}`, asset)),
    );
  };
  return { requests, ask };
}

function aDatastream(id: string, asset: string): Datastream {
  return {
    ...{ id, asset, layer: "l", name: "", observedProperty: "level", resultType: "number" },
    ...{ categories: [], unit: null, range: { min: null, max: null }, limits: {}, decimals: 2 },
    ...{ expectedIntervalMs: 1000, staleAfterMs: 3000, latest: null },
  };
}

describe("createDatastreamLoader", () => {
  it("asks once for what a list asks at once, and gives each asset its own", async () => {
    const server = createServer();
    const load = createDatastreamLoader(server.ask);
    const answers = await Promise.all(["a-2", "a-0", "a-1", "a-2"].map(load));
    expect(answers.map((own) => own.map(({ id }) => id))).toEqual([
      ["a-2.0", "a-2.1"],
      [],
      ["a-1.0"],
      ["a-2.0", "a-2.1"],
    ]);
    expect(server.requests).toEqual([["a-2", "a-0", "a-1"]]);
    expect(await load("a-3")).toHaveLength(3);
    expect(server.requests).toHaveLength(2);
  });

  it("parts a long list", async () => {
    const server = createServer();
    const load = createDatastreamLoader(server.ask);
    const ids = Array.from({ length: ASSETS_A_REQUEST + 3 }, (_, k) => `a-${k}`);
    const answers = await Promise.all(ids.map(load));
    expect(answers.map((own) => own.length)).toEqual(ids.map((id) => Number(id.at(-1))));
    expect(server.requests.map((assets) => assets.length)).toEqual([ASSETS_A_REQUEST, 3]);
  });

  it("lets one that is gone fail alone", async () => {
    const load = createDatastreamLoader(createServer().ask);
    const [known, gone] = await Promise.allSettled([load("a-1"), load("gone")]);
    expect(known).toMatchObject({ status: "fulfilled", value: [{ id: "a-1.0" }] });
    expect(gone).toMatchObject({ status: "rejected", reason: { code: "asset/unknown" } });
  });
});
