import { glslThemes } from "./glsl-colour.ts";
import { BUILDING_COLOURS, SELECTED_BUILDING_COLOURS } from "./palette.ts";

/** Over this height the ambient light grows from the foot of a wall to its full, metres. */
const AMBIENT_RISE_M = 18;

const { night, day } = BUILDING_COLOURS;
const selected = SELECTED_BUILDING_COLOURS;

/**
 * GLSL for buildings: a sun that stands still in the south-east and high (`u_sunEC`), the sky from above, and less of
 * it between the houses than over them. Calm on purpose: no glow, no cast shadows; a block reads by its roof being
 * lighter than its walls, and one wall than the other.
 */
export const BUILDING_SHADING = /* glsl */ `
${glslThemes("ROOF", night.roof, day.roof)}
${glslThemes("WALL", night.wall, day.wall)}
${glslThemes("SHADE", night.shade, day.shade)}
${glslThemes("SELECTED_ROOF", selected.night.roof, selected.day.roof)}
${glslThemes("SELECTED_WALL", selected.night.wall, selected.day.wall)}
${glslThemes("SELECTED_SHADE", selected.night.shade, selected.day.shade)}

// 1 on a roof, 0 on a wall.
float roofShare(vec3 normal) {
  return smoothstep(0.35, 0.85, dot(normal, u_upEC));
}

vec3 shadeBuilding(vec3 normal, float heightM, bool isSelected) {
  vec3 roofColour = isSelected ? SELECTED_ROOF[u_theme] : ROOF[u_theme];
  vec3 wallColour = isSelected ? SELECTED_WALL[u_theme] : WALL[u_theme];
  vec3 shadeColour = isSelected ? SELECTED_SHADE[u_theme] : SHADE[u_theme];
  float sun = max(dot(normal, u_sunEC), 0.0);
  float rise = smoothstep(0.0, ${AMBIENT_RISE_M.toFixed(1)}, heightM);
  vec3 wall = mix(shadeColour, wallColour, 0.15 + 0.45 * sun + 0.4 * rise * (0.4 + sun));
  // A tall roof is nearer to the sky than a low one: heights read from straight above too.
  vec3 roof = roofColour * mix(0.80, 1.12, smoothstep(3.0, 70.0, heightM));
  return mix(wall, roof, roofShare(normal));
}

// X-rayed, a roof is nearly nothing and the walls stand as a ghost of the house.
float buildingAlpha(vec3 normal, float opacity) {
  return mix(mix(1.0, 0.45, roofShare(normal)), 1.0, smoothstep(0.3, 0.9, opacity));
}
`;
