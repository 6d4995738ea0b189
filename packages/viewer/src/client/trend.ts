import { BucketSchema, type Datastream, ObservationSchema } from "@shuicheng/shared/contracts";
import { useQuery } from "@tanstack/react-query";
import Type, { type Static } from "typebox";
import { buildPath, requestJson } from "./http-client.ts";
import { serverNowMs } from "./server-clock.ts";
import { buildTrend, type Trend, trendOfBuckets, trendOfObservations } from "./trend-series.ts";

/** The trend covers this long before its end. */
const TREND_SPAN_MS = 24 * 3_600_000;
/** Above this many observations the slices' band is drawn instead of each. */
const MAX_RAW_POINTS = 1_500;
const RAW_PAGE = 1_000;
/** Slices of five minutes: about one per pixel column of the chart. */
const BUCKETS = 288;
/** The whole trend is read anew this often; between, live values are appended. */
const REFRESH_MS = 300_000;

const ObservationsAnswer = Type.Object({
  items: Type.Array(ObservationSchema),
  nextCursor: Type.Optional(Type.String()),
});
const BucketsAnswer = Type.Object({ buckets: Type.Array(BucketSchema) });

/**
 * The last 24 hours of a datastream; where nothing was seen in them, the 24 hours that end at the latest value.
 * Few observations come as they are, many as slices with their lowest, highest and mean.
 */
export function useTrend(datastream: Datastream | undefined) {
  return useQuery({
    queryKey: ["trend", datastream?.id],
    queryFn: ({ signal }) => readTrend(datastream as Datastream, signal),
    enabled: datastream !== undefined,
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  });
}

async function readTrend(datastream: Datastream, signal: AbortSignal): Promise<Trend> {
  const now = serverNowMs();
  const recent = await readRange(datastream, now - TREND_SPAN_MS, now, signal);
  const latestMs = datastream.latest?.time;
  if (recent.points.length > 0 || latestMs === undefined || latestMs > now - TREND_SPAN_MS) return recent;
  const old = await readRange(datastream, latestMs - TREND_SPAN_MS, latestMs + 1, signal);
  return { ...old, isPast: true };
}

async function readRange(
  datastream: Datastream,
  fromMs: number,
  toMs: number,
  signal: AbortSignal,
): Promise<Trend> {
  const path = `/datastreams/${encodeURIComponent(datastream.id)}/observations`;
  const range = { from: Math.floor(fromMs), to: Math.ceil(toMs) };
  const build = { fromMs: range.from, toMs: range.to, gapMs: datastream.staleAfterMs };
  if (datastream.resultType === "number") {
    const { buckets } = await requestJson(buildPath(path, { ...range, points: BUCKETS }), BucketsAnswer, {
      signal,
    });
    const n = buckets.reduce((sum, bucket) => sum + bucket.n, 0);
    if (n > MAX_RAW_POINTS) return buildTrend(trendOfBuckets(buckets), { ...build, isBanded: true });
    if (n === 0) return buildTrend([], { ...build, isBanded: false });
  }
  const items = await readObservations(path, range, signal);
  return buildTrend(trendOfObservations(items, datastream.categories), { ...build, isBanded: false });
}

async function readObservations(path: string, range: { from: number; to: number }, signal: AbortSignal) {
  const items: Static<typeof ObservationSchema>[] = [];
  let cursor: string | undefined;
  do {
    const page = await requestJson(
      buildPath(path, { ...range, limit: RAW_PAGE, cursor }),
      ObservationsAnswer,
      { signal },
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && items.length < 2 * MAX_RAW_POINTS);
  return items;
}
