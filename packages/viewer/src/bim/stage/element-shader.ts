import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import { PAINT_MARKS } from "../../client/inspector/paint-marks.ts";
import { clippingShader } from "./clip-planes.ts";

/** Width of the textures that hold a texel an element: 2^10, so that shaders shift. */
export const STATE_TEXTURE_WIDTH = 1 << 10;

/** What a drawing pass shows. Each draws the same vertices and drops what is not its own before it is rastered. */
export const PASSES = { opaque: 0, translucent: 1, behind: 2, edges: 3, mark: 4 } as const;

/** How much of the light's differences a selected element takes. */
const SELECTED_LIT = 0.35;
/** The same of a coloured room: its colour is read off a legend. */
const ROOM_LIT = 0.15;

/** What decides on an element: read once a vertex. A vertex that is not of the pass lands outside of the picture. */
export const VERTEX_SHADER = /* glsl */ `
attribute uint row;
attribute vec4 colour;
uniform highp usampler2D states;
uniform sampler2D paint;
uniform int pass;
uniform bool isFilterHiding;
uniform bool isRoom;
uniform vec4 selection;
uniform vec3 ghost;
uniform vec2 tone;
uniform vec4 raster;
flat varying vec4 vColour;
flat varying float vLit;
flat varying int vMark;
centroid varying vec3 vStage;
varying vec3 vView;

const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);

void main() {
  ivec2 texel = ivec2(int(row) & ${STATE_TEXTURE_WIDTH - 1}, int(row) >> ${Math.log2(STATE_TEXTURE_WIDTH)});
  uint state = texelFetch(states, texel, 0).r;
  vec4 painted = texelFetch(paint, texel, 0);
  bool isOut = (state & ${ELEMENT_STATE.filteredOut}u) != 0u;
  bool isSelected = (state & ${ELEMENT_STATE.selected}u) != 0u;
  bool isHidden = (state & ${ELEMENT_STATE.hidden}u) != 0u || (isOut && isFilterHiding);
  bool isGhost = !isSelected && ((state & ${ELEMENT_STATE.ghosted}u) != 0u || isOut);
  vec4 own = colour;
  // The file's own colours are quietened: white walls must not outshine what is selected, nor a colour that means something.
  vec3 grey = vec3(dot(own.rgb, vec3(0.299, 0.587, 0.114)));
  own.rgb = mix(grey, own.rgb, tone.y) * tone.x * (1.0 - 0.22 * smoothstep(0.55, 1.0, grey.r));
  // A coloured room is not seen through: mixed with what lies behind it, its colour would be none of the legend's.
  bool isSolid = isRoom || own.a >= 0.99;
  if (painted.a > 0.0) own = vec4(painted.rgb, isSolid ? painted.a : max(own.a, 0.5) * painted.a);
  if (isSelected) own = vec4(mix(own.rgb, selection.rgb, selection.a), 1.0);
  if (isGhost) own = vec4(ghost, 0.035);
  bool isOpaque = own.a > 0.99;
  bool isMine = pass == ${PASSES.opaque} ? isOpaque
    : pass == ${PASSES.translucent} ? !isOpaque
    : pass == ${PASSES.behind} || pass == ${PASSES.mark} ? isSelected
    : true;
  vColour = own;
  int mark = int(painted.a * 255.0 + 0.5);
  vMark = isGhost || mark < ${PAINT_MARKS.bad} || mark > ${PAINT_MARKS.old} ? 0 : mark;
  // What is selected is told by brightness also on its dark side.
  vLit = isGhost ? 0.0 : isSelected ? ${SELECTED_LIT} : isRoom && painted.a > 0.0 ? ${ROOM_LIT} : 1.0;
  vec4 stage = modelMatrix * vec4(position, 1.0);
  vec4 view = viewMatrix * stage;
  vStage = stage.xyz;
  vView = view.xyz;
  // Lines come about their width towards the eye, so that the faces they run along do not eat them.
  if (pass == ${PASSES.edges}) {
    if (projectionMatrix[3][3] == 0.0) view.xyz *= 1.0 - raster.w;
    else view.z += 2.0 * raster.w / projectionMatrix[1][1];
  }
  gl_Position = isHidden || !isMine ? NOWHERE : projectionMatrix * view;
}
`;

