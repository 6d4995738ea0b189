import type { AssetInput, Position } from "@shuicheng/shared/contracts";
import type { CityEntities } from "../entities/city-entities.ts";
import { placeIdOf } from "../entities/places.ts";
import { readTimeValue, writeMoment } from "../filter/read-time.ts";
import { readGeoJson } from "../geometry/read-geojson.ts";
import type { StaAsset, StaReads, StaWrites } from "../sta-needs.ts";
import type { Plan } from "./plan.ts";

/** The layer of things that clients make. */
export const STA_LAYER = "sensorthings";

/** What giving things their places needs. */
interface PlaceNeeds {
  readonly plan: Plan;
  readonly reads: StaReads;
  readonly entities: CityEntities;
  readonly newId: StaWrites["newId"];
}

/** Gives a thing its locations, and keeps when it got them (OGC 18-088, 10.2: a historical location is made by the service). */
export async function placeThing(
  thing: string,
  locations: readonly string[],
  needs: PlaceNeeds,
): Promise<void> {
  await standAt(thing, locations, needs);
  const { plan, reads, newId } = needs;
  const id = newId();
  plan.entities.push({ kind: "HistoricalLocation", id, body: { time: writeMoment(reads.now()) } });
  plan.links.push({ kind: "history-thing", source: id, target: thing });
  for (const target of locations) plan.links.push({ kind: "history-location", source: id, target });
}

/**
 * A thing stands where a client says that it has been, if that is later than all that is known of it (OGC 18-088, 10.2,
 * historical-location-manual-creation).
 *
 * @param time Of the historical location that is about to be planned.
 */
export async function placeByHistory(
  thing: string,
  locations: readonly string[],
  time: string,
  needs: PlaceNeeds,
): Promise<void> {
  const { plan, reads } = needs;
  const planned = plan.links.flatMap(({ kind, source, target }) =>
    kind === "history-thing" && target === thing ? plan.entities.filter((one) => one.id === source) : [],
  );
  const kept = reads.shelf
    .sources("history-thing", thing)
    .flatMap((id) => reads.shelf.find("HistoricalLocation", id) ?? []);
  const times = [...planned, ...kept].map(({ body }) => startOf(body.time));
  // Where the registry alone has said where it stands, or that it stands nowhere, that is now.
  const isRegistered = times.length === 0 && !isOfClients(thing, needs);
  if (locations.length === 0 || isRegistered || times.some((one) => one >= startOf(time))) return;
  await standAt(thing, locations, needs);
}

const startOf = (time: unknown) => readTimeValue(String(time))?.startMs ?? Number.NEGATIVE_INFINITY;

/** Moves the things of clients that stand at a location whose place is changed. */
export async function moveThings(location: string, needs: PlaceNeeds): Promise<void> {
  const { shelf } = needs.reads;
  for (const thing of shelf.sources("thing-location", location))
    await moveTo(thing, shelf.targets("thing-location", thing), needs);
}

async function standAt(thing: string, locations: readonly string[], needs: PlaceNeeds): Promise<void> {
  const kind = "thing-location";
  needs.plan.relinked.push({ kind, source: thing });
  // The place that the registry has is its own anyway.
  for (const target of locations)
    if (target !== placeIdOf(thing)) needs.plan.links.push({ kind, source: thing, target });
  await moveTo(thing, locations, needs);
}

/** A thing that clients made stands on the map where its location is; others stand where they are registered. */
async function moveTo(thing: string, locations: readonly string[], needs: PlaceNeeds): Promise<void> {
  if (!isOfClients(thing, needs)) return;
  for (const id of locations) {
    const position = pointOf(await findGeometry(id, needs));
    if (position) return changeAsset(thing, { position }, needs);
  }
}

function isOfClients(thing: string, { plan, reads }: PlaceNeeds): boolean {
  const asset = reads.findAsset(thing);
  return (
    plan.newAssets.has(thing) || (asset !== undefined && reads.findLayerId(asset.layerNumber) === STA_LAYER)
  );
}

async function findGeometry(id: string, { plan, entities }: PlaceNeeds): Promise<unknown> {
  const planned = plan.entities.find((one) => one.kind === "Location" && one.id === id);
  if (planned) return planned.body.location;
  return (await entities.source("Locations").find(id))?.values().location;
}

/** Plans a change of an asset, beside whatever else is planned for it. */
export function changeAsset(
  id: string,
  change: Partial<Pick<AssetInput, "name" | "position">>,
  { plan, reads }: Pick<PlaceNeeds, "plan" | "reads">,
): void {
  const at = plan.assets.findIndex((one) => one.asset.id === id);
  const planned = plan.assets[at];
  if (planned) plan.assets[at] = { ...planned, asset: { ...planned.asset, ...change } };
  else {
    const asset = reads.findAsset(id);
    if (!asset) return;
    const layer = reads.findLayerId(asset.layerNumber) ?? "";
    plan.assets.push({ layer, asset: { ...assetInputOf(asset), ...change } });
  }
}

/** An asset as it would be registered. */
export const assetInputOf = ({
  id,
  class: assetClass,
  name,
  position,
  attributes,
}: StaAsset): AssetInput => ({
  id,
  class: assetClass,
  name,
  ...(position ? { position } : {}),
  attributes: { ...attributes },
});

/** The place of the only point of a GeoJSON geometry; a height is in metres, as RFC 7946 has it. */
function pointOf(location: unknown): Position | undefined {
  const shape = readGeoJson(location);
  const [point] = shape?.points ?? [];
  if (!shape || !point || shape.points.length !== 1 || shape.lines.length + shape.polygons.length > 0)
    return undefined;
  const [lon, lat] = point;
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return undefined;
  const { coordinates } = ((location as { geometry?: unknown }).geometry ?? location) as {
    coordinates?: unknown[];
  };
  const heightM = coordinates?.[2];
  return { lon, lat, heightM: typeof heightM === "number" ? heightM : 0 };
}
