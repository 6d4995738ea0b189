import { assetIdOf } from "../entities/places.ts";
import { entityFault } from "../sta-fault.ts";
import type { StaReads } from "../sta-needs.ts";

/** Id of the asset that a datastream observes. */
export function assetOf(datastreamId: string, reads: StaReads): string | undefined {
  const datastream = reads.findDatastream(datastreamId);
  return datastream && reads.findAssetByNumber(datastream.assetNumber)?.id;
}

/**
 * Answers whether a link to a feature of interest names the one that an observation has anyway: its asset's.
 *
 * @throws {Fault} `sta/invalid-entity` where it names that of another asset, which the datastream does not observe.
 */
export function isOwnFeature(link: string, asset: string | undefined, pointer: string): boolean {
  const named = assetIdOf(link);
  if (named === undefined) return false;
  if (named === asset) return true;
  throw entityFault(
    pointer,
    `${JSON.stringify(link)} is the feature of an asset that the datastream does not observe: its own goes without saying, others are made by POST /FeaturesOfInterest`,
  );
}
