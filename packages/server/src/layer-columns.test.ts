import { NO_CLASS } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { createLayerColumns, type LayerColumnsNeeds } from "./layer-columns.ts";

type Asset = ReturnType<LayerColumnsNeeds["assetsAfter"]>[number];

const asset = (featureIndex: number, name: string, isRetired = false): Asset => ({
  ...{ number: featureIndex, layerNumber: 1, featureIndex, class: name, isRetired },
  ...{ lonDeg: featureIndex, latDeg: -featureIndex, heightM: Number.NaN },
});

function aLayer(assets: readonly Asset[]) {
  const layer = { number: 1, revision: 1, features: assets.length };
  const state = { layer, assets, reads: 0, onRead: () => {} };
  const columnsOf = createLayerColumns({
    findLayer: (id) => (id === "layer" ? state.layer : undefined),
    assetsAfter(_layer, after, limit) {
      state.reads++;
      state.onRead();
      return state.assets.filter(({ featureIndex }) => featureIndex > after).slice(0, limit);
    },
  });
  return { state, columnsOf };
}

describe("createLayerColumns", () => {
  it("gives places and classes by feature index, the most frequent class first", async () => {
    const { columnsOf } = aLayer([
      asset(0, "valve"),
      asset(1, "pipe"),
      asset(2, "pipe", true),
      asset(3, "pipe"),
    ]);
    const { positions, classes, classIndices } = await columnsOf("layer");
    expect([...positions]).toEqual([0, -0, NaN, 1, -1, NaN, NaN, NaN, NaN, 3, -3, NaN]);
    expect(classes).toEqual([
      { class: "pipe", features: 2 },
      { class: "valve", features: 1 },
    ]);
    expect([...classIndices]).toEqual([1, 0, NO_CLASS, 0]);
  });

  it("reads a layer once until it is published again, whoever asks", async () => {
    const { state, columnsOf } = aLayer(Array.from({ length: 2_500 }, (_, n) => asset(n, `c${n % 3}`)));
    const [first, second] = await Promise.all([columnsOf("layer"), columnsOf("layer")]);
    expect(second).toBe(first);
    const { reads } = state;
    expect(await columnsOf("layer")).toBe(first);
    expect(state.reads).toBe(reads);
    state.layer = { ...state.layer, revision: 2 };
    expect(await columnsOf("layer")).not.toBe(first);
  });

  it("reads again what was published while it was read", async () => {
    const { state, columnsOf } = aLayer([asset(0, "old")]);
    state.onRead = () => {
      state.onRead = () => {};
      state.layer = { ...state.layer, revision: 2 };
      state.assets = [asset(0, "new")];
    };
    expect((await columnsOf("layer")).classes).toEqual([{ class: "new", features: 1 }]);
    expect((await columnsOf("layer")).classes).toEqual([{ class: "new", features: 1 }]);
  });

  it("has a class of its own for at most 255 and nothing for a layer that is not there", async () => {
    const { columnsOf } = aLayer(Array.from({ length: 300 }, (_, n) => asset(n, `c${n}`)));
    const { classes, classIndices } = await columnsOf("layer");
    expect(classes).toHaveLength(300);
    expect(classIndices.filter((one) => one === NO_CLASS)).toHaveLength(45);
    expect((await columnsOf("nobody")).positions).toHaveLength(0);
  });
});
