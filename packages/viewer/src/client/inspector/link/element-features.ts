import { requestBytes } from "../../http-client.ts";
import { modelPath } from "../../model-queries.ts";

/** By row of a model's table the feature index that its tiles and its layer's statuses know the element by. */
export async function readElementFeatures(model: string, signal: AbortSignal): Promise<Uint32Array> {
  const bytes = await requestBytes(modelPath(model, "/features"), { signal });
  return new Uint32Array(bytes.slice().buffer);
}
