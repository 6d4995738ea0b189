import { beforeEach, describe, expect, it } from "vitest";
import { type CameraRequest, useInspectorStore } from "../../inspector-store.ts";
import { type StageEye, useStageStore } from "../stage-store.ts";
import { clearToolHistory, redoLatest, undoLatest } from "../tool-history.ts";
import { bringTogether, offsetOf, useFederationStore } from "./federation-store.ts";

const EYE: StageEye = { eyeM: [0, -30, 12], targetM: [0, 0, 3], projection: "perspective", heightM: 20 };

describe("bringTogether", () => {
  const asked: (CameraRequest | null)[] = [];

  beforeEach(() => {
    clearToolHistory();
    asked.length = 0;
    useInspectorStore.subscribe(({ cameraRequest }, before) => {
      if (cameraRequest !== before.cameraRequest) asked.push(cameraRequest);
    });
    useStageStore.setState({ eye: EYE });
    useFederationStore.setState({
      offsets: new Map(),
      joins: new Map([
        ["here", { by: "origin", middleM: [0, 0, 3], distanceM: 0 }],
        ["far", { by: "map", middleM: [200_000, 90_000, 40], distanceM: 219_317 }],
      ]),
    });
  });

  it("puts one middle on the other and looks at both; undo brings back place and view", () => {
    bringTogether("far");
    expect(offsetOf("far").moveM).toEqual([-200_000, -90_000, -37]);
    undoLatest();
    expect(offsetOf("far").moveM).toEqual([0, 0, 0]);
    redoLatest();
    expect(offsetOf("far").moveM).toEqual([-200_000, -90_000, -37]);
    expect(asked).toEqual([{ to: "fit" }, { to: "eye", eye: EYE }, { to: "fit" }]);
  });
});
