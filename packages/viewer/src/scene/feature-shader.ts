import {
  BAD_QUALITY_BIT,
  type LayerKind,
  OUT_OF_SERVICE_BIT,
  SEVERITY_MASK,
  SHELVED_BIT,
  STALE_BIT,
} from "@shuicheng/shared/contracts";
import { FEATURE_INDEX_PROPERTY, IS_POINT_PROPERTY, STOREY_PROPERTY } from "@shuicheng/shared/tiles";
import { BUILDING_SHADING } from "./building-shading.ts";
import { ABANDONED_BIT, HIDDEN_BIT } from "./feature-look.ts";
import { glslColour, glslThemes } from "./glsl-colour.ts";
import { MODEL_LIGHT, MODEL_SHADING } from "./model-shading.ts";
import { buildLayerPalette, GROUND_COLOURS } from "./palette.ts";
import { ABANDONED_PATTERN, GAP_SHARE, PIPE_PATTERNS, patternFunction } from "./pipe-pattern.ts";
import { STOREY_TEST } from "./storey-texture.ts";

/**
 * Half the extra width a feature gets on screen, CSS pixels: seen from 3 km a DN300 main is a tenth of a pixel.
 * A node gets more than a pipe, an abnormal feature more than a normal one.
 */
const WIDEN_PX = {
  pipe: 1.2,
  node: 2.2,
  standing: 1.2,
  abandoned: 0.6,
  abnormal: 1.6,
  selected: 2.4,
} as const;

/** A widened vertex is pushed away from the eye by this multiple, so that a buried pipe stays under opaque ground. */
const PUSH_BACK = 2.5;

/** What is abnormal or selected keeps at least this much of itself, however faint its layer. */
const LEAST_ABNORMAL_OPACITY = 0.85;

/** How a kind is drawn. */
type Manner = "pipe" | "building" | "model" | "standing";

/**
 * Pipes lie in the ground and are widened; buildings and elements of models keep their size, the latter their colours
 * too; the rest stands on the ground and is widened.
 */
export function mannerOf(kind: LayerKind): Manner {
  if (kind === "buildings") return "building";
  if (kind === "models") return "model";
  return kind === "facilities" || kind === "sensors" ? "standing" : "pipe";
}

/**
 * Vertex shader of a layer kind: takes the feature index from the tiles' property table, the status byte from the
 * status texture and the look byte from the look texture, and widens the shape by pixels. Both go on as varyings, so
 * that the textures are read once a vertex and not once a pixel. A feature that is not drawn shrinks to a point.
 */
export function buildFeatureVertexShader(kind: LayerKind): string {
  const manner = mannerOf(kind);
  return /* glsl */ `
${manner === "model" ? STOREY_TEST : ""}
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  int index = int(vsInput.metadata.${FEATURE_INDEX_PROPERTY});
  ivec2 size = textureSize(u_status, 0);
  float status = 0.0;
  if (index < size.x * size.y) {
    status = floor(texelFetch(u_status, ivec2(index % size.x, index / size.x), 0).r * 255.0 + 0.5);
  }
  ivec2 lookSize = textureSize(u_look, 0);
  int look = 0;
  if (index < lookSize.x * lookSize.y) {
    look = int(texelFetch(u_look, ivec2(index % lookSize.x, index / lookSize.x), 0).r * 255.0 + 0.5);
  }
  v_status = status;
  v_selected = index == u_selected ? 1.0 : 0.0;
  v_abandoned = (look & ${ABANDONED_BIT}) != 0 ? 1.0 : 0.0;
  int severity = int(status) & ${SEVERITY_MASK};
  v_marked = severity > 2 || v_selected > 0.5 ? 1.0 : 0.0;
  vec3 position = vsInput.attributes.positionMC;
  vec4 positionEC = czm_modelView * vec4(position, 1.0);
${HEIGHT}
${manner === "pipe" || manner === "standing" ? buildWidening(manner) : ""}
${manner === "pipe" ? SINKING : ""}
${manner === "model" ? STOREY_HIDING : ""}
  if ((look & ${HIDDEN_BIT}) != 0) position = vec3(0.0);
  vsOutput.positionMC = position;
}
`;
}

/** Height above the level of the ground under the eye: the ground itself rises by less than a metre in some kilometres. */
const HEIGHT = /* glsl */ `
  vec3 fromGround = positionEC.xyz - u_groundEC;
  float upM = dot(fromGround, u_upEC);
  vec3 level = fromGround - upM * u_upEC;
  v_heightM = upM + dot(level, level) / 12742000.0;
`;

const STOREY_HIDING = `  if (isStoreyHidden(int(vsInput.metadata.${STOREY_PROPERTY}))) position = vec3(0.0);`;

/** Metres of a pixel between which the nodes of a pipe lose their extra width: from far they would string it with beads. */
const NODES_FADE_M = [0.6, 2.5] as const;

