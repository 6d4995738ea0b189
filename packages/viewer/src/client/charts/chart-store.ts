import { create } from "zustand";
import { type ChartView, decodeChartView, EMPTY_VIEW } from "./chart-view.ts";

interface ChartStore {
  readonly view: ChartView;
  /** Where a person came from by zooming, newest last: one press goes back there. */
  readonly before: readonly ChartView["range"][];
  /** Begins with the view of an address. */
  open(query: string): void;
  change(next: (view: ChartView) => ChartView): void;
  /** Shows another stretch. `isStep`: it can be gone back from. */
  showRange(range: ChartView["range"], isStep: boolean): void;
  goBack(): void;
}

const MAX_STEPS = 50;

/** What the chart page shows. */
export const useChartStore = create<ChartStore>()((set) => ({
  view: EMPTY_VIEW,
  before: [],
  open: (query) => set({ view: decodeChartView(query), before: [] }),
  change: (next) => set(({ view }) => ({ view: next(view) })),
  showRange: (range, isStep) =>
    set(({ view, before }) => ({
      view: { ...view, range },
      before: isStep ? [...before, view.range].slice(-MAX_STEPS) : before,
    })),
  goBack: () =>
    set(({ view, before }) => {
      const range = before.at(-1);
      return range ? { view: { ...view, range }, before: before.slice(0, -1) } : {};
    }),
}));
