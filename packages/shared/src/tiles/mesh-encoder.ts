import { MeshoptEncoder } from "meshoptimizer";
import type { MeshEncoder } from "./buffer-packer.ts";

/** meshoptimizer's encoder, ready to use (it starts a wasm module on its first call). */
export async function openMeshEncoder(): Promise<MeshEncoder> {
  await MeshoptEncoder.ready;
  return {
    encodeGltfBuffer: (source, count, strideBytes, mode) =>
      MeshoptEncoder.encodeGltfBuffer(source, count, strideBytes, mode),
    reorderMesh: (indices, triangles, forSize) => MeshoptEncoder.reorderMesh(indices, triangles, forSize),
  };
}
