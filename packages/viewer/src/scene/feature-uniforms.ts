import type { LayerKind } from "@shuicheng/shared/contracts";
import {
  Cartesian3,
  CustomShader,
  CustomShaderMode,
  CustomShaderTranslucencyMode,
  LightingModel,
  PixelDatatype,
  PixelFormat,
  TextureMagnificationFilter,
  TextureMinificationFilter,
  TextureUniform,
  UniformType,
  VaryingType,
} from "cesium";
import { buildFeatureFragmentShader, buildFeatureVertexShader, mannerOf } from "./feature-shader.ts";
import type { StatusTexture } from "./status-texture.ts";

/** The bytes that a layer's features are painted by. */
export interface FeatureTextures {
  readonly status: StatusTexture;
  /** How each looks: a byte a feature. */
  readonly look: StatusTexture;
  /** Which storeys of a model are hidden: a byte a storey. */
  readonly storeys: StatusTexture;
}

/** Makes the shader of a layer's features: one for what is whole, one for what is seen through. */
export function createFeatureShader(
  kind: LayerKind,
  { status, look, storeys }: FeatureTextures,
  isTranslucent: boolean,
): CustomShader {
  const isModel = mannerOf(kind) === "model";
  return new CustomShader({
    mode: CustomShaderMode.MODIFY_MATERIAL,
    lightingModel: LightingModel.UNLIT,
    translucencyMode: isTranslucent
      ? CustomShaderTranslucencyMode.TRANSLUCENT
      : // The glass of a model is seen through as its author made it.
        isModel
        ? CustomShaderTranslucencyMode.INHERIT
        : CustomShaderTranslucencyMode.OPAQUE,
    uniforms: {
      u_status: { type: UniformType.SAMPLER_2D, value: createTextureUniform(status) },
      u_look: { type: UniformType.SAMPLER_2D, value: createTextureUniform(look) },
      ...(isModel
        ? { u_storeys: { type: UniformType.SAMPLER_2D, value: createTextureUniform(storeys) } }
        : {}),
      u_selected: { type: UniformType.INT, value: -1 },
      u_theme: { type: UniformType.INT, value: 0 },
      u_opacity: { type: UniformType.FLOAT, value: 1 },
      u_veil: { type: UniformType.FLOAT, value: 0 },
      u_lifting: { type: UniformType.BOOL, value: false },
      u_focus: { type: UniformType.FLOAT, value: 0 },
      u_groundEC: { type: UniformType.VEC3, value: new Cartesian3() },
      u_upEC: { type: UniformType.VEC3, value: new Cartesian3(0, 0, 1) },
      u_sunEC: { type: UniformType.VEC3, value: new Cartesian3(0, 0, 1) },
    },
    varyings: {
      v_status: VaryingType.FLOAT,
      v_selected: VaryingType.FLOAT,
      v_marked: VaryingType.FLOAT,
      v_abandoned: VaryingType.FLOAT,
      v_heightM: VaryingType.FLOAT,
    },
    vertexShaderText: buildFeatureVertexShader(kind),
    fragmentShaderText: buildFeatureFragmentShader(kind),
  });
}

/** A texture of one byte a texel, nearest texel. */
export function createTextureUniform({ bytes, widthPx, heightPx }: StatusTexture): TextureUniform {
  return new TextureUniform({
    // A copy: the texture is made a frame later, when ours may have moved on or been outgrown.
    typedArray: bytes.slice(),
    width: widthPx,
    height: heightPx,
    repeat: false,
    pixelFormat: PixelFormat.RED,
    pixelDatatype: PixelDatatype.UNSIGNED_BYTE,
    minificationFilter: TextureMinificationFilter.NEAREST,
    magnificationFilter: TextureMagnificationFilter.NEAREST,
  });
}
