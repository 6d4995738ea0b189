import Type, { type Static } from "typebox";

/** Classes of roads, widest first. */
export const RoadClassSchema = Type.Enum(["highway", "arterial", "collector", "local", "lane"]);

const Degrees = Type.Tuple([Type.Number(), Type.Number()]);

/** A ground area. Rings are WGS84 degrees `[lon, lat]`, the outer one first, closed as GeoJSON writes them. */
export const MapAreaSchema = Type.Object({
  id: Type.String(),
  kind: Type.Enum(["water", "green", "block", "plaza", "district"]),
  /** Of blocks: what most of it is used for, a key of the demo's building uses. */
  use: Type.Optional(Type.String()),
  name: Type.String(),
  nameEn: Type.String(),
  rings: Type.Array(Type.Array(Degrees)),
});
export type MapArea = Static<typeof MapAreaSchema>;

/** A line: `widthM` is what it is wide on the ground. */
export const MapLineSchema = Type.Object({
  id: Type.String(),
  kind: Type.Enum(["road", "railway", "river"]),
  roadClass: Type.Optional(RoadClassSchema),
  name: Type.String(),
  nameEn: Type.String(),
  widthM: Type.Number(),
  path: Type.Array(Degrees),
});
export type MapLine = Static<typeof MapLineSchema>;

/** A name at a place. Smaller ranks show first: 1 the city, 2 districts and lakes, 3 landmarks, 4 the rest. */
export const MapPlaceSchema = Type.Object({
  id: Type.String(),
  kind: Type.Enum(["city", "district", "landmark", "station", "water", "park", "hospital", "school"]),
  name: Type.String(),
  nameEn: Type.String(),
  at: Degrees,
  rank: Type.Integer({ minimum: 1, maximum: 4 }),
});
export type MapPlace = Static<typeof MapPlaceSchema>;

/** The vector base map: `GET /api/v1/basemap`. WGS84 degrees throughout. */
export const BaseMapSchema = Type.Object({
  version: Type.Literal(1),
  areas: Type.Array(MapAreaSchema),
  lines: Type.Array(MapLineSchema),
  places: Type.Array(MapPlaceSchema),
  /** Where the shapes come from, and that they are synthetic where they are. */
  attribution: Type.Object({ zh: Type.String(), en: Type.String() }),
});
export type BaseMap = Static<typeof BaseMapSchema>;
