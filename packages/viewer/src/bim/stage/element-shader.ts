import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import { clippingShader } from "./clip-planes.ts";

/** Width of the textures that hold a texel an element: 2^10, so that shaders shift. */
export const STATE_TEXTURE_WIDTH = 1 << 10;

/** What a drawing pass shows. Each draws the same vertices and drops what is not its own before it is rastered. */
export const PASSES = { opaque: 0, translucent: 1, behind: 2, edges: 3, mark: 4 } as const;

/** What decides on an element: read once a vertex. A vertex that is not of the pass lands outside of the picture. */
export const VERTEX_SHADER = /* glsl */ `
attribute uint row;
attribute vec4 colour;
uniform highp usampler2D states;
uniform sampler2D paint;
uniform int pass;
uniform bool isFilterHiding;
uniform vec4 selection;
uniform vec3 ghost;
uniform vec2 tone;
flat varying vec4 vColour;
flat varying float vLit;
varying vec3 vStage;
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
  own.rgb = mix(grey, own.rgb, tone.y) * tone.x;
  if (painted.a > 0.0) own = vec4(painted.rgb, own.a < 0.99 ? max(own.a, 0.5) * painted.a : painted.a);
  if (isSelected) own = vec4(mix(own.rgb, selection.rgb, selection.a), 1.0);
  if (isGhost) own = vec4(ghost, 0.035);
  bool isOpaque = own.a > 0.99;
  bool isMine = pass == ${PASSES.opaque} ? isOpaque
    : pass == ${PASSES.translucent} ? !isOpaque
    : pass == ${PASSES.behind} || pass == ${PASSES.mark} ? isSelected
    : true;
  vColour = own;
  // What is selected is told by brightness also on its dark side.
  vLit = isGhost ? 0.0 : isSelected ? 0.55 : 1.0;
  vec4 stage = modelMatrix * vec4(position, 1.0);
  vec4 view = viewMatrix * stage;
  vStage = stage.xyz;
  vView = view.xyz;
  gl_Position = isHidden || !isMine ? NOWHERE : projectionMatrix * view;
}
`;

const CLIPPING = clippingShader();

/**
 * Faces. Tiles have no normals: the face's own is what the position changes by from pixel to pixel. Light comes from the
 * sky, from below a little, and from over the viewer's shoulder, so that the three faces of a box that one sees never look
 * alike, from wherever one looks.
 */
export const FACE_SHADER = /* glsl */ `
uniform int pass;
uniform vec3 skyInView;
flat varying vec4 vColour;
flat varying float vLit;
varying vec3 vView;
${CLIPPING}
const vec3 KEY = vec3(0.62, 0.50, 0.60);

void main() {
  clip();
  vec3 normal = normalize(cross(dFdx(vView), dFdy(vView)));
  float sky = dot(normal, skyInView);
  float light = 0.56 + 0.16 * sky + 0.42 * max(0.0, dot(normal, KEY)) + 0.06 * abs(normal.z);
  vec3 colour = vColour.rgb * mix(1.0, light, vLit);
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
