import type { LayerKind } from "@shuicheng/shared/contracts";
import { generateCity } from "../generate-city.ts";
import { listSites } from "../monitoring/site.ts";
import type { Subject } from "./subject.ts";

/** The datastreams of a quarter of the demo city as the simulator would read them: about 1,500. */
export function readQuarterCity(): Subject[] {
  const city = generateCity({ seed: 3715, scale: 0.25 });
  const sites = new Map(listSites(city.town, city.networks).map((site) => [site.id, site]));
  return city.datastreams.flatMap((one) => {
    const site = sites.get(one.asset);
    if (!site) return [];
    return [
      {
        ...{ id: one.id, asset: one.asset, assetClass: site.class, layerKind: site.of as LayerKind },
        ...{ observedProperty: one.observedProperty, resultType: one.resultType ?? "number" },
        unit: one.unit?.symbol ?? "",
        range: one.range ?? { min: null, max: null },
        ...{ limits: one.limits ?? {}, decimals: one.decimals ?? 2 },
        ...{ expectedIntervalMs: one.expectedIntervalMs ?? 60_000, at: site.at },
        ...{ hasHistory: false, isReported: false },
      },
    ];
  });
}
