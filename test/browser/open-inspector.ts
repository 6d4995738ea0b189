import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import type { InspectorHandle } from "../../packages/viewer/src/app/inspector-test-handle.ts";
import type { ServerProcess } from "../server-process.ts";
import { WAIT } from "./city-story.ts";

declare global {
  interface Window {
    __inspector?: InspectorHandle;
  }
}

const SAMPLES = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc");

/** Path of a sample file by its name without ending. */
export const sampleOf = (name: string): string => join(SAMPLES, `${name}.ifc`);

/** Has the server convert a file, and waits until it is a model, or a revision of one; answers its id. */
export async function uploadModel(
  server: ServerProcess,
  token: string,
  path: string,
  revisionOf?: string,
): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const query = new URLSearchParams({ name: basename(path), ...(revisionOf ? { model: revisionOf } : {}) });
  const upload = await fetch(`${server.url}/api/v1/models?${query}`, {
    method: "POST",
    headers,
    body: readFileSync(path),
  });
  const { job } = (await upload.json()) as { job: string };
  // The hooks that call this may not poll by `expect`; their own time-out ends it.
  for (;;) {
    const answer = await server.request(`/api/v1/jobs/${job}`, { headers });
    const now = (await answer.json()) as { state: string; model?: { id: string } };
    if (now.state === "done" && now.model) return now.model.id;
    if (now.state === "failed") throw new TypeError(`${path} was not converted: ${JSON.stringify(now)}`);
    await pause(200);
  }
}

/** Waits until models stand in the picture whole, with what picking needs. */
export async function waitForModels(page: Page, ...ids: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const stage = window.__inspector?.stage;
      return wanted.every((id) => {
        const staged = stage?.models.get(id) as { staged?: Map<string, { bvh?: unknown }> } | undefined;
        return staged?.staged?.get("tileset")?.bvh !== undefined;
      });
    },
    ids,
    { timeout: WAIT.timeout },
  );
  await waitForStill(page);
}

/** Waits until the picture stands: what moves asks for each next frame, so some without a drawing mean that nothing does. */
export async function waitForStill(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let [drawn, idle] = [-1, 0];
        const look = (): void => {
          const frames = window.__inspector?.stage.counts.frames ?? 0;
          idle = frames === drawn ? idle + 1 : 0;
          drawn = frames;
          if (idle < 5) requestAnimationFrame(look);
          else resolve();
        };
        look();
      }),
  );
}

/** A pixel of the window that shows an element of the model, and that element's row; tried over the whole picture. Around it, as far as `radiusPx`, is the same element. */
export async function findElement(
  page: Page,
  model: string,
  radiusPx = 5,
): Promise<{ readonly xPx: number; readonly yPx: number; readonly row: number }> {
  const found = await page.evaluate(
    ([id, radius]) => {
      const stage = window.__inspector!.stage;
      const { left, top, width, height } = stage.canvas.getBoundingClientRect();
      for (let y = 8; y < height; y += 8) {
        for (let x = 8; x < width; x += 8) {
          // What lies over the picture takes the click.
          if (document.elementFromPoint(left + x, top + y) !== stage.canvas) continue;
          const beside = [
            [0, 0],
            [radius, 0],
            [-radius, 0],
            [0, radius],
            [0, -radius],
          ] as const;
          const around = beside.map(([dx, dy]) => stage.pick(x + dx, y + dy));
          const [hit] = around;
          if (hit && around.every((each) => each?.model === id && each.row === hit.row))
            return { xPx: left + x, yPx: top + y, row: hit.row };
        }
      }
      return null;
    },
    [model, radiusPx] as const,
  );
  if (!found) throw new TypeError(`no pixel shows ${model}`);
  return found;
}
