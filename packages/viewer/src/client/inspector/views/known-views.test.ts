import type { ViewContent } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { leaveOutKnown } from "./known-views.ts";

const view = (name: string, parts: Record<string, string> = {}): ViewContent => ({
  name,
  camera: { eyeM: [0, -9, 3], targetM: [0, 0, 1], heightM: 4, projection: "perspective" },
  models: [],
  parts,
  markup: [],
  thumbnail: null,
});

describe("leaveOutKnown", () => {
  it("leaves out the same content in whatever order it is written, and what a file has twice", () => {
    const { name, camera, ...rest } = view("View 1");
    const reordered: ViewContent = { ...rest, camera, name };
    expect(leaveOutKnown([view("View 1"), view("View 2"), view("View 2")], [reordered])).toEqual([
      view("View 2"),
    ]);
  });

  it("keeps what has only the name of another", () => {
    const cut = view("View 1", { cut: "p,x,1,0,0,2,0,1" });
    expect(leaveOutKnown([cut], [view("View 1")])).toEqual([cut]);
  });
});
