import type { SensorFigureKey } from "@shuicheng/shared/catalogue";
import type { PlacedLimits } from "./place-limits.ts";
import type { Site } from "./site.ts";

/** One thing a device measures. */
export interface Measure {
  readonly figure: SensorFigureKey;
  /** Limits and range of the place, over those of the figure. */
  readonly at?: (site: Site) => PlacedLimits;
}

/** A device of the trade: what it measures and what it is put on. */
export interface DeviceKind {
  readonly of: Site["of"];
  readonly classes: readonly string[];
  readonly measures: readonly Measure[];
  /**
   * Share among all devices; `every`: each site has one. Shares follow the published systems of like cities, where
   * gas in adjacent spaces leads, then drains, then water.
   */
  readonly share: number | "every";
  readonly where?: (site: Site) => boolean;
  /** Of the sites of one neighbourhood the one with most of this is taken. */
  readonly prefer?: (site: Site) => number;
  /** Only near a gas main: methane there is a leak and not only biogas. */
  readonly isNearGas?: true;
}