const CLIPPING = clippingShader();

/**
 * Light on faces, each a unit vector in the camera's frame but the sky, which stays up: a hemisphere of sky and ground, a warm
 * key over the viewer's right shoulder, a weak fill from the left, and a lamp at the eye that fades towards grazing angles, so
 * that large faces shade softly. The three faces of a box that one sees never look alike, from wherever one looks. Of sRGB, as
 * the colours are.
 */
const LIGHT = /* glsl */ `
const vec3 KEY = vec3(0.62, 0.50, 0.60);
const vec3 FILL = vec3(-0.76, 0.22, 0.61);
const vec3 SKY_COLOUR = vec3(0.80, 0.815, 0.84);
const vec3 GROUND_COLOUR = vec3(0.47, 0.48, 0.50);
const vec3 KEY_COLOUR = vec3(0.50, 0.495, 0.48);

vec3 lightOn(vec3 normal, vec3 view) {
  vec3 light = mix(GROUND_COLOUR, SKY_COLOUR, 0.5 + 0.5 * dot(normal, skyInView));
  light += KEY_COLOUR * max(0.0, dot(normal, KEY));
  light += 0.03 * max(0.0, dot(normal, FILL));
  float facing = abs(dot(normal, normalize(view)));
  return light + 0.20 * facing * facing;
}

// What is bright is held back, so that white faces keep their shades.
vec3 hold(vec3 colour) {
  vec3 over = max(vec3(0.0), colour - 0.62);
  return min(colour, vec3(0.62)) + over / (1.0 + 1.55 * over);
}
`;

/** Faces. Tiles have no normals: the face's own is what the position changes by from pixel to pixel. */
export const FACE_SHADER = /* glsl */ `
uniform int pass;
uniform vec3 skyInView;
uniform vec4 raster;
flat varying vec4 vColour;
flat varying float vLit;
flat varying int vMark;
varying vec3 vView;
${CLIPPING}
${LIGHT}
void main() {
  clip();
  vec3 normal = normalize(cross(dFdx(vView), dFdy(vView)));
  vec3 lit = vColour.rgb * mix(vec3(1.0), lightOn(normal, vView), vLit);
  // What is selected is not held back: it stays brighter than the palest stone.
  vec3 colour = vLit < 0.5 ? lit : hold(lit);
  // The patterns of the city, fainter on faces this large. They lie on the picture, so that a small thing shows them too.
  vec2 pixel = (gl_FragCoord.xy + raster.xy) / raster.z;
  if (vMark == ${PAINT_MARKS.old} && mod(pixel.x + pixel.y, 8.0) < 3.0) colour *= 0.4;
  if (vMark == ${PAINT_MARKS.bad} && mod(floor(pixel.x / 5.0) + floor(pixel.y / 5.0), 2.0) < 1.0) colour *= 0.3;
  gl_FragColor = vec4(colour, pass == ${PASSES.behind} ? 0.18 : vColour.a);
}
`;

/** Lines between faces, in the face's own colour, darker or lighter. */
export const EDGE_SHADER = /* glsl */ `
uniform vec4 edge;
flat varying vec4 vColour;
flat varying float vLit;
varying vec3 vView;
${CLIPPING}
void main() {
  clip();
  bool isGhost = vLit == 0.0;
  float alpha = isGhost ? 0.16 : edge.a * (vColour.a > 0.99 ? 1.0 : 0.55);
  gl_FragColor = vec4(mix(vColour.rgb, edge.rgb, isGhost ? 0.0 : 0.72), alpha);
}
`;
