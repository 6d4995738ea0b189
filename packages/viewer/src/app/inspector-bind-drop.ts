import type { StageControl } from "../bim/stage/stage-contract.ts";
import { useInspectorStore } from "../client/inspector-store.ts";
import { listElementAssets } from "../client/live-binding/element-assets.ts";
import { DATASTREAM_DRAG, useLiveStore } from "../client/live-binding/live-store.ts";
import { isLocalId } from "../client/local-model-store.ts";

/** A datastream that is dropped on an element of the picture is bound to it. Answers what ends that. */
export function bindDatastreamDrop(stage: StageControl): () => void {
  const { canvas } = stage;
  const bindingAt = (event: DragEvent, datastream: string) => {
    const box = canvas.getBoundingClientRect();
    const hit = stage.pick(event.clientX - box.left, event.clientY - box.top);
    const model = hit && useInspectorStore.getState().models.get(hit.model);
    if (!hit || !model || isLocalId(model.id)) return null;
    const asset = listElementAssets(model.id, model.table).assetOf[hit.row];
    if (asset === undefined) return null;
    useInspectorStore.getState().select(new Map([[hit.model, [hit.row]]]));
    return { datastream, asset };
  };
  const onDragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes(DATASTREAM_DRAG)) event.preventDefault();
  };
  const onDrop = (event: DragEvent): void => {
    const datastream = event.dataTransfer?.getData(DATASTREAM_DRAG) ?? "";
    if (datastream === "") return;
    event.preventDefault();
    const binding = bindingAt(event, datastream);
    if (binding) useLiveStore.getState().drop(binding);
  };
  canvas.addEventListener("dragover", onDragOver);
  canvas.addEventListener("drop", onDrop);
  return () => {
    canvas.removeEventListener("dragover", onDragOver);
    canvas.removeEventListener("drop", onDrop);
  };
}
