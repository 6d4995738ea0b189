import { assert, boolean, constantFrom, integer, property, record, string, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addSeries,
  type ChartView,
  chooseWindow,
  decodeChartView,
  EMPTY_VIEW,
  encodeChartView,
  MAX_SERIES,
  panWindow,
  removeSeries,
  toggleSeries,
  windowOf,
  zoomWindow,
} from "./chart-view.ts";

const NOW_MS = 1_700_000_000_000;
const DAY_MS = 86_400_000;

const views = record({
  series: uniqueArray(
    string({ minLength: 1, maxLength: 12 }).filter((id) => !id.includes(",")),
    { maxLength: MAX_SERIES },
  ),
  drawn: boolean(),
  spanMs: integer({ min: 1_000, max: 3_000 * DAY_MS }),
  fromMs: integer({ min: 0, max: NOW_MS }),
  isFixed: boolean(),
  comparison: constantFrom(null, "day" as const, "week" as const),
  areLimitsShown: boolean(),
}).map(
  ({ series, drawn, spanMs, fromMs, isFixed, comparison, areLimitsShown }): ChartView => ({
    ...{ series, comparison, areLimitsShown },
    hidden: drawn ? [] : series.slice(0, 2),
    range: isFixed ? { kind: "fixed", fromMs, toMs: fromMs + spanMs } : { kind: "last", spanMs },
  }),
);

describe("encodeChartView", () => {
  it("writes what is read as the same view", () => {
    assert(
      property(views, (view) => {
        expect(decodeChartView(encodeChartView(view))).toEqual(view);
      }),
    );
  });

  it("writes nothing of the empty view, and reads whatever comes", () => {
    expect(encodeChartView(EMPTY_VIEW)).toBe("");
    assert(
      property(string(), (query) => {
        expect(decodeChartView(query).series.length).toBeLessThanOrEqual(MAX_SERIES);
      }),
    );
    expect(decodeChartView("?from=5&to=1&last=0&vs=year&x=a")).toEqual(EMPTY_VIEW);
  });
});

describe("zoomWindow", () => {
  it("keeps the moment under the pointer where it is", () => {
    const range = zoomWindow({ fromMs: 0, toMs: 100_000 }, { factor: 0.5, aboutMs: 20_000 }, NOW_MS);
    expect(range).toEqual({ kind: "fixed", fromMs: 10_000, toMs: 60_000 });
  });

  it("follows the clock where the stretch reaches now, and never grows beyond bounds", () => {
    const day = { fromMs: NOW_MS - DAY_MS, toMs: NOW_MS };
    expect(zoomWindow(day, { factor: 2, aboutMs: NOW_MS }, NOW_MS)).toEqual({
      kind: "last",
      spanMs: 2 * DAY_MS,
    });
    const { fromMs, toMs } = windowOf(
      zoomWindow(day, { factor: 1e-9, aboutMs: NOW_MS - 9_999 }, NOW_MS),
      NOW_MS,
    );
    expect(toMs - fromMs).toBe(1_000);
    const widest = windowOf(zoomWindow(day, { factor: 1e9, aboutMs: NOW_MS }, NOW_MS), NOW_MS);
    expect(widest.toMs - widest.fromMs).toBe(3_653 * DAY_MS);
  });
});

describe("panWindow", () => {
  it("moves by a share of the stretch, and not beyond now", () => {
    const hour = { fromMs: NOW_MS - 3_600_000, toMs: NOW_MS };
    expect(panWindow(hour, -0.5, NOW_MS)).toEqual({
      ...{ kind: "fixed", fromMs: NOW_MS - 5_400_000, toMs: NOW_MS - 1_800_000 },
    });
    expect(panWindow(hour, 3, NOW_MS)).toEqual({ kind: "last", spanMs: 3_600_000 });
  });
});

describe("series of a view", () => {
  it("are added once, up to the most, and taken out whole", () => {
    const ids = Array.from({ length: 12 }, (_, i) => `s${i}`);
    const full = addSeries(addSeries(EMPTY_VIEW, ["s0"]), ids);
    expect(full.series).toEqual(ids.slice(0, MAX_SERIES));
    const hidden = toggleSeries(full, "s3");
    expect(hidden.hidden).toEqual(["s3"]);
    expect(toggleSeries(hidden, "s3").hidden).toEqual([]);
    expect(removeSeries(hidden, "s3")).toMatchObject({
      hidden: [],
      series: ids.slice(0, MAX_SERIES).filter((id) => id !== "s3"),
    });
  });
});

describe("chooseWindow", () => {
  it("takes its ends in either order", () => {
    expect(chooseWindow(9_000.4, 2_000)).toEqual({ kind: "fixed", fromMs: 2_000, toMs: 9_000 });
  });
});
