import type { Datastream } from "@shuicheng/shared/contracts";

/**
 * Items to try out, made of datastreams that there are: one that is right, one outside of its valid range where one has a
 * range, one whose time has no zone.
 *
 * @param nowMs Server time, epoch ms.
 * @returns A batch as JSON, one item a line.
 */
export function buildExample(datastreams: readonly Datastream[], nowMs: number): string {
  const time = Math.floor(nowMs / 1_000) * 1_000;
  const [first] = datastreams;
  if (!first) return "";
  const ranged = datastreams.find(
    ({ id, range, resultType }) => id !== first.id && resultType === "number" && range.max !== null,
  );
  const items: unknown[] = [{ datastream: first.id, time, result: sampleOf(first) }];
  if (ranged) {
    const beyond = (ranged.range.max ?? 0) * 1_000 + 1;
    items.push({ datastream: ranged.id, time: new Date(time).toISOString(), result: beyond });
  }
  const last = datastreams.find(({ id }) => id !== first.id && id !== ranged?.id) ?? first;
  const withoutZone = new Date(time).toISOString().slice(0, 19).replace("T", " ");
  items.push({ datastream: last.id, time: withoutZone, result: sampleOf(last) });
  return `{ "items": [\n${items.map((item) => `  ${writeItem(item)}`).join(",\n")}\n] }`;
}

/** A value that the datastream takes: its latest where there is one. */
export function sampleOf({
  latest,
  resultType,
  categories,
  range,
  decimals,
}: Datastream): number | boolean | string {
  if (latest)
    return typeof latest.result === "number" ? Number(latest.result.toFixed(decimals)) : latest.result;
  if (resultType === "boolean") return true;
  if (resultType === "category") return categories[0] ?? "";
  return range.min ?? 0;
}

const writeItem = (item: unknown) => JSON.stringify(item, null, 1).replace(/\n\s*/g, " ");
