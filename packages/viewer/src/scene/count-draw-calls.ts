import type { Scene } from "cesium";

const DRAWING = ["drawElements", "drawArrays", "drawElementsInstanced", "drawArraysInstanced"] as const;

/** Counts what the scene's graphics context is asked to draw: a function call more for each of some hundred a frame. */
export function countDrawCalls({ canvas }: Scene): { start(): void; count(): number } {
  let calls = 0;
  const context = canvas.getContext("webgl2");
  for (const name of context ? DRAWING : []) {
    // The context is the stage's own and dies with it.
    const draw = context?.[name] as (...parts: unknown[]) => void;
    Object.assign(context as object, {
      [name](...parts: unknown[]) {
        calls++;
        draw.apply(context, parts);
      },
    });
  }
  return {
    start: () => {
      calls = 0;
    },
    count: () => calls,
  };
}
