import type { Finding, ModelHealthReport } from "@shuicheng/shared/contracts";
import { useQuery } from "@tanstack/react-query";
import { isLocalId, useLocalModelStore } from "../../../client/local-model-store.ts";
import { modelHealthQuery, useModels } from "../../../client/model-queries.ts";

/** What the inspector shows of a health report. */
export interface ModelReport extends Pick<ModelHealthReport, "products"> {
  readonly notDrawn: readonly ModelHealthReport["notDrawn"][number][];
  readonly findings: readonly Finding[];
  /** By which rule it is placed, and in which CRS. */
  readonly placement: { readonly rule: string; readonly crs?: string | undefined };
}

/** A model's health report: the server's, or for a local file that of its conversion. Undefined until it is there. */
export function useModelReport(id: string): ModelReport | undefined {
  const local = useLocalModelStore(({ models }) => models.find((each) => each.id === id)?.state);
  const models = useModels();
  const known = models.data?.find((each) => each.id === id);
  const health = useQuery({
    ...modelHealthQuery(known ?? { id, layerRevision: 0 }),
    enabled: known !== undefined && !isLocalId(id),
  });
  if (local) return local.phase === "ready" ? local.health : undefined;
  return health.data;
}
