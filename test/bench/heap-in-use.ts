import type { CDPSession } from "playwright-core";

/**
 * Memory of a page's script after a collection, bytes: objects and the buffers that they hold. Asked of the engine itself:
 * `performance.memory` rounds to steps of a tenth, and stands still for twenty minutes.
 */
export async function readHeapBytes(session: CDPSession): Promise<number> {
  // Finalisers that a collection runs may let go of more.
  for (let round = 0; round < 2; round++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize } = await session.send("Runtime.getHeapUsage");
  return usedSize + backingStorageSize;
}
