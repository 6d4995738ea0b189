import { STALE_BIT } from "@shuicheng/shared/contracts";
import {
  encodeStatusPatch,
  type LatestValue,
  type Snapshot,
  type StatusPatch,
} from "@shuicheng/shared/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classOf } from "./status-class.ts";
import { createTwinMirror, type StatusChange, type TwinMirror } from "./twin-mirror.ts";

const NORMAL = 1;
const ADVISORY = 2;
const MEDIUM = 4;
const HIGH = 5;

function patchOf(entries: Record<number, number>): StatusPatch {
  const features = Object.keys(entries).map(Number);
  return { features: Uint32Array.from(features), status: Uint8Array.from(features, (f) => entries[f]!) };
}

function snapshotOf(layers: Record<string, Record<number, number>>, values: LatestValue[] = []): Snapshot {
  return {
    epoch: "e",
    seq: 1,
    serverTime: 0,
    layers: Object.entries(layers).map(([layer, entries]) => ({
      layer,
      revision: 1,
      body: encodeStatusPatch(patchOf(entries)),
    })),
    values,
  };
}

function latestOf(datastream: string, result: number): LatestValue {
  return { datastream, time: 1, result, quality: "good", side: null, stale: false };
}

function listen(mirror: TwinMirror): [string, number[] | "all"][] {
  const heard: [string, number[] | "all"][] = [];
  mirror.onStatus((layer, changed: StatusChange) =>
    heard.push([layer, changed === "all" ? "all" : [...changed]]),
  );
  return heard;
}

describe("createTwinMirror", () => {
  it("counts every feature once, and an old alarm as an alarm", () => {
    const mirror = createTwinMirror();
    mirror.setLayers([{ id: "water", features: 7 }]);

    mirror.applySnapshot(
      snapshotOf({
        water: { 0: NORMAL, 1: HIGH, 2: HIGH | STALE_BIT, 3: NORMAL | STALE_BIT, 4: 1 | 32, 6: ADVISORY },
      }),
    );

    expect(mirror.countsOf("water")).toEqual({
      features: 7,
      byClass: { normal: 1, abnormal: 2, stale: 1, bad: 1, uncertain: 1, unknown: 1 },
      oldAbnormal: 1,
      bySeverity: [1, 3, 1, 0, 0, 2, 0],
      worstSeverity: 5,
    });
  });

  it("lists abnormal features worst first", () => {
    const mirror = createTwinMirror();
    mirror.applyStatus({ layer: "water", patch: patchOf({ 1: MEDIUM, 4: HIGH, 7: MEDIUM, 9: NORMAL }) });

    expect(mirror.featuresOf("water", "abnormal").map((feature) => feature.featureIndex)).toEqual([4, 1, 7]);
  });

  it("tells which features changed, and nothing when none did", () => {
    const mirror = createTwinMirror();
    mirror.setLayers([{ id: "water", features: 4 }]);
    const heard = listen(mirror);

    mirror.applyStatus({ layer: "water", patch: patchOf({ 0: NORMAL, 2: HIGH }) });
    mirror.applyStatus({ layer: "water", patch: patchOf({ 0: NORMAL, 2: NORMAL }) });
    mirror.applyStatus({ layer: "water", patch: patchOf({ 0: NORMAL }) });

    expect(heard).toEqual([
      ["water", [0, 2]],
      ["water", [2]],
    ]);
  });

  it("tells of the whole layer when a patch makes it longer, even by unknown features", () => {
    const mirror = createTwinMirror();
    const heard = listen(mirror);

    mirror.applyStatus({ layer: "water", patch: patchOf({ 3: 0 }) });

    expect(heard).toEqual([["water", "all"]]);
    expect(mirror.countsOf("water").byClass.unknown).toBe(4);
  });

  it("replaces only the layers of a snapshot, and all followed values", () => {
    const mirror = createTwinMirror();
    mirror.applySnapshot(snapshotOf({ water: { 0: HIGH, 1: HIGH }, gas: { 0: HIGH } }, [latestOf("a", 1)]));

    mirror.applySnapshot(snapshotOf({ water: { 1: NORMAL } }, [latestOf("b", 2)]));

    expect([...mirror.statusOf("water")]).toEqual([0, NORMAL]);
    expect([...mirror.statusOf("gas")]).toEqual([HIGH]);
    expect(mirror.valueOf("a")).toBeUndefined();
    expect(mirror.valueOf("b")?.result).toBe(2);
  });

  it("keeps what it held when a snapshot cannot be read", () => {
    const mirror = createTwinMirror();
    mirror.applySnapshot(snapshotOf({ water: { 0: HIGH } }));
    const broken = snapshotOf({ gas: { 0: HIGH }, water: { 0: NORMAL } });
    (broken.layers[1]!.body as Uint8Array)[0] = 9;

    expect(() => mirror.applySnapshot(broken)).toThrow(
      expect.objectContaining({ code: "codec/unsupported-version" }),
    );
    expect([...mirror.statusOf("water")]).toEqual([HIGH]);
    expect([...mirror.statusOf("gas")]).toEqual([]);
  });

  it("drops a layer that is no longer declared and says so", () => {
    const mirror = createTwinMirror();
    mirror.setLayers([
      { id: "water", features: 2 },
      { id: "gas", features: 1 },
    ]);
    const heard = listen(mirror);

    mirror.setLayers([{ id: "gas", features: 1 }]);

    expect(mirror.layerIds()).toEqual(["gas"]);
    expect(mirror.countsOf("water").features).toBe(0);
    expect(heard).toEqual([["water", "all"]]);
  });

  it("hands out the same counts and list until something changes", () => {
    const mirror = createTwinMirror();
    mirror.applyStatus({ layer: "water", patch: patchOf({ 0: HIGH }) });
    const [counts, list] = [mirror.countsOf("water"), mirror.featuresOf("water", "abnormal")];

    mirror.applyStatus({ layer: "water", patch: patchOf({ 0: HIGH }) });
    expect(mirror.countsOf("water")).toBe(counts);
    expect(mirror.featuresOf("water", "abnormal")).toBe(list);

    mirror.applyStatus({ layer: "water", patch: patchOf({ 0: NORMAL }) });
    expect(mirror.countsOf("water")).not.toBe(counts);
  });

  it("stops telling a listener that left", () => {
    const mirror = createTwinMirror();
    const heard: string[] = [];
    const leave = mirror.onValues((values) => heard.push(...values.map((value) => value.datastream)));

    mirror.applyValues([latestOf("a", 1)]);
    leave();
    mirror.applyValues([latestOf("b", 1)]);

    expect(heard).toEqual(["a"]);
  });
});

