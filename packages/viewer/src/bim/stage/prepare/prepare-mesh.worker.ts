import { BufferAttribute, BufferGeometry } from "three";
import { MeshBVH } from "three-mesh-bvh";
import { findEdges } from "./find-edges.ts";
import type { PrepareAnswer, PrepareOrder } from "./prepare-messages.ts";

/** Bounding volumes to pick in, and lines to draw: what takes too long for the page's own thread. */
self.onmessage = ({ data }: MessageEvent<PrepareOrder>): void => {
  const { id } = data;
  try {
    const edges = findEdges(data);
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(data.positions, 3));
    geometry.setIndex(new BufferAttribute(data.indices, 1));
    const bvh = MeshBVH.serialize(new MeshBVH(geometry, { indirect: true }), { cloneBuffers: false });
    // The triangles' order is the page's own already.
    answer({ id, edges, bvh: { ...bvh, index: null as never } });
  } catch (error) {
    answer({ id, failure: error instanceof Error ? error.message : String(error) });
  }
};

function answer(message: PrepareAnswer): void {
  const buffers = "edges" in message ? [message.edges.buffer as ArrayBuffer] : [];
  self.postMessage(message, { transfer: buffers });
}
