import { ENTITY_SETS } from "./entity-types.ts";

const SPEC = "http://www.opengis.net/spec/iot_sensing/1.1/req";

/** The requirements that are met: OGC 18-088, 9.2.1. Each has a test under its name. */
export const CONFORMANCE: readonly string[] = [
  "datamodel/entity-control-information/common-control-information",
  "datamodel/thing/properties",
  "datamodel/thing/relations",
  "datamodel/location/properties",
  "datamodel/location/relations",
  "datamodel/historical-location/properties",
  "datamodel/historical-location/relations",
  "datamodel/datastream/properties",
  "datamodel/datastream/relations",
  "datamodel/sensor/properties",
  "datamodel/sensor/relations",
  "datamodel/observed-property/properties",
  "datamodel/observed-property/relations",
  "datamodel/observation/properties",
  "datamodel/observation/relations",
  "datamodel/feature-of-interest/properties",
  "datamodel/feature-of-interest/relations",
  "resource-path/resource-path-to-entities",
  "request-data/status-code",
  "request-data/query-status-code",
  "request-data/order",
  "request-data/expand",
  "request-data/select",
  "request-data/orderby",
  "request-data/top",
  "request-data/skip",
  "request-data/count",
  "request-data/filter",
  "request-data/built-in-filter-operations",
  "request-data/built-in-query-functions",
  "request-data/pagination",
  "create-update-delete/create-entity",
  "create-update-delete/link-to-existing-entities",
  "create-update-delete/deep-insert",
  "create-update-delete/deep-insert-status-code",
  "create-update-delete/update-entity",
  "create-update-delete/delete-entity",
  "create-update-delete/historical-location-auto-creation",
  "create-update-delete/historical-location-manual-creation",
  "data-array/data-array",
].map((requirement) => `${SPEC}/${requirement}`);

/** The requirements that are met where there is an MQTT broker: OGC 18-088, 14. */
const MQTT_CONFORMANCE: readonly string[] = [
  `${SPEC}/create-observations-via-mqtt/observations-creation`,
  `${SPEC}/receive-updates-via-mqtt/receive-updates`,
];

/** Writes the document at the service root. @param mqttPort Of the broker on the same host; undefined where there is none. */
export function writeServiceRoot(root: string, mqttPort: number | undefined) {
  const isByMqtt = mqttPort !== undefined;
  const endpoints = [`mqtt://${new URL(root).hostname}:${mqttPort}`];
  return {
    value: ENTITY_SETS.map((name) => ({ name, url: `${root}/${name}` })),
    serverSettings: {
      conformance: isByMqtt ? [...CONFORMANCE, ...MQTT_CONFORMANCE] : CONFORMANCE,
      ...(isByMqtt ? Object.fromEntries(MQTT_CONFORMANCE.map((name) => [name, { endpoints }])) : {}),
    },
  };
}