const buildWidening = (manner: Manner) => /* glsl */ `
  float pixelM = czm_metersPerPixel(positionEC);
  bool isPoint = int(vsInput.metadata.${IS_POINT_PROPERTY}) == 1;
  float widenPx = isPoint ? ${WIDEN_PX[manner === "standing" ? "standing" : "node"].toFixed(2)} : ${WIDEN_PX.pipe.toFixed(2)};
${manner === "pipe" ? `  if (isPoint) widenPx *= 1.0 - smoothstep(${NODES_FADE_M.map((m) => m.toFixed(1)).join(", ")}, pixelM);` : ""}
  if (v_abandoned > 0.5) widenPx = ${WIDEN_PX.abandoned.toFixed(2)};
  if (severity > 2) widenPx += ${WIDEN_PX.abnormal.toFixed(2)};
  if (v_selected > 0.5) widenPx += ${WIDEN_PX.selected.toFixed(2)};
  vec3 awayEC = normalize(positionEC.xyz);
  vec3 awayMC = normalize(czm_inverseModelView * vec4(awayEC, 0.0)).xyz;
  vec3 normal = normalize(vsInput.attributes.normalMC);
  vec3 across = normal - awayMC * dot(normal, awayMC);
  float unitM = length(czm_modelView[0].xyz);
  float widenM = widenPx * pixelM / unitM;
  position += across * widenM;
`;

/**
 * Just above the ground: this much, and a share of the distance for the ground's swells. What is marked lies over the
 * rest, a node over the pipes that end in it, and a shallow pipe over a deep one (this share of its height).
 */
const LIFT = {
  toM: 0.6,
  shareOfDistance: 0.0006,
  markedM: 0.4,
  nodeM: 0.15,
  nodeShareOfDistance: 0.0003,
  shareOfHeight: 0.03,
} as const;

/**
 * Along the line of sight: the place on the picture stays, only what hides what changes. Over see-through ground what
 * is buried is lifted just above it; under opaque ground what was widened is pushed back, so that it stays buried.
 * A pipe is pushed as far as a node, or the end of a pipe would cover the node it ends in, for the eye and for a click.
 */
const SINKING = /* glsl */ `
  float distanceM = length(positionEC.xyz);
  float toM = ${LIFT.toM.toFixed(2)} + ${LIFT.shareOfDistance.toFixed(5)} * distanceM + ${LIFT.markedM.toFixed(2)} * v_marked
    + ${LIFT.shareOfHeight.toFixed(2)} * clamp(v_heightM, -10.0, 0.0);
  if (isPoint) toM += ${LIFT.nodeM.toFixed(2)} + ${LIFT.nodeShareOfDistance.toFixed(5)} * distanceM;
  float eyeM = -dot(u_groundEC, u_upEC);
  if (!u_lifting) {
    position += awayMC * max(widenPx, ${WIDEN_PX.node.toFixed(2)}) * ${PUSH_BACK.toFixed(1)} * pixelM / unitM;
  } else if (v_heightM < toM) {
    position -= awayMC * clamp((toM - v_heightM) / max(eyeM - v_heightM, 1.0), 0.0, 0.9) * distanceM / unitM;
  }
`;

/**
 * Fragment shader of a layer kind: the palettes of both themes as constants in linear light, old values hatched at
 * 45°, bad ones in broken squares. Pipes take light from beside the eye, so that a tube is round from every side, also
 * from below; buildings from a sun that stands still.
 */
export function buildFeatureFragmentShader(kind: LayerKind): string {
  const night = buildLayerPalette(kind, "night");
  const day = buildLayerPalette(kind, "day");
  const manner = mannerOf(kind);
  const pattern = PIPE_PATTERNS[kind];
  return /* glsl */ `
const vec3 ABNORMAL[10] = vec3[10](${[...night.abnormal, ...day.abnormal].map(glslColour).join(", ")});
${(["normal", "unknown", "focused", "stale", "outOfService", "selected", "abandoned"] as const)
  .map((name) => glslThemes(name.toUpperCase(), night[name], day[name]))
  .join("\n")}
${glslThemes("GROUND", GROUND_COLOURS.night, GROUND_COLOURS.day)}
${pattern ? patternFunction("kindPattern", pattern) : ""}
${patternFunction("abandonedPattern", ABANDONED_PATTERN)}
${manner === "building" ? BUILDING_SHADING : ""}
${manner === "model" ? MODEL_SHADING : ""}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  int status = int(v_status + 0.5);
  int severity = min(status & ${SEVERITY_MASK}, 6);
  bool isStale = (status & ${STALE_BIT}) != 0;
  bool isBad = (status & ${BAD_QUALITY_BIT}) != 0;
  bool isShelved = (status & ${SHELVED_BIT}) != 0;
  bool isOut = (status & ${OUT_OF_SERVICE_BIT}) != 0;
  bool isSelected = v_selected > 0.5;
  bool isAbnormal = severity > 1 && !isShelved && !isOut;

  vec3 colour = mix(severity == 0 ? UNKNOWN[u_theme] : NORMAL[u_theme], FOCUSED[u_theme], isSelected ? 1.0 : u_focus);
  if (v_abandoned > 0.5) colour = ABANDONED[u_theme];
  if (isStale) colour = STALE[u_theme];
  if (isOut) colour = OUTOFSERVICE[u_theme];
  else if (isAbnormal) colour = ABNORMAL[severity - 2 + 5 * u_theme];
${LIGHT_OF[manner](pattern !== undefined)}
  vec2 pixel = gl_FragCoord.xy / czm_pixelRatio;
  if (isStale) {
    if (mod(pixel.x + pixel.y, 8.0) < 3.0) colour *= 0.22;
  } else if (isBad) {
    if (mod(floor(pixel.x / 5.0) + floor(pixel.y / 5.0), 2.0) < 1.0) colour *= 0.16;
  }
  material.alpha = isAbnormal || isSelected ? max(u_opacity, ${LEAST_ABNORMAL_OPACITY.toFixed(2)}) : ${OPACITY_OF[manner]};
${manner === "building" || manner === "model" ? "  material.diffuse = colour;" : SINKING_COLOUR}
}
`;
}

