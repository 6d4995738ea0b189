/** Joins status of several cells of one layer into one, ascending by feature index. Cells don't overlap. */
export function mergeStatus(parts: readonly { features: Uint32Array; status: Uint8Array }[]): {
  features: Uint32Array;
  status: Uint8Array;
} {
  if (parts.length === 1 && parts[0]) return parts[0];
  const n = parts.reduce((sum, part) => sum + part.features.length, 0);
  const byFeature: (readonly [number, number])[] = [];
  for (const { features, status } of parts) {
    for (let i = 0; i < features.length; i++) byFeature.push([features[i] as number, status[i] as number]);
  }
  byFeature.sort((a, b) => a[0] - b[0]);
  const merged = { features: new Uint32Array(n), status: new Uint8Array(n) };
  byFeature.forEach(([feature, status], i) => {
    merged.features[i] = feature;
    merged.status[i] = status;
  });
  return merged;
}