describe("createTwinMirror against a naive model", () => {
  const layerId = fc.constantFrom("water", "gas");
  const entries = fc.dictionary(fc.nat(40).map(String), fc.nat(255), {
    maxKeys: 12,
  }) as unknown as fc.Arbitrary<Record<number, number>>;
  const step = fc.oneof(
    fc.record({ kind: fc.constant("status" as const), layer: layerId, entries }),
    fc.record({
      kind: fc.constant("snapshot" as const),
      layers: fc.dictionary(layerId, entries, { maxKeys: 2 }),
    }),
    fc.record({
      kind: fc.constant("layers" as const),
      features: fc.dictionary(layerId, fc.nat(45), { maxKeys: 2 }),
    }),
  );

  it("holds the same bytes and counts after any run of messages", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const mirror = createTwinMirror();
        const model = new Map<string, number[]>();
        const painted = paintFrom(mirror);
        for (const each of steps) {
          if (each.kind === "status") {
            mirror.applyStatus({ layer: each.layer, patch: patchOf(each.entries) });
            model.set(each.layer, written(model.get(each.layer) ?? [], each.entries));
          } else if (each.kind === "snapshot") {
            mirror.applySnapshot(snapshotOf(each.layers));
            for (const [layer, of] of Object.entries(each.layers)) {
              model.set(
                layer,
                written(
                  (model.get(layer) ?? []).map(() => 0),
                  of,
                ),
              );
            }
          } else {
            mirror.setLayers(Object.entries(each.features).map(([id, features]) => ({ id, features })));
            for (const id of ["water", "gas"]) {
              const features = each.features[id];
              if (features === undefined) model.delete(id);
              else
                model.set(
                  id,
                  Array.from({ length: features }, (_, i) => model.get(id)?.[i] ?? 0),
                );
            }
          }
        }
        for (const id of ["water", "gas"]) {
          const bytes = model.get(id) ?? [];
          expect([...mirror.statusOf(id)]).toEqual(bytes);
          expect(painted.get(id) ?? []).toEqual(bytes);
          expect(mirror.countsOf(id)).toEqual(naiveCounts(bytes));
          expect(
            mirror
              .featuresOf(id, "abnormal")
              .map((f) => f.featureIndex)
              .sort((a, b) => a - b),
          ).toEqual(bytes.flatMap((status, index) => (classOf(status) === "abnormal" ? [index] : [])));
        }
      }),
    );
  });

  /** A listener that repaints only what it was told of: it must end up with the same picture. */
  function paintFrom(mirror: TwinMirror): Map<string, number[]> {
    const painted = new Map<string, number[]>();
    mirror.onStatus((layer, changed) => {
      const status = mirror.statusOf(layer);
      const before = painted.get(layer) ?? [];
      painted.set(
        layer,
        Array.from(status, (byte, i) => (changed === "all" || changed.includes(i) ? byte : (before[i] ?? 0))),
      );
    });
    return painted;
  }

  function written(bytes: number[], entries: Record<number, number>): number[] {
    const next = [...bytes];
    for (const [index, status] of Object.entries(entries)) {
      while (next.length <= Number(index)) next.push(0);
      next[Number(index)] = status;
    }
    return next;
  }

  function naiveCounts(bytes: number[]) {
    const of = (name: string) => bytes.filter((status) => classOf(status) === name).length;
    const severities = bytes.map((status) => Math.min(6, status & 7));
    const worst = Math.max(0, ...severities);
    return {
      features: bytes.length,
      byClass: {
        normal: of("normal"),
        abnormal: of("abnormal"),
        stale: of("stale"),
        bad: of("bad"),
        uncertain: of("uncertain"),
        unknown: of("unknown"),
      },
      oldAbnormal: bytes.filter((status) => classOf(status) === "abnormal" && (status & STALE_BIT) !== 0)
        .length,
      bySeverity: [0, 1, 2, 3, 4, 5, 6].map((code) => severities.filter((s) => s === code).length),
      worstSeverity: worst > 1 ? worst : 0,
    };
  }
});
