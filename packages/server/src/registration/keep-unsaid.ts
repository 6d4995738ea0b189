import type {
  Asset,
  AssetInput,
  Datastream,
  DatastreamInput,
  Registration,
} from "@shuicheng/shared/contracts";

/** What is registered already. */
export interface KnownById {
  findAsset(id: string): Asset | undefined;
  findDatastream(id: string): Datastream | undefined;
}

/**
 * Completes a registration by what is known of its assets and datastreams: what a body leaves out stays as it is, so that who renames
 * a datastream does not take its limits away. Lists and objects that are named are taken whole.
 */
export function keepUnsaid(registration: Registration, known: KnownById): Registration {
  return {
    ...registration,
    assets: registration.assets?.map((asset) => completeAsset(asset, known.findAsset(asset.id))) ?? [],
    datastreams:
      registration.datastreams?.map((one) => completeDatastream(one, known.findDatastream(one.id))) ?? [],
  };
}

function completeAsset(said: AssetInput, before: Asset | undefined): AssetInput {
  if (!before) return said;
  const { name, position, attributes } = before;
  return { name, ...(position ? { position } : {}), attributes, ...said };
}

function completeDatastream(said: DatastreamInput, before: Datastream | undefined): DatastreamInput {
  // Another type would be another meaning: the registry refuses it in words of its own.
  if (!before || (said.resultType ?? before.resultType) !== before.resultType) return said;
  const { name, resultType, categories, unit, range, limits, decimals } = before;
  // What counts as stale follows the interval unless it is said itself.
  const isPaceSaid = said.expectedIntervalMs !== undefined;
  const { expectedIntervalMs, staleAfterMs } = before;
  return {
    ...{ name, resultType, categories, range, limits, decimals },
    ...(unit ? { unit } : {}),
    ...(isPaceSaid ? {} : { expectedIntervalMs, staleAfterMs }),
    ...said,
  };
}
