import {
  DoubleSide,
  GreaterDepth,
  type IUniform,
  LessEqualDepth,
  NotEqualStencilFunc,
  ReplaceStencilOp,
  ShaderMaterial,
  Vector2,
  Vector3,
  Vector4,
} from "three";
import { createClipUniforms } from "./clip-planes.ts";
import { EDGE_SHADER, FACE_SHADER, PASSES, VERTEX_SHADER } from "./element-shader.ts";
import type { ClipPlane } from "./stage-contract.ts";
import type { StageLook } from "./stage-look.ts";
import type { StateTextures } from "./state-textures.ts";

/** A drawing pass. */
export type Pass = keyof typeof PASSES;

/** Uniforms that all models share. */
export interface SharedUniforms {
  readonly all: Readonly<Record<string, IUniform>>;
  setLook(look: StageLook): void;
  setPlanes(planes: readonly ClipPlane[]): void;
  setFilterHiding(isHiding: boolean): void;
  /** Where up is, in the camera's frame. */
  readonly skyInView: Vector3;
  /** What is drawn next, see `followRaster`. */
  readonly raster: Vector4;
}

/** Makes the uniforms that a stage's materials share. */
export function createSharedUniforms(): SharedUniforms {
  const clipping = createClipUniforms();
  const all = {
    selection: { value: new Vector4() },
    ghost: { value: new Vector3() },
    edge: { value: new Vector4() },
    tone: { value: new Vector2() },
    ...clipping.all,
    isFilterHiding: { value: false },
    skyInView: { value: new Vector3(0, 0, 1) },
    raster: { value: new Vector4(0, 0, 1, 0) },
  };
  return {
    all,
    skyInView: all.skyInView.value,
    raster: all.raster.value,
    setLook({ selection, ghost, edge, tone }) {
      all.selection.value.set(...selection);
      all.ghost.value.set(...ghost);
      all.edge.value.set(...edge);
      all.tone.value.set(...tone);
    },
    setPlanes: clipping.setPlanes,
    setFilterHiding(isHiding) {
      all.isFilterHiding.value = isHiding;
    },
  };
}

/** The materials of one model, by pass. @param isRoom For rooms, which stand before what they share faces with. */
export function createElementMaterials(
  shared: SharedUniforms,
  { states, paint }: StateTextures,
  isRoom: boolean,
): Readonly<Record<Pass, ShaderMaterial>> {
  const make = (pass: Pass, options: Partial<ShaderMaterial>): ShaderMaterial => {
    const material = new ShaderMaterial({
      uniforms: {
        ...shared.all,
        states: { value: states },
        paint: { value: paint },
        pass: { value: PASSES[pass] },
        isRoom: { value: isRoom },
      },
      vertexShader: VERTEX_SHADER,
      fragmentShader: pass === "edges" ? EDGE_SHADER : FACE_SHADER,
      side: DoubleSide,
      depthFunc: LessEqualDepth,
      // A room ends where its floor begins: without a step both would be seen, in stripes.
      polygonOffset: isRoom,
      polygonOffsetFactor: -1,
      polygonOffsetUnits: -4,
    });
    return Object.assign(material, options);
  };
  const onlyMark = { stencilWrite: true, stencilRef: 1, stencilZPass: ReplaceStencilOp, transparent: true };
  const seenThrough = { transparent: true, depthWrite: false };
  return {
    opaque: make("opaque", {}),
    translucent: make("translucent", seenThrough),
    edges: make("edges", seenThrough),
    // Where the selection is seen is marked, so that what of it lies behind itself does not shine through, and behind
    // other things it shines once, however many sides it has.
    mark: make("mark", { ...onlyMark, colorWrite: false, depthWrite: false }),
    behind: make("behind", {
      ...seenThrough,
      ...onlyMark,
      depthFunc: GreaterDepth,
      stencilFunc: NotEqualStencilFunc,
    }),
  };
}
