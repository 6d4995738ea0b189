import {
  BucketSchema,
  type Datastream,
  type KeptFrom,
  KeptFromSchema,
  ObservationSchema,
} from "@shuicheng/shared/contracts";
import { useQuery } from "@tanstack/react-query";
import Type, { type Static } from "typebox";
import { buildPath, requestJson } from "./http-client.ts";
import { serverNowMs } from "./server-clock.ts";
import {
  buildTrend,
  type Trend,
  type TrendPoint,
  trendOfBuckets,
  trendOfObservations,
} from "./trend-series.ts";

/** The trend covers this long before its end. */
const TREND_SPAN_MS = 24 * 3_600_000;
const RAW_PAGE = 1_000;
/** Slices of five minutes, about one per pixel column of the chart; up to 1,500 observations each is drawn. */
const DEPTH: ReadingDepth = { buckets: 288, maxRaw: 1_500 };
/** The whole trend is read anew this often; between, live values are appended. */
const REFRESH_MS = 300_000;

const ObservationsAnswer = Type.Object({
  items: Type.Array(ObservationSchema),
  nextCursor: Type.Optional(Type.String()),
});
const BucketsAnswer = Type.Object({
  buckets: Type.Array(BucketSchema),
  keptFrom: Type.Optional(KeptFromSchema),
});

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
  const read = async (fromMs: number, toMs: number): Promise<Trend> => {
    const range = { fromMs: Math.floor(fromMs), toMs: Math.ceil(toMs) };
    const { points, isBanded, keptFrom } = await readRange(datastream, range, DEPTH, signal);
    const keptFromMs = keptFrom?.rollups ?? range.fromMs;
    return buildTrend(points, { ...range, gapMs: datastream.staleAfterMs, isBanded, keptFromMs });
  };
  const recent = await read(now - TREND_SPAN_MS, now);
  const latestMs = datastream.latest?.time;
  if (recent.points.length > 0 || latestMs === undefined || latestMs > now - TREND_SPAN_MS) return recent;
  const old = await read(latestMs - TREND_SPAN_MS, latestMs + 1);
  return { ...old, isPast: true };
}

/** A range of a datastream that has been read. */
export interface RangeReading {
  readonly points: readonly TrendPoint[];
  /** Points are slices rather than single observations. */
  readonly isBanded: boolean;
  /** Since when there is what, epoch ms; absent where all that was observed in the range is kept. */
  readonly keptFrom?: KeptFrom;
}

/** How finely a range is read. */
export interface ReadingDepth {
  /** Slices, where there are more observations than `maxRaw`. */
  readonly buckets: number;
  /** So many observations come as they are. */
  readonly maxRaw: number;
}

/** Reads a range of a datastream, its ends included: few observations as they are, many as slices. Epoch ms. */
export async function readRange(
  datastream: Datastream,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  { buckets: points, maxRaw }: ReadingDepth,
  signal: AbortSignal,
): Promise<RangeReading> {
  const path = `/datastreams/${encodeURIComponent(datastream.id)}/observations`;
  const range = { from: fromMs, to: toMs };
  if (datastream.resultType === "number") {
    const answer = await requestJson(buildPath(path, { ...range, points }), BucketsAnswer, { signal });
    const { buckets, keptFrom } = answer;
    // Of what is no longer kept singly there are sums.
    if (keptFrom) return { points: trendOfBuckets(buckets), isBanded: true, keptFrom };
    const n = buckets.reduce((sum, bucket) => sum + bucket.n, 0);
    if (n > maxRaw) return { points: trendOfBuckets(buckets), isBanded: true };
  }
  const items = await readObservations(path, range, 2 * maxRaw, signal);
  return { points: trendOfObservations(items, datastream.categories), isBanded: false };
}

/**
 * Reads a range of a datastream of numbers singly, in one answer. Epoch ms, ends included.
 *
 * @returns undefined where there are more than `most` (10,000 at most).
 */
export async function readSingly(
  datastream: Datastream,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  most: number,
  signal: AbortSignal,
): Promise<readonly TrendPoint[] | undefined> {
  const path = `/datastreams/${encodeURIComponent(datastream.id)}/observations`;
  const asked = buildPath(path, { from: fromMs, to: toMs, limit: most });
  const { items, nextCursor } = await requestJson(asked, ObservationsAnswer, { signal });
  return nextCursor === undefined ? trendOfObservations(items) : undefined;
}

async function readObservations(
  path: string,
  range: { from: number; to: number },
  most: number,
  signal: AbortSignal,
) {
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
  } while (cursor !== undefined && items.length < most);
  return items;
}
