import { isoAt, METRE } from "./sensor-things-city.ts";

/** Where types of observations have their names: OGC 18-088, table 12. */
export const OM = "http://www.opengis.net/def/observationType/OGC-OM/2.0";

/** Bodies of single entities, as clients send them. */
export const SENSOR = {
  name: "Gauge",
  description: "A gauge",
  encodingType: "text/html",
  metadata: "https://gauge.example",
};
export const PROPERTY = { name: "Silt", definition: "https://silt.example", description: "Depth of silt" };
export const PLACE = {
  name: "Yard",
  description: "The yard",
  encodingType: "application/geo+json",
  location: { type: "Point", coordinates: [10, 50, 12] },
};
export const STREAM = {
  name: "Silt",
  description: "Silt in the yard",
  observationType: `${OM}/OM_Measurement`,
  unitOfMeasurement: METRE,
};
/** A thing with all that belongs to it. */
export const DEEP = {
  name: "Trap",
  description: "A silt trap",
  properties: { owner: "us", "max-depth": 3 },
  Locations: [PLACE],
  Datastreams: [
    {
      ...STREAM,
      Sensor: SENSOR,
      ObservedProperty: PROPERTY,
      Observations: [
        { phenomenonTime: isoAt(0), result: 1 },
        { phenomenonTime: isoAt(1), result: 2 },
      ],
    },
  ],
};
