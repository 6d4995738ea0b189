/** The entity sets of the standard's sensing part: OGC 18-088, 8.2. */
export const ENTITY_SETS = [
  "Things",
  "Locations",
  "HistoricalLocations",
  "Datastreams",
  "Sensors",
  "ObservedProperties",
  "Observations",
  "FeaturesOfInterest",
] as const;
export type EntitySet = (typeof ENTITY_SETS)[number];

/** A relation of an entity: to which set, and whether to many. */
export interface Relation {
  readonly set: EntitySet;
  readonly isMany: boolean;
}

/** What entities of a set are made of. */
export interface EntityType {
  /** Name of one, as relations to it are called. */
  readonly single: string;
  /** In the order in which they are written. */
  readonly properties: readonly string[];
  /** What must be given when one is made. */
  readonly required: readonly string[];
  readonly relations: Readonly<Record<string, Relation>>;
}

const one = (set: EntitySet): Relation => ({ set, isMany: false });
const many = (set: EntitySet): Relation => ({ set, isMany: true });

/** Names come from clients: `constructor` is no relation. */
const related = (relations: Record<string, Relation>): Record<string, Relation> =>
  Object.assign(Object.create(null), relations);

/** OGC 18-088, tables 5 to 20. */
export const ENTITY_TYPES: Readonly<Record<EntitySet, EntityType>> = {
  Things: {
    single: "Thing",
    properties: ["name", "description", "properties"],
    required: ["name", "description"],
    relations: related({
      Datastreams: many("Datastreams"),
      Locations: many("Locations"),
      HistoricalLocations: many("HistoricalLocations"),
    }),
  },
  Locations: {
    single: "Location",
    properties: ["name", "description", "encodingType", "location", "properties"],
    required: ["name", "description", "encodingType", "location"],
    relations: related({ Things: many("Things"), HistoricalLocations: many("HistoricalLocations") }),
  },
  HistoricalLocations: {
    single: "HistoricalLocation",
    properties: ["time"],
    required: ["time"],
    relations: related({ Thing: one("Things"), Locations: many("Locations") }),
  },
  Datastreams: {
    single: "Datastream",
    properties: [
      "name",
      "description",
      "observationType",
      "unitOfMeasurement",
      "observedArea",
      "phenomenonTime",
      "resultTime",
      "properties",
    ],
    required: ["name", "description", "observationType", "unitOfMeasurement"],
    relations: related({
      Thing: one("Things"),
      Sensor: one("Sensors"),
      ObservedProperty: one("ObservedProperties"),
      Observations: many("Observations"),
    }),
  },
  Sensors: {
    single: "Sensor",
    properties: ["name", "description", "encodingType", "metadata", "properties"],
    required: ["name", "description", "encodingType", "metadata"],
    relations: related({ Datastreams: many("Datastreams") }),
  },
  ObservedProperties: {
    single: "ObservedProperty",
    properties: ["name", "definition", "description", "properties"],
    required: ["name", "definition", "description"],
    relations: related({ Datastreams: many("Datastreams") }),
  },
  Observations: {
    single: "Observation",
    properties: ["phenomenonTime", "result", "resultTime", "resultQuality", "validTime", "parameters"],
    required: ["result"],
    relations: related({ Datastream: one("Datastreams"), FeatureOfInterest: one("FeaturesOfInterest") }),
  },
  FeaturesOfInterest: {
    single: "FeatureOfInterest",
    properties: ["name", "description", "encodingType", "feature", "properties"],
    required: ["name", "description", "encodingType", "feature"],
    relations: related({ Observations: many("Observations") }),
  },
};

/** Properties that are times: a filter compares them as such. */
export const TIME_PROPERTIES: ReadonlySet<string> = new Set([
  "phenomenonTime",
  "resultTime",
  "validTime",
  "time",
]);

/** Answers whether a name is one of {@link ENTITY_SETS}. */
export const isEntitySet = (name: string): name is EntitySet =>
  (ENTITY_SETS as readonly string[]).includes(name);

/** Answers whether a name means an entity's id. */
export const isIdName = (name: string): boolean => name === "id" || name === "@iot.id";
