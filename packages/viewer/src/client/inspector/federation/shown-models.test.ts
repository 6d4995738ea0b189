import { beforeEach, describe, expect, it, vi } from "vitest";
import { useRouteStore } from "../../route-store.ts";
import { clearToolHistory, redoLatest, undoLatest } from "../tool-history.ts";
import { addModels, removeModel } from "./shown-models.ts";

const others = () => {
  const { route } = useRouteStore.getState();
  return route.page === "inspector" ? route.others : undefined;
};

beforeEach(() => {
  vi.stubGlobal("window", { history: { pushState: () => undefined }, location: { hash: "" } });
  useRouteStore.setState({ route: { page: "inspector", model: "walls", others: ["frames", "steel"] } });
  clearToolHistory();
});

describe("models on the page", () => {
  it("come and go as steps that can be undone, at their places", () => {
    addModels(["roof", "frames"]);
    expect(others()).toEqual(["frames", "steel", "roof"]);
    removeModel("frames");
    expect(others()).toEqual(["steel", "roof"]);
    undoLatest();
    expect(others()).toEqual(["frames", "steel", "roof"]);
    undoLatest();
    expect(others()).toEqual(["frames", "steel"]);
    redoLatest();
    redoLatest();
    expect(others()).toEqual(["steel", "roof"]);
  });

  it("are not doubled by an undo after the browser's way back", () => {
    removeModel("steel");
    useRouteStore.setState({ route: { page: "inspector", model: "walls", others: ["frames", "steel"] } });
    undoLatest();
    expect(others()).toEqual(["frames", "steel"]);
  });
});
