import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Publication } from "./publisher.ts";
import { openRegistry, type Registry } from "./registry.ts";

let folder: string;
let registry: Registry;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-registry-"));
  registry = openRegistry(folder);
});

afterEach(() => {
  registry.close();
  rmSync(folder, { recursive: true });
});

function reopen(): void {
  registry.close();
  registry = openRegistry(folder);
}

const layer = (id: string): Publication["layer"] => ({
  id,
  name: id,
  kind: "water",
  cimLevel: 4,
  access: "restricted",
  publishedAtMs: 1,
});
const asset = (id: string) => ({ id, class: "junction" });
const stream = (id: string, of: string, categories?: string[]) => ({
  id,
  asset: of,
  observedProperty: "state",
  ...(categories ? { resultType: "category" as const, categories } : {}),
});
function publish(
  layerId: string,
  ids: readonly string[],
  options: { streams?: Publication["datastreams"]; isWhole?: boolean; isDryRun?: boolean } = {},
) {
  const { streams = [], isWhole = false, isDryRun = false } = options;
  const assets = ids.map(asset);
  return registry.publisher.publish(
    { layer: layer(layerId), assets, datastreams: streams, isWhole },
    isDryRun,
  );
}
const featuresOf = (ids: readonly string[]) => ids.map((id) => registry.assets.find(id)?.featureIndex);
const fault = (code: string) => expect.objectContaining({ code });

