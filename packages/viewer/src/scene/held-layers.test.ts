import { NO_STOREY } from "@shuicheng/shared/tiles";
import { describe, expect, it } from "vitest";
import { FeaturePlaces } from "./feature-places.ts";
import { createHeldFeatures } from "./held-layers.ts";
import { SymbolSet } from "./symbol-set.ts";

/** Two storeys with an element each in alarm, one outside of both, one whose storey nobody told. */
const STOREYS = Uint16Array.of(0, 1, NO_STOREY);
const CRITICAL = 6;

function aCity() {
  const features = createHeldFeatures();
  const symbols = new SymbolSet();
  symbols.setPlaces(
    "m",
    new FeaturePlaces(Float64Array.from([0, 1, 2, 3].flatMap((n) => [116 + n / 1e4, 36.4, 30]))),
  );
  symbols.update("m", Uint8Array.of(CRITICAL, CRITICAL, CRITICAL, CRITICAL), [0, 1, 2, 3]);
  symbols.setHidden("m", (index) => features.isHidden("m", index));
  return {
    features,
    shown() {
      symbols.setHidden("m", (index) => features.isHidden("m", index));
      return symbols.toDraw().map(({ pick }) => pick.featureIndex);
    },
  };
}

describe("symbols of a model's elements", () => {
  it("go with their storey and come back with it", () => {
    const { features, shown } = aCity();
    features.setStoreys("m", STOREYS);
    expect(shown()).toEqual([0, 1, 2, 3]);
    features.hideStoreys("m", new Set([1]));
    expect(shown()).toEqual([0, 2, 3]);
    features.hideStoreys("m", new Set([0, NO_STOREY]));
    expect(shown()).toEqual([1, 3]);
    features.hideStoreys("m", new Set());
    expect(shown()).toEqual([0, 1, 2, 3]);
  });

  it("go once their storey is known, where it was hidden before", () => {
    const { features, shown } = aCity();
    features.hideStoreys("m", new Set([0]));
    expect(shown()).toEqual([0, 1, 2, 3]);
    features.setStoreys("m", STOREYS);
    expect(shown()).toEqual([1, 2, 3]);
  });

  it("go by their class as well, and a layer that is forgotten hides nothing", () => {
    const { features, shown } = aCity();
    features.setStoreys("m", STOREYS);
    features.setClasses("m", ["IfcWall", "IfcDoor"], Uint8Array.of(0, 0, 1, 1));
    features.hideClasses("m", new Set(["IfcDoor"]));
    features.hideStoreys("m", new Set([0]));
    expect(shown()).toEqual([1]);
    features.forget("m");
    expect(shown()).toEqual([0, 1, 2, 3]);
  });
});
