import { DoubleSide, type IUniform, ShaderMaterial, Vector3 } from "three";
import { clippingShader, createClipUniforms } from "../stage/clip-planes.ts";
import type { ClipPlane, Triple } from "../stage/stage-contract.ts";

/** Colours of cut faces, sRGB, 0 to 1: a warm paper that no element and no pipe has, and the ink on it. */
const CAP_LOOKS: Readonly<Record<"night" | "day", { readonly paper: Triple; readonly ink: Triple }>> = {
  night: { paper: [0.847, 0.765, 0.604], ink: [0.2, 0.17, 0.12] },
  day: { paper: [0.886, 0.816, 0.667], ink: [0.25, 0.2, 0.13] },
};

/** How much of a cut face is its material's colour; the rest is paper. */
const OWN_COLOUR = 0.35;

/** What all cut faces share. */
export interface CapUniforms {
  readonly all: Readonly<Record<string, IUniform>>;
  setPlanes(planes: readonly ClipPlane[]): void;
  setTheme(theme: "night" | "day"): void;
}

/** Makes the uniforms that all cut faces share. */
export function createCapUniforms(): CapUniforms {
  const clipping = createClipUniforms();
  const all = {
    ...clipping.all,
    paper: { value: new Vector3() },
    ink: { value: new Vector3() },
  };
  return {
    all,
    setPlanes: clipping.setPlanes,
    setTheme(theme) {
      all.paper.value.set(...CAP_LOOKS[theme].paper);
      all.ink.value.set(...CAP_LOOKS[theme].ink);
    },
  };
}

/** Cut by every plane but the one it lies in. */
const CLIPPING = `uniform int own;${clippingShader("i != own")}`;

/** Faces with a hatch at 45° that is fixed to the plane; `periodM` follows the scale of the picture in steps of two. */
export function createFaceMaterial({ all }: CapUniforms, own: number): ShaderMaterial {
  return new ShaderMaterial({
    uniforms: { ...all, own: { value: own }, periodM: { value: 0.1 } },
    side: DoubleSide,
    // Stands before the faces of elements that lie in the plane.
    polygonOffset: true,
    polygonOffsetFactor: -1,
    polygonOffsetUnits: -1,
    vertexShader: /* glsl */ `
      attribute vec2 place;
      attribute vec4 colour;
      varying vec2 vPlace;
      varying vec3 vColour;
      varying vec3 vStage;
      void main() {
        vPlace = place;
        vColour = colour.rgb;
        vStage = position;
        gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
      }
    `,
    fragmentShader: /* glsl */ `
      uniform vec3 paper;
      uniform vec3 ink;
      uniform float periodM;
      varying vec2 vPlace;
      varying vec3 vColour;
      ${CLIPPING}
      void main() {
        clip();
        float across = (vPlace.x + vPlace.y) / periodM;
        float soft = max(fwidth(across), 1e-5);
        float line = abs(fract(across) - 0.5);
        float hatch = 1.0 - smoothstep(0.06, 0.06 + soft, line);
        vec3 base = mix(paper, vColour, ${OWN_COLOUR});
        gl_FragColor = vec4(mix(base, ink, 0.75 * hatch), 1.0);
      }
    `,
  });
}

/** The lines round cut faces. */
export function createLineMaterial({ all }: CapUniforms, own: number): ShaderMaterial {
  return new ShaderMaterial({
    uniforms: { ...all, own: { value: own } },
    polygonOffset: true,
    polygonOffsetFactor: -2,
    polygonOffsetUnits: -2,
    vertexShader: /* glsl */ `
      varying vec3 vStage;
      void main() {
        vStage = position;
        gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
        gl_Position.z -= 0.00002 * gl_Position.w;
      }
    `,
    fragmentShader: /* glsl */ `
      uniform vec3 ink;
      ${CLIPPING}
      void main() {
        clip();
        gl_FragColor = vec4(ink, 1.0);
      }
    `,
  });
}
