import { Fault } from "@shuicheng/shared/faults";

/** Where observations are fetched from. */
export interface BridgeSettings {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly topicFilter: string;
  /** Of the protocol, as CONNECT says it: 4 is MQTT 3.1.1. */
  readonly version: 4 | 5;
  readonly clientId: string | undefined;
}

/** What the setting allows, in words. */
export const BRIDGE_URL_FORM =
  "mqtt://[user:password@]host[:1883]/topic-filter[?version=3.1.1|5&client-id=…], or mqtts://…[:8883]/…";

const DEFAULT_PORTS: Readonly<Record<string, number>> = { "mqtt:": 1883, "mqtts:": 8883 };
const VERSIONS: Readonly<Record<string, 4 | 5>> = { "3.1.1": 4, "5": 5 };
/** What every broker of MQTT 3.1.1 takes (3.1.3.1), but longer, as most do. */
const CLIENT_ID = /^[\w.-]{1,64}$/;

/**
 * Reads the address of an outer broker. The topic filter may be written as it is, `#` included.
 *
 * @throws {Fault} `config/invalid-value`, without the address: it holds a password.
 */
export function parseBridgeUrl(text: string): BridgeSettings {
  // To a URL "#" begins a fragment; here it is a wildcard.
  const url = URL.canParse(text) ? new URL(text.replaceAll("#", "%23")) : undefined;
  const port = url && DEFAULT_PORTS[url.protocol];
  if (!url || port === undefined || url.hostname === "") throw refuse("its form");
  const unknown = [...url.searchParams.keys()].find((name) => name !== "version" && name !== "client-id");
  if (unknown !== undefined) throw refuse(`there is no parameter ${unknown}`);
  const version = VERSIONS[url.searchParams.get("version") ?? "3.1.1"];
  if (!version) throw refuse("version");
  const clientId = url.searchParams.get("client-id") ?? undefined;
  if (clientId !== undefined && !CLIENT_ID.test(clientId))
    throw refuse("client-id: 1 to 64 of A-Z a-z 0-9 . _ -");
  const topicFilter = decode(url.pathname.slice(1));
  if (!isTopicFilter(topicFilter)) throw refuse("the topic filter");
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? port : Number(url.port),
    isTls: url.protocol === "mqtts:",
    username: url.username === "" ? undefined : decode(url.username),
    password: url.password === "" ? undefined : decode(url.password),
    topicFilter,
    version,
    clientId,
  };
}

/** Answers whether a setting names an outer broker. */
export function isBridgeUrl(text: string): boolean {
  try {
    return parseBridgeUrl(text) !== undefined;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

/**
 * The datastream that a topic stands for: the levels that the filter's wildcards match, joined by dots (`plant/+/flow`
 * and `plant/pump-7/flow`: `pump-7`). A filter without a wildcard: the topic's last level.
 */
export function datastreamOfTopic(topicFilter: string, topic: string): string {
  const filter = topicFilter.replace(/^\$share\/[^/]+\//, "").split("/");
  const levels = topic.split("/");
  const matched = filter.flatMap((level, at) =>
    level === "+" ? levels.slice(at, at + 1) : level === "#" ? levels.slice(at) : [],
  );
  return (matched.length > 0 ? matched : levels.slice(-1)).join(".");
}

/** MQTT 3.1.1, 4.7.1: a wildcard is a whole level, and `#` the last one. */
function isTopicFilter(filter: string): boolean {
  const levels = filter.split("/");
  const isPlaced = (level: string, at: number) =>
    !/[+#]/.test(level) || level === "+" || (level === "#" && at === levels.length - 1);
  return (
    filter !== "" && !filter.includes("\0") && Buffer.byteLength(filter) <= 65_535 && levels.every(isPlaced)
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refuse("what is percent-encoded in it");
  }
}

function refuse(what: string): Fault {
  return new Fault("config/invalid-value", `--mqtt-url: ${what}; allowed is ${BRIDGE_URL_FORM}`, {
    setting: "mqtt-url",
  });
}
