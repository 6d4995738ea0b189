import { NO_STOREY } from "@shuicheng/shared/tiles";
import { buildStatusTexture, type StatusTexture } from "./status-texture.ts";

/** Texel of elements that belong to no storey; storey `n` has texel `n + 1`. What lies beyond the texture is shown. */
const OUTSIDE_STOREYS = 0;

/** Lays out which storeys of a model are not drawn: one byte a storey, 1 for hidden. */
export function buildStoreyTexture(hidden: ReadonlySet<number>): StatusTexture {
  const texels = [...hidden].map((storey) => (storey === NO_STOREY ? OUTSIDE_STOREYS : storey + 1));
  const texture = buildStatusTexture(Math.max(0, ...texels) + 1);
  for (const texel of texels) texture.bytes[texel] = 1;
  return texture;
}

/** GLSL: whether the storey of a vertex's element is hidden, as `isStoreyHidden(storey)`. */
export const STOREY_TEST = /* glsl */ `
bool isStoreyHidden(int storey) {
  int texel = storey == ${NO_STOREY} ? ${OUTSIDE_STOREYS} : storey + 1;
  ivec2 size = textureSize(u_storeys, 0);
  if (texel >= size.x * size.y) return false;
  return texelFetch(u_storeys, ivec2(texel % size.x, texel / size.x), 0).r > 0.0;
}
`;