const publications = fc.array(
  fc.record({
    layer: fc.constantFrom("a", "b"),
    ids: fc.uniqueArray(fc.nat(9), { maxLength: 6 }),
    isWhole: fc.boolean(),
    isDryRun: fc.boolean(),
    isReopened: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

describe("createPublisher", () => {
  it("gives feature indices once, append-only, through random publications", () => {
    let run = 0;
    fc.assert(
      fc.property(publications, (all) => {
        const scope = `r${run++}`;
        /** Naive: each layer is a list of ids in order of first arrival, and a set of those in use. */
        const known = { a: [] as string[], b: [] as string[] };
        const inUse = { a: new Set<string>(), b: new Set<string>() };
        for (const step of all) {
          const layerId = `${scope}-${step.layer}`;
          const ids = step.ids.map((id) => `${layerId}-${id}`);
          const fresh = ids.filter((id) => !known[step.layer as "a"].includes(id));
          const order = [...known[step.layer as "a"], ...fresh];
          const expected = ids.map((id) => order.indexOf(id));
          expect([...registry.publisher.reserveFeatures(layerId, ids)]).toEqual(expected);
          const published = publish(layerId, ids, step);
          const used = inUse[step.layer as "a"];
          const removed = step.isWhole ? [...used].filter((id) => !ids.includes(id)) : [];
          expect(published.added).toBe(ids.filter((id) => !used.has(id)).length);
          expect(published.removed).toBe(removed.length);
          if (step.isDryRun) continue;
          known[step.layer as "a"] = order;
          for (const id of ids) used.add(id);
          for (const id of removed) used.delete(id);
          if (step.isReopened) reopen();
          expect(featuresOf([...used])).toEqual([...used].map((id) => order.indexOf(id)));
          expect(registry.layers.find(layerId)?.features).toBe(order.length);
          expect(registry.assets.idsOf(registry.layers.find(layerId)!.number).sort()).toEqual(
            [...used].sort(),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it("retires what a whole publication leaves out, with its datastreams, and gives their numbers back", () => {
    const first = publish("a", ["x", "y"], { streams: [stream("x.s", "x"), stream("y.s", "y")] });
    const handles = first.datastreams.map(({ handle }) => handle);
    const second = publish("a", ["y"], { isWhole: true });
    expect(second).toMatchObject({ removed: 1, retiredHandles: [handles[0]] });
    expect(registry.assets.find("x")).toBeUndefined();
    expect(registry.datastreams.find("x.s")).toBeUndefined();
    expect(registry.datastreams.find("y.s")?.handle).toBe(handles[1]);
    const third = publish("a", ["x"], { streams: [stream("x.s", "x"), stream("new", "x")] });
    expect(third.datastreams.map(({ handle }) => handle)).toEqual([handles[0], 2]);
    expect(featuresOf(["x", "y"])).toEqual([0, 1]);
  });

  it("writes all of a publication or nothing of it", () => {
    publish("a", ["x"], { streams: [stream("x.s", "x")] });
    const bad = () => publish("b", ["y"], { streams: [stream("y.s", "y"), stream("z.s", "nobody")] });
    expect(bad).toThrow(fault("registry/invalid"));
    const state = () => [
      registry.layers.list().map(({ id, revision, features }) => [id, revision, features]),
      registry.assets.list({ after: 0, limit: 10 }).map(({ id }) => id),
      [...registry.datastreams.list()].map(({ id }) => id),
    ];
    const expected = [[["a", 1, 1]], ["x"], ["x.s"]];
    expect(state()).toEqual(expected);
    reopen();
    expect(state()).toEqual(expected);
  });

  it("refuses an id of another layer, in use or retired", () => {
    publish("a", ["x", "y"]);
    publish("a", ["y"], { isWhole: true });
    for (const id of ["x", "y"]) {
      expect(() => publish("b", [id])).toThrow(fault("registry/conflict"));
      expect(() => registry.publisher.reserveFeatures("b", [id])).toThrow(fault("registry/conflict"));
    }
  });

  it("lets categories grow at the end and change in no other way", () => {
    const put = (categories: string[]) => publish("a", ["x"], { streams: [stream("s", "x", categories)] });
    put(["off", "on"]);
    put(["off", "on", "fault"]);
    for (const changed of [["on", "off", "fault"], ["off", "on"], []]) {
      expect(() => put(changed)).toThrow(fault("registry/conflict"));
    }
    expect(registry.datastreams.find("s")?.categories).toEqual(["off", "on", "fault"]);
  });

  it("refuses another result type for what has stored results", () => {
    publish("a", ["a1"], { streams: [stream("s1", "a1")] });
    expect(() => publish("a", ["a1"], { streams: [stream("s1", "a1", ["off", "on"])] })).toThrow(
      fault("registry/conflict"),
    );
  });

  it("holds to the categories of a datastream that was retired: its stored results are indices into them", () => {
    publish("a", ["x"], { streams: [stream("s", "x", ["off", "on"])] });
    publish("a", [], { isWhole: true });
    const put = () => publish("a", ["x"], { streams: [stream("s", "x", ["on", "off"])] });
    expect(put).toThrow(fault("registry/conflict"));
  });

  it("raises the revision with each publication and widens the box to what has a place", () => {
    const at = (lon: number, lat: number) => ({ ...asset(`p${lon}`), position: { lon, lat, heightM: 0 } });
    const put = (assets: Publication["assets"]) =>
      registry.publisher.publish({ layer: layer("a"), assets, datastreams: [], isWhole: false }).layer;
    expect(put([asset("x")])).toMatchObject({ revision: 1, bbox: null });
    expect(put([at(116, 36)])).toMatchObject({ revision: 2, bbox: [116, 36, 116, 36] });
    expect(put([at(115, 37), asset("y")])).toMatchObject({ revision: 3, bbox: [115, 36, 116, 37] });
  });

  describe("bind", () => {
    const bind = (pairs: readonly (readonly [string, string])[], isDryRun = false) =>
      registry.publisher.bind(
        pairs.map(([datastream, to]) => ({ datastream, asset: to })),
        isDryRun,
      );
    const boundTo = (id: string) =>
      registry.assets.findKept(registry.datastreams.find(id)?.assetNumber ?? -1)?.id;
    const monitored = () => registry.layers.list().map((each) => [each.id, each.monitored]);

    beforeEach(() => {
      publish("a", ["x", "y"], { streams: [stream("s", "x", ["off", "on"]), stream("t", "x")] });
      publish("b", ["z"]);
    });

    it("moves datastreams with all they are, over layers, and answers what puts them back", () => {
      const { handle, categories } = registry.datastreams.find("s")!;
      const bound = bind([
        ["s", "z"],
        ["t", "x"],
      ]);
      expect(bound.datastreams.map(({ id }) => id)).toEqual(["s"]);
      expect(bound.before).toEqual([{ datastream: "s", asset: "x" }]);
      reopen();
      expect([boundTo("s"), boundTo("t")]).toEqual(["z", "x"]);
      expect(registry.datastreams.find("s")).toMatchObject({ handle, categories });
      expect(monitored()).toEqual([
        ["a", 1],
        ["b", 1],
      ]);
      registry.publisher.bind(bound.before);
      expect(boundTo("s")).toBe("x");
      expect(monitored()).toEqual([
        ["a", 1],
        ["b", 0],
      ]);
    });

    it("binds all or none, and none when only asked what it would do", () => {
      expect(() =>
        bind([
          ["s", "y"],
          ["t", "nowhere"],
        ]),
      ).toThrow(expect.objectContaining({ code: "asset/unknown", details: { index: 1 } }));
      expect(() => bind([["nobody", "y"]])).toThrow(fault("datastream/unknown"));
      expect(bind([["s", "y"]], true).before).toEqual([{ datastream: "s", asset: "x" }]);
      expect(boundTo("s")).toBe("x");
    });

    it("takes the last of what is named twice, and knows where it stood at first", () => {
      const bound = bind([
        ["s", "y"],
        ["s", "z"],
      ]);
      expect(bound.before).toEqual([{ datastream: "s", asset: "x" }]);
      expect(boundTo("s")).toBe("z");
    });
  });
});
