import { Cartesian3, Color, Material, Matrix4, type Scene, Transforms } from "cesium";
import { THEMES, tokens } from "../app/tokens.ts";
import type { ThemeName } from "../client/view-store.ts";
import { hazeRangeAt } from "./ground-haze.ts";
import { parseHex, type Rgb } from "./palette.ts";

/** The grid's zero: downtown Liaocheng. Its lines run east and north there. */
const ORIGIN = Cartesian3.fromDegrees(115.98, 36.45, 20);
const ORIGIN_TO_ECEF = Transforms.eastNorthUpToFixedFrame(ORIGIN);
/** A grid on a plane means nothing where the Earth has curved away from it. */
const GRID_REACH_M = 300_000;

/** How much of its colour a grid line has on opaque ground; on see-through ground it has more, to stay as visible. */
const GRID_SHARE = 0.5;

/**
 * What lies on the ground everywhere: a quiet grid at whole tens of metres, one pixel wide at every zoom, the closer
 * its lines the fainter; and the haze. Drawn in the ground's own shader: as imagery the grid took 116 canvas tiles
 * for one view, each a frame late, and was two pixels of blur.
 *
 * The grid is worked out from an origin given in eye coordinates: from ECEF in 32 bits it would tremble by 0.5 m.
 */
export function createGroundMaterial(): Material {
  return new Material({
    translucent: false,
    fabric: {
      uniforms: {
        haze: toColor(parseHex(tokens.surface.page)),
        hazeFromM: 1e9,
        hazeToM: 2e9,
        line: toColor(parseHex(tokens.form.border)),
        gridShare: GRID_SHARE,
        originEC: new Cartesian3(),
        eastEC: new Cartesian3(1, 0, 0),
        northEC: new Cartesian3(0, 1, 0),
      },
      source: GROUND_SHADER,
    },
  });
}

const GROUND_SHADER = /* glsl */ `
// Strength 0-1 of grid lines with this spacing at a place, for one pixel of width; fades out below 24 px of spacing.
float gridLines(vec2 place, vec2 pixelM, float spacingM) {
  vec2 fromLinePx = abs(fract(place / spacingM - 0.5) - 0.5) * spacingM / pixelM;
  vec2 spacingPx = spacingM / pixelM;
  vec2 strength = (1.0 - smoothstep(0.4, 1.1, fromLinePx)) * smoothstep(24.0, 240.0, spacingPx);
  return max(strength.x, strength.y);
}

czm_material czm_getMaterial(czm_materialInput materialInput) {
  czm_material material = czm_getDefaultMaterial(materialInput);
  vec3 positionEC = -materialInput.positionToEyeEC;
  vec3 fromOrigin = positionEC - originEC;
  vec2 place = vec2(dot(fromOrigin, eastEC), dot(fromOrigin, northEC));
  vec2 pixelM = max(fwidth(place), vec2(1e-4));

  float spacingM = pow(10.0, ceil(log2(24.0 * min(pixelM.x, pixelM.y)) / log2(10.0)));
  float grid = max(
    gridLines(place, pixelM, spacingM),
    max(gridLines(place, pixelM, spacingM * 10.0), gridLines(place, pixelM, spacingM * 100.0)));
  float gridAlpha = gridShare * grid * (1.0 - smoothstep(${(GRID_REACH_M / 2).toFixed(1)}, ${GRID_REACH_M.toFixed(1)}, length(place)));

  gridAlpha *= 1.0 - smoothstep(2e5, 6e5, length(positionEC));

  float hazeAlpha = smoothstep(hazeFromM, hazeToM, length(positionEC));
  float alpha = 1.0 - (1.0 - hazeAlpha) * (1.0 - gridAlpha);
  material.alpha = alpha;
  material.diffuse = (haze.rgb * hazeAlpha + line.rgb * gridAlpha * (1.0 - hazeAlpha)) / max(alpha, 1e-4);
  return material;
}
`;

interface GroundUniforms {
  readonly haze: Color;
  readonly line: Color;
  gridShare: number;
  hazeFromM: number;
  hazeToM: number;
  readonly originEC: Cartesian3;
  readonly eastEC: Cartesian3;
  readonly northEC: Cartesian3;
}

const scratchOriginToEye = new Matrix4();
const scratchColumn = new Cartesian3();

/** What lies on the ground beside the haze. */
export interface GroundLook {
  readonly groundOpacity: number;
  /** A map lies on the ground: the grid would be read as streets. */
  readonly hasMap: boolean;
  readonly theme: ThemeName;
}

/** Brings the material up to where the camera is now; once a frame, before it is drawn. */
export function updateGroundMaterial(scene: Scene, { groundOpacity, hasMap, theme }: GroundLook): void {
  const uniforms = scene.globe.material?.uniforms as GroundUniforms | undefined;
  if (!uniforms) return;
  setColour(uniforms.haze, parseHex(THEMES[theme].surface.page));
  setColour(uniforms.line, parseHex(THEMES[theme].form.border));
  uniforms.gridShare = hasMap ? 0 : Math.min(GRID_SHARE / Math.max(groundOpacity, GRID_SHARE), 1);
  const { fromM, toM } = hazeRangeAt(scene.camera.positionCartographic.height);
  uniforms.hazeFromM = fromM;
  uniforms.hazeToM = toM;
  const originToEye = Matrix4.multiply(scene.camera.viewMatrix, ORIGIN_TO_ECEF, scratchOriginToEye);
  Matrix4.getTranslation(originToEye, uniforms.originEC);
  takeColumn(originToEye, 0, uniforms.eastEC);
  takeColumn(originToEye, 1, uniforms.northEC);
}

function takeColumn(matrix: Matrix4, column: 0 | 1, result: Cartesian3): void {
  Matrix4.multiplyByPointAsVector(
    matrix,
    column === 0 ? Cartesian3.UNIT_X : Cartesian3.UNIT_Y,
    scratchColumn,
  );
  Cartesian3.clone(scratchColumn, result);
}

function setColour(colour: Color, [r, g, b]: Rgb): void {
  colour.red = r;
  colour.green = g;
  colour.blue = b;
}

function toColor([r, g, b]: Rgb): Color {
  return new Color(r, g, b, 1);
}
