import type { InspectedModel, ModelSource } from "./inspected-model.ts";

/** Reads all of a model but its triangles. @throws the source's fault, or the signal's reason. */
export async function openModel(source: ModelSource, signal: AbortSignal): Promise<InspectedModel> {
  const [table, features, frame] = await Promise.all([
    source.readTable(signal),
    source.readFeatures(signal),
    source.readFrame(signal),
  ]);
  return { source, table, frame, rowOfFeature: invertFeatures(features, table.objects.elementCount) };
}

/** Row by feature index, −1 for none. @param features Feature index by row; undefined: the row itself. */
function invertFeatures(features: Uint32Array | undefined, elementCount: number): Int32Array {
  if (!features) return Int32Array.from({ length: elementCount }, (_, row) => row);
  let highest = -1;
  for (const feature of features) if (feature > highest) highest = feature;
  const rowOfFeature = new Int32Array(highest + 1).fill(-1);
  features.forEach((feature, row) => {
    if (row < elementCount) rowOfFeature[feature] = row;
  });
  return rowOfFeature;
}
