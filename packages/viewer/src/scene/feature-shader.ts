import {
  BAD_QUALITY_BIT,
  type LayerKind,
  OUT_OF_SERVICE_BIT,
  SEVERITY_MASK,
  SHELVED_BIT,
  STALE_BIT,
} from "@shuicheng/shared/contracts";
import { FEATURE_INDEX_PROPERTY, IS_POINT_PROPERTY } from "@shuicheng/shared/tiles";
import { buildLayerPalette, GROUND_COLOUR, type Rgb, toLinear } from "./palette.ts";

/**
 * Half the extra width a feature gets on screen, CSS pixels: seen from 3 km a DN300 main is a tenth of a pixel.
 * A node gets more than a pipe, an abnormal feature more than a normal one.
 */
const WIDEN_PX = { pipe: 1.2, node: 2.2, abnormal: 1.6, selected: 1.8 } as const;

/** A widened vertex of a normal feature is also pushed away from the eye by this multiple, so that a buried pipe stays under opaque ground. */
const PUSH_BACK = 2.5;

/** How the ground lies over what is buried, for the shader. */
export interface Veil {
  /** What a see-through ground takes of the colours under it, 0–1. */
  readonly share: number;
  /** Part of the way to the eye that abnormal and selected features are brought nearer: above the ground, if just. */
  readonly lift: number;
}

/** More than this cannot be made up for: a colour ends at 1. */
const MAX_VEIL = 0.5;
/** What is buried deeper than this stays behind the ground's veil even when abnormal. */
const LIFT_DEPTH_M = 10;

/**
 * What a ground of this opacity does to what lies under it. Normal features are brightened by what they will lose;
 * a status colour is too bright for that, so what is abnormal or selected is drawn over see-through ground, as near to
 * it as will do: things that stand on the ground still hide it. From below, and under opaque ground, nothing changes.
 */
export function veilOf(groundOpacity: number, eyeHeightM: number): Veil {
  if (eyeHeightM <= 0 || groundOpacity >= 1) return { share: 0, lift: 0 };
  return { share: Math.min(groundOpacity, MAX_VEIL), lift: LIFT_DEPTH_M / (eyeHeightM + LIFT_DEPTH_M) };
}

/**
 * Vertex shader of all features: takes the feature index from the tiles' property table, the status byte from the
 * status texture, and widens the shape by pixels. The status goes on as a varying, so that the texture is read once
 * a vertex and not once a pixel.
 */
export const FEATURE_VERTEX_SHADER = /* glsl */ `
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  int index = int(vsInput.metadata.${FEATURE_INDEX_PROPERTY});
  ivec2 size = textureSize(u_status, 0);
  float status = 0.0;
  if (index < size.x * size.y) {
    status = floor(texelFetch(u_status, ivec2(index % size.x, index / size.x), 0).r * 255.0 + 0.5);
  }
  v_status = status;
  v_selected = index == u_selected ? 1.0 : 0.0;
  int severity = int(status) & ${SEVERITY_MASK};
  v_lifted = u_lift > 0.0 && (severity > 2 || v_selected > 0.5) ? 1.0 : 0.0;

  float widenPx = int(vsInput.metadata.${IS_POINT_PROPERTY}) == 1 ? ${WIDEN_PX.node.toFixed(2)} : ${WIDEN_PX.pipe.toFixed(2)};
  if (severity > 2) widenPx += ${WIDEN_PX.abnormal.toFixed(2)};
  if (v_selected > 0.5) widenPx += ${WIDEN_PX.selected.toFixed(2)};

  vec3 position = vsInput.attributes.positionMC;
  vec4 positionEC = czm_modelView * vec4(position, 1.0);
  vec3 awayEC = normalize(positionEC.xyz);
  vec3 awayMC = normalize(czm_inverseModelView * vec4(awayEC, 0.0)).xyz;
  vec3 normal = normalize(vsInput.attributes.normalMC);
  vec3 across = normal - awayMC * dot(normal, awayMC);
  float unitM = length(czm_modelView[0].xyz);
  float widenM = widenPx * czm_metersPerPixel(positionEC) / unitM;
  // Along the line of sight: the place on the picture stays, only what hides what changes.
  // A pipe is pushed as far as a node, or the end of a pipe would cover the node it ends in, for the eye and for a click.
  float pushM = max(widenPx, ${WIDEN_PX.node.toFixed(2)}) * ${PUSH_BACK.toFixed(1)} * czm_metersPerPixel(positionEC) / unitM;
  float awayM = v_lifted > 0.5 ? -u_lift * length(positionEC.xyz) / unitM : pushM;
  vsOutput.positionMC = position + across * widenM + awayMC * awayM;
}
`;

/**
 * Fragment shader of one layer kind: the palette as constants in linear light, old values hatched at 45°, bad ones
 * in broken squares. Light comes from beside the eye, so that a tube is round from every side, also from below.
 */
export function buildFeatureFragmentShader(kind: LayerKind): string {
  const palette = buildLayerPalette(kind);
  return /* glsl */ `
const vec3 ABNORMAL[5] = vec3[5](${palette.abnormal.map(glslColour).join(", ")});
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  int status = int(v_status + 0.5);
  int severity = min(status & ${SEVERITY_MASK}, 6);
  bool isStale = (status & ${STALE_BIT}) != 0;
  bool isBad = (status & ${BAD_QUALITY_BIT}) != 0;
  bool isShelved = (status & ${SHELVED_BIT}) != 0;

  vec3 colour = severity == 0 ? ${glslColour(palette.unknown)} : ${glslColour(palette.normal)};
  if (isStale) colour = ${glslColour(palette.stale)};
  if ((status & ${OUT_OF_SERVICE_BIT}) != 0) colour = ${glslColour(palette.outOfService)};
  else if (severity > 1 && !isShelved) colour = ABNORMAL[severity - 2];

  vec2 pixel = gl_FragCoord.xy / czm_pixelRatio;
  if (isStale) {
    if (mod(pixel.x + pixel.y, 8.0) < 3.0) colour *= 0.22;
  } else if (isBad) {
    if (mod(floor(pixel.x / 5.0) + floor(pixel.y / 5.0), 2.0) < 1.0) colour *= 0.16;
  }
  if (v_selected > 0.5) colour = ${glslColour(palette.selected)};

  vec3 normal = normalize(fsInput.attributes.normalEC);
  vec3 toEye = normalize(-fsInput.attributes.positionEC);
  vec3 light = normalize(toEye + vec3(-0.35, 0.55, 0.0));
  float facing = abs(dot(normal, light));
  // Full colour over most of the tube: a thin main has to keep the colour that the legend shows.
  colour *= mix(0.34, 1.0, smoothstep(0.0, 0.8, facing));
  // See-through ground is drawn over what is buried; what it will take is given in advance, in the space it blends in.
  float veil = v_lifted > 0.5 ? 0.0 : u_veil;
  vec3 veiled = (czm_linearToSrgb(colour) - veil * ${glslRaw(GROUND_COLOUR)}) / (1.0 - veil);
  material.diffuse = czm_srgbToLinear(clamp(veiled, 0.0, 1.0));
}
`;
}

function glslColour(colour: Rgb): string {
  return glslRaw(toLinear(colour));
}

function glslRaw(colour: Rgb): string {
  return `vec3(${colour.map((channel) => channel.toFixed(5)).join(", ")})`;
}
