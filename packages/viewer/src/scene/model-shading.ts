/** By night a model's own colours are dimmed to the city's; by day they are nearly as bright as its author gave them. Linear light. */
const DIMMED = { night: 0.42, day: 0.92 } as const;
/** Share of its hue that a model keeps: what is normal is quiet, and a red roof must not read as an alarm. */
const HUE_SHARE = 0.6;

/** How much of a status colour, or of the selection's, an element takes; the rest is its own. */
const TINT = { status: 0.85, selected: 0.7 } as const;

/**
 * GLSL for elements of a building model: each face flat in its own colour, lit by the sun that stands still and by the sky.
 * Tiles of models have no normals: a face's is the cross product of how its position changes from pixel to pixel, turned
 * to the eye, since shells are not always turned outward.
 */
export const MODEL_SHADING = /* glsl */ `
vec3 faceNormal(vec3 positionEC) {
  vec3 normal = normalize(cross(dFdx(positionEC), dFdy(positionEC)));
  return dot(normal, positionEC) > 0.0 ? -normal : normal;
}

float faceLight(vec3 normal) {
  float sun = max(dot(normal, u_sunEC), 0.0);
  float sky = 0.5 + 0.5 * dot(normal, u_upEC);
  return 0.24 + 0.3 * sky + 0.46 * sun;
}

vec3 ownColour(vec3 own) {
  float luma = 0.2126 * own.r + 0.7152 * own.g + 0.0722 * own.b;
  float dimmed = u_theme == 0 ? ${DIMMED.night.toFixed(2)} : ${DIMMED.day.toFixed(2)};
  return mix(vec3(luma), own, ${HUE_SHARE.toFixed(2)}) * dimmed;
}
`;

/** Body of the fragment shader between the choice of the status colour and the hatch; `colour` is what it works on. */
export const MODEL_LIGHT = /* glsl */ `
  vec3 own = ownColour(material.diffuse);
  bool isTinted = isAbnormal || isStale || isOut;
  colour = isTinted ? mix(own, colour, ${TINT.status.toFixed(2)}) : own;
  if (isSelected) colour = mix(colour, SELECTED[u_theme], ${TINT.selected.toFixed(2)});
  colour *= faceLight(faceNormal(fsInput.attributes.positionEC));
`;
