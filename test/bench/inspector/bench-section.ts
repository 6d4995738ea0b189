import type { Page } from "playwright-core";
import { median, printFigure, quantile } from "../figure.ts";

const MOVES = 60;

/** Script of a move of a section plane that is dragged through the model: cutting, filling the cut, the frame. */
export async function benchSection(page: Page): Promise<void> {
  const { times, triangles } = await page.evaluate(async (moves) => {
    const { sections, stage } = window.__inspector as NonNullable<typeof window.__inspector>;
    const probe = window.__pageProbe;
    const { extent, cut, drag } = sections.getState();
    if (!extent) throw new Error("the model has no extent");
    const planeAt = (share: number) => ({
      ...({ id: 1, across: "x", axis: [1, 0, 0], isFlipped: false, isOn: true } as const),
      atM: extent.lowM[0] + share * (extent.highM[0] - extent.lowM[0]),
    });
    const untilDrawn = async (frames: number) => {
      while (probe.frames === frames) await new Promise((done) => requestAnimationFrame(done));
      // The cut asks for another frame where it was made in one that was drawn before it.
      await new Promise((done) => requestAnimationFrame(done));
    };
    cut({ planes: [planeAt(0.1)] }, 1);
    await untilDrawn(probe.frames);
    const times: number[] = [];
    for (let move = 1; move <= moves; move++) {
      const before = { ...probe };
      const beganAtMs = performance.now();
      drag({ planes: [planeAt(0.1 + (0.8 * move) / moves)] });
      const ms = performance.now() - beganAtMs;
      await untilDrawn(before.frames);
      times.push(ms + probe.callbackMs - before.callbackMs);
    }
    return { times, triangles: stage.counts.triangles };
  }, MOVES);
  printFigure({
    ...{ bench: "inspector", metric: "inspector.section-drag", value: median(times), unit: "ms", n: MOVES },
    note: `${triangles} triangles, across all of the model, filled; 95 % within ${quantile(times, 0.95).toFixed(1)} ms`,
  });
}
