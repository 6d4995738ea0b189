/** Counts the triangles that a page asks WebGL for, whoever asks. @returns How many since the last question. */
export function countDrawnTriangles(): () => number {
  let triangles = 0;
  const { prototype } = WebGL2RenderingContext;
  const watch = (name: string, countOf: (given: number[]) => number) => {
    const own = prototype[name as "drawElements"] as (...given: unknown[]) => void;
    Object.defineProperty(prototype, name, {
      value(this: WebGL2RenderingContext, ...given: unknown[]) {
        if (given[0] === this.TRIANGLES) triangles += countOf(given as number[]) / 3;
        own.apply(this, given);
      },
    });
  };
  watch("drawElements", ([, count = 0]) => count);
  watch("drawArrays", ([, , count = 0]) => count);
  watch("drawElementsInstanced", ([, count = 0, , , instances = 0]) => count * instances);
  watch("drawArraysInstanced", ([, , count = 0, instances = 0]) => count * instances);
  return () => {
    const counted = triangles;
    triangles = 0;
    return counted;
  };
}
