import { Vector4 } from "three";
import { MAX_CLIP_PLANES } from "../../client/inspector/cuts/section-store.ts";
import type { ClipPlane } from "./stage-contract.ts";

/** What cuts, as shaders with {@link clippingShader} read it. */
export interface ClipUniforms {
  readonly all: { readonly planes: { value: Vector4[] }; readonly planeCount: { value: number } };
  setPlanes(planes: readonly ClipPlane[]): void;
}

/** Nothing cuts yet. */
export function createClipUniforms(): ClipUniforms {
  const planes = Array.from({ length: MAX_CLIP_PLANES }, () => new Vector4());
  const all = { planes: { value: planes }, planeCount: { value: 0 } };
  return {
    all,
    setPlanes(next) {
      all.planeCount.value = Math.min(next.length, MAX_CLIP_PLANES);
      next.slice(0, MAX_CLIP_PLANES).forEach(({ normal, offsetM }, at) => {
        planes[at]?.set(...normal, offsetM);
      });
    },
  };
}

/**
 * `clip()` for a fragment shader: drops what lies beyond a plane.
 *
 * @param cuts GLSL over `i`: whether plane `i` cuts.
 */
export const clippingShader = (cuts = "true"): string => /* glsl */ `
uniform vec4 planes[${MAX_CLIP_PLANES}];
uniform int planeCount;
// Within what is drawn: at a pixel's middle, beside a sliver, it would be some place far off that no plane cuts away.
centroid varying vec3 vStage;

void clip() {
  for (int i = 0; i < ${MAX_CLIP_PLANES}; i++) {
    if (i < planeCount && ${cuts} && dot(planes[i].xyz, vStage) + planes[i].w < 0.0) discard;
  }
}
`;
