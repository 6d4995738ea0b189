import type { Model } from "@shuicheng/shared/contracts";
import { loadMesh } from "../../../../packages/viewer/src/bim/model/load-mesh.ts";
import { openModel } from "../../../../packages/viewer/src/bim/model/open-model.ts";
import { warmTileWorker } from "../../../../packages/viewer/src/bim/model/open-tile-worker.ts";
import { createServerSource } from "../../../../packages/viewer/src/bim/model/server-source.ts";
import { openStage } from "../../../../packages/viewer/src/bim/stage/open-stage.ts";

/** Our inspector's stage on the server's tiles, as the page sets it up. */
export async function openOnStage(place: HTMLElement, model: Model): Promise<void> {
  const { signal } = new AbortController();
  warmTileWorker();
  const stage = openStage(place, { antialias: true });
  const source = createServerSource(model);
  const opened = await openModel(source, signal);
  stage.addModel(opened);
  let isFirst = true;
  await loadMesh(
    opened,
    "tileset",
    {
      onMesh(mesh) {
        stage.setMesh(source.id, "tileset", mesh);
        if (isFirst) stage.goHome();
        isFirst = false;
      },
    },
    signal,
  );
}
