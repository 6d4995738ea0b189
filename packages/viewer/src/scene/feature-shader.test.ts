import { LAYER_KINDS } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { buildFeatureFragmentShader, buildFeatureVertexShader, mannerOf } from "./feature-shader.ts";

describe("buildFeatureFragmentShader", () => {
  it.each(LAYER_KINDS)("has finite colours in 0–1 for %s", (kind) => {
    const colours = [
      ...buildFeatureFragmentShader(kind).matchAll(/vec3\((\d\.\d+), (\d\.\d+), (\d\.\d+)\)/g),
    ];

    // For both themes: five severities, unknown, normal, stale, out of service, selected, abandoned, focused, ground; and of
    // buildings roof, wall and shade, of selected ones too.
    expect(colours).toHaveLength(kind === "buildings" ? 38 : 26);
    for (const channel of colours.flatMap((colour) => colour.slice(1))) {
      expect(Number(channel)).toBeGreaterThanOrEqual(0);
      expect(Number(channel)).toBeLessThanOrEqual(1);
    }
  });

  it("puts critical red into linear light: #E5484D is 0.7835, 0.0648, 0.0742", () => {
    expect(buildFeatureFragmentShader("water")).toContain("vec3(0.78354, 0.06480, 0.07421)");
  });
});

describe("buildFeatureVertexShader", () => {
  it("widens pipes and what stands on the ground, pushes only pipes back, and leaves buildings as they are", () => {
    expect(buildFeatureVertexShader("gas")).toContain("u_lifting");
    expect(buildFeatureVertexShader("gas")).toContain("widenM");
    expect(buildFeatureVertexShader("facilities")).not.toContain("u_lifting");
    expect(buildFeatureVertexShader("facilities")).toContain("widenM");
    expect(buildFeatureVertexShader("buildings")).not.toContain("widenM");
  });

  it("knows a manner for every kind", () => {
    expect(LAYER_KINDS.filter((kind) => mannerOf(kind) === "pipe")).toEqual([
      "water",
      "storm",
      "sewage",
      "gas",
      "heating",
      "power",
      "telecom",
      "tunnel",
    ]);
  });
});
