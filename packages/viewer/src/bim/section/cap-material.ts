import { DoubleSide, type IUniform, ShaderMaterial, Vector3 } from "three";
import { CAP_PAPERS, CAP_PATTERNS } from "../../client/inspector/cuts/cap-pattern.ts";
import { clippingShader, createClipUniforms } from "../stage/clip-planes.ts";
import type { ClipPlane, Triple } from "../stage/stage-contract.ts";

/** Ink on cut faces, sRGB, 0 to 1, and how much lighter their paper is than by night. */
const CAP_LOOKS: Readonly<Record<"night" | "day", { readonly ink: Triple; readonly lighter: number }>> = {
  night: { ink: [0.2, 0.17, 0.12], lighter: 0 },
  day: { ink: [0.25, 0.2, 0.13], lighter: 0.25 },
};

/** `#rrggbb` mixed with white, sRGB, 0 to 1. */
const paperOf = (colour: string, lighter: number): Vector3 =>
  new Vector3(
    ...([1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value + lighter * (1 - value);
    }) as [number, number, number]),
  );

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
    papers: { value: CAP_PATTERNS.map(() => new Vector3()) },
    ink: { value: new Vector3() },
  };
  return {
    all,
    setPlanes: clipping.setPlanes,
    setTheme(theme) {
      const { ink, lighter } = CAP_LOOKS[theme];
      CAP_PATTERNS.forEach((pattern, at) => {
        all.papers.value[at]?.copy(paperOf(CAP_PAPERS[pattern], lighter));
      });
      all.ink.value.set(...ink);
    },
  };
}

/** Cut by every plane but the one it lies in. */
const CLIPPING = `uniform int own;${clippingShader("i != own")}`;

/** Hatches by their number in `CAP_PATTERNS`; `p` is the place on the plane in periods, the answer 1 on a line. */
const HATCHES = /* glsl */ `
float lineAt(float across, float width) {
  float soft = max(fwidth(across), 1e-5);
  return 1.0 - smoothstep(width, width + soft, abs(fract(across) - 0.5));
}

float gravelAt(vec2 p) {
  vec2 cell = floor(p);
  vec2 lot = fract(sin(vec2(dot(cell, vec2(127.1, 311.7)), dot(cell, vec2(269.5, 183.3)))) * 43758.5453);
  float away = length(fract(p) - 0.25 - 0.5 * lot);
  float soft = max(fwidth(p.x) + fwidth(p.y), 1e-5);
  return 1.0 - smoothstep(0.1 + 0.08 * lot.x, 0.1 + 0.08 * lot.x + soft, away);
}

float hatchAt(vec2 p, int pattern) {
  float rising = p.x + p.y;
  if (pattern == 1) return max(lineAt(rising / 3.0, 0.02), gravelAt(1.3 * p));
  if (pattern == 2) return max(lineAt(rising / 1.6, 0.04), lineAt(rising / 1.6 + 0.28, 0.04));
  if (pattern == 3) return lineAt(1.4 * p.y + 0.35 * sin(0.9 * p.x) + 0.12 * sin(2.3 * p.x), 0.05);
  if (pattern == 4) return max(lineAt(rising, 0.04), lineAt(p.x - p.y, 0.04));
  if (pattern == 5) return lineAt(rising / 4.0, 0.012);
  return lineAt(rising, 0.06);
}
`;

/** Faces with the hatch of their material, fixed to the plane; `periodM` follows the scale of the picture in steps of two. */
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
      flat varying vec2 vHatch;
      centroid varying vec3 vStage;
      void main() {
        vPlace = place;
        vColour = colour.rgb;
        int look = int(colour.a * 255.0 + 0.5);
        vHatch = vec2(float(look >> 4), float(look & 15) / 15.0);
        vStage = position;
        gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
      }
    `,
    fragmentShader: /* glsl */ `
      uniform vec3 papers[${CAP_PATTERNS.length}];
      uniform vec3 ink;
      uniform float periodM;
      varying vec2 vPlace;
      varying vec3 vColour;
      flat varying vec2 vHatch;
      ${CLIPPING}
      ${HATCHES}
      void main() {
        clip();
        int pattern = int(vHatch.x + 0.5);
        float hatch = hatchAt(vPlace / periodM, pattern);
        vec3 base = mix(papers[pattern], vColour, vHatch.y);
        gl_FragColor = vec4(mix(base, ink, 0.75 * hatch), 1.0);
      }
    `,
  });
}

/** How far lines come towards the eye, in heights of the picture: about a pixel of a usual one. */
const LINE_STEP = 0.001;

/** The lines round cut faces. */
export function createLineMaterial({ all }: CapUniforms, own: number): ShaderMaterial {
  return new ShaderMaterial({
    uniforms: { ...all, own: { value: own } },
    vertexShader: /* glsl */ `
      centroid varying vec3 vStage;
      void main() {
        vStage = position;
        vec4 view = viewMatrix * vec4(position, 1.0);
        // Towards the eye by about their width. An offset of polygons would depend on a slope, which lines have none of: some
        // machines then bring them before whatever hides them.
        if (projectionMatrix[3][3] == 0.0) view.xyz *= 1.0 - ${LINE_STEP};
        else view.z += 2.0 * ${LINE_STEP} / projectionMatrix[1][1];
        gl_Position = projectionMatrix * view;
      }
    `,
    fragmentShader: /* glsl */ `
      uniform vec3 ink;
      ${CLIPPING}
      void main() {
        clip();
        // A line that has no length on the picture has no direction either, and its depth is any.
        if (!(length(dFdx(vStage)) + length(dFdy(vStage)) > 0.0)) discard;
        gl_FragColor = vec4(ink, 1.0);
      }
    `,
  });
}