/** How much of a status colour a block takes: a selected one keeps some of the accent. */
const TINT = { selected: 0.45, other: 0.8 } as const;

const BUILDING_LIGHT = /* glsl */ `
  vec3 normal = normalize(fsInput.attributes.normalEC);
  vec3 shaded = shadeBuilding(normal, v_heightM, isSelected);
  // A status tints the block and leaves its shape to be read.
  bool isTinted = isAbnormal || isStale || isOut;
  float light = mix(0.45, 1.0, roofShare(normal));
  colour = isTinted ? mix(shaded, colour, isSelected ? ${TINT.selected.toFixed(2)} : ${TINT.other.toFixed(2)}) * mix(0.75, 1.0, light) : shaded;
`;

/** What is left of a kind's mark on a pipe that is wide on the picture. */
const WIDE_MARK_SHARE = 0.22;

/** Where the casing of a selected tube is whole and where it ends, cosine from the line of sight. */
const CASING = { from: 0.62, to: 0.78 } as const;

const PIPE_LIGHT = (hasPattern: boolean) => /* glsl */ `
  vec3 normal = normalize(fsInput.attributes.normalEC);
  vec3 toEye = normalize(-fsInput.attributes.positionEC);
  vec3 lightEC = normalize(toEye + vec3(-0.35, 0.55, 0.0));
  float facing = abs(dot(normal, lightEC));
  // Full colour over most of the tube: a thin main has to keep the colour that the legend shows.
  float light = mix(u_theme == 0 ? 0.34 : 0.55, 1.0, smoothstep(0.0, 0.8, facing));
  vec2 along = fsInput.attributes.texCoord_0;
  float perPx = length(vec2(dFdx(along.x), dFdy(along.x)));
  float pixelM = czm_metersPerPixel(vec4(fsInput.attributes.positionEC, 1.0));
  // Tiles without a length along the pipe have 0 here. On a pipe that is wide on the picture the mark fades to a hint:
  // in full it would be a barber's pole.
  float markShare = along.y > 0.0 && !isAbnormal && !isSelected && perPx > 0.0
    ? mix(1.0, ${WIDE_MARK_SHARE.toFixed(2)}, smoothstep(2.0, 7.0, along.y / pixelM)) : 0.0;
  if (markShare > 0.0) {
    float full = v_abandoned > 0.5 ? abandonedPattern(along.x, perPx, pixelM) : ${hasPattern ? "kindPattern(along.x, perPx, pixelM)" : "1.0"};
    colour = mix(colour, mix(GROUND[u_theme], colour, ${GAP_SHARE.toFixed(2)}), (1.0 - full) * markShare);
  }
  colour *= light;
  // The casing of a selected tube lies where it turns away from the eye.
  if (isSelected) {
    float casing = 1.0 - smoothstep(${CASING.from.toFixed(2)}, ${CASING.to.toFixed(2)}, abs(dot(normal, toEye)));
    colour = mix(colour, SELECTED[u_theme] * mix(0.75, 1.0, light), casing);
  }
`;

/** What becomes of the colour that kind and status call for, on a surface as it is lit. `hasPattern`: the kind has a mark. */
const LIGHT_OF: Readonly<Record<Manner, (hasPattern: boolean) => string>> = {
  pipe: PIPE_LIGHT,
  standing: PIPE_LIGHT,
  building: () => BUILDING_LIGHT,
  model: () => MODEL_LIGHT,
};

/** How much of a normal feature is drawn. */
const OPACITY_OF: Readonly<Record<Manner, string>> = {
  pipe: "u_opacity",
  standing: "u_opacity",
  building: "u_opacity * buildingAlpha(normal, u_opacity)",
  model: "u_opacity * material.alpha",
};

/** Towards opaque ground a normal feature sinks into its colour. */
const SINKING_COLOUR = "  material.diffuse = mix(colour, GROUND[u_theme], v_marked > 0.5 ? 0.0 : u_veil);";
