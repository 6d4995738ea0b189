import { resolve } from "node:path";
import { Fault } from "@shuicheng/shared/faults";
import { BRIDGE_URL_FORM, isBridgeUrl } from "./ingest/mqtt/bridge-url.ts";

/** Typed settings of one server process. */
export interface Config {
  /** 0: the operating system picks a free one. */
  readonly port: number;
  readonly host: string;
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
  readonly adminPassword: string | undefined;
  /** `undefined`: as the demo is. */
  readonly isPublicViewAllowed: boolean | undefined;
  /** The synthetic city; `undefined`: it is there if the data folder is empty or holds it already. */
  readonly demo: "liaocheng" | "none" | undefined;
  /** How many times the usual size; `undefined`: as the data folder has it, else 1. */
  readonly demoScale: number | undefined;
  /** `undefined`: on with the demo. */
  readonly isSimulatorOn: boolean | undefined;
  /** IANA name; days and reports follow it. */
  readonly timeZone: string;
  /** Where the MQTT broker for integrators listens; 0: any free port, `undefined`: nowhere. */
  readonly mqttPort: number | undefined;
  /** Outer MQTT broker that observations are fetched from; see `parseBridgeUrl`. */
  readonly mqttUrl: string | undefined;
}

interface Setting {
  readonly name: string;
  readonly fallback: string | undefined;
  readonly allowed: string;
  /** Its value is never written anywhere. */
  readonly isSecret?: boolean;
  isAllowed(value: string): boolean;
}

/** NIST SP 800-63B, 5.1.1.2: memorised secrets have at least 8 characters. */
const MIN_PASSWORD_LENGTH = 8;
/** What the sign-in accepts. */
const MAX_PASSWORD_LENGTH = 1024;

const isBoolean = (value: string) => value === "true" || value === "false";

const SETTINGS: readonly Setting[] = [
  {
    name: "port",
    fallback: "8080",
    allowed: "a port number, 0 to 65535",
    isAllowed: isPort,
  },
  {
    name: "host",
    fallback: "127.0.0.1",
    allowed: "an address to listen on, e.g. 127.0.0.1 or 0.0.0.0",
    isAllowed: (v) => v.length > 0,
  },
  { name: "data", fallback: "./data", allowed: "a folder", isAllowed: (v) => v.length > 0 },
  {
    name: "demo",
    fallback: undefined,
    allowed: "liaocheng (the demo city; the default on an empty data folder) or none",
    isAllowed: (v) => v === "liaocheng" || v === "none",
  },
  {
    name: "demo-scale",
    fallback: undefined,
    allowed: "how many times the demo city's size, a whole number from 1 to 16",
    isAllowed: (v) => /^\d{1,2}$/.test(v) && Number(v) >= 1 && Number(v) <= 16,
  },
  {
    name: "simulator",
    fallback: undefined,
    allowed: "on or off (on with the demo city)",
    isAllowed: (v) => v === "on" || v === "off",
  },
  {
    name: "role",
    fallback: "all",
    allowed: "all (this version runs as one process)",
    isAllowed: (v) => v === "all",
  },
  {
    name: "admin-password",
    fallback: undefined,
    allowed: `a password of ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters for the user admin, set at the first start`,
    isSecret: true,
    isAllowed: (v) => [...v].length >= MIN_PASSWORD_LENGTH && v.length <= MAX_PASSWORD_LENGTH,
  },
  {
    name: "public-view",
    fallback: undefined,
    allowed: "true or false (true with the demo city)",
    isAllowed: isBoolean,
  },
  {
    name: "mqtt-port",
    fallback: undefined,
    allowed: "a port number, 0 to 65535, where integrators' MQTT clients connect (absent: no MQTT)",
    isAllowed: isPort,
  },
  {
    name: "mqtt-url",
    fallback: undefined,
    allowed: `an outer MQTT broker to fetch observations from: ${BRIDGE_URL_FORM}`,
    isSecret: true,
    isAllowed: isBridgeUrl,
  },
  {
    name: "time-zone",
    fallback: "Asia/Shanghai",
    allowed: "an IANA time zone, e.g. Asia/Shanghai",
    isAllowed: isTimeZone,
  },
];

/**
 * Reads settings from flags (`--port 8080`, `--port=8080`; a value that begins with `--` only in the latter form) and
 * the environment (`SHUICHENG_PORT`); a flag wins.
 *
 * @throws {Fault} `config/unknown-setting` or `config/invalid-value`: its name, and what is allowed.
 */
export function parseConfig(
  flags: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Config {
  const given = { ...readEnvironment(environment), ...readFlags(flags) };
  const values = new Map<string, string | undefined>();
  for (const setting of SETTINGS) {
    const chosen = given[setting.name];
    const value = chosen ?? setting.fallback;
    if (chosen !== undefined && !setting.isAllowed(chosen)) {
      const shown = setting.isSecret ? "" : ` ${chosen}`;
      throw new Fault("config/invalid-value", `--${setting.name}${shown}: allowed is ${setting.allowed}`, {
        setting: setting.name,
      });
    }
    values.set(setting.name, value);
  }
  return {
    port: Number(values.get("port")),
    host: values.get("host") ?? "",
    dataFolder: resolve(values.get("data") ?? ""),
    adminPassword: values.get("admin-password"),
    isPublicViewAllowed: readChoice(values.get("public-view"), "true"),
    demo: values.get("demo") as Config["demo"],
    demoScale: readNumber(values.get("demo-scale")),
    isSimulatorOn: readChoice(values.get("simulator"), "on"),
    timeZone: values.get("time-zone") ?? "",
    mqttPort: readNumber(values.get("mqtt-port")),
    mqttUrl: values.get("mqtt-url"),
  };
}

function readNumber(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function readChoice(value: string | undefined, yes: string): boolean | undefined {
  return value === undefined ? undefined : value === yes;
}

function readFlags(flags: readonly string[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (let i = 0; i < flags.length; i++) {
    const [, name, inline] = /^--([^=]+)(?:=(.*))?$/s.exec(flags[i] as string) ?? [];
    if (name === undefined || !SETTINGS.some((setting) => setting.name === name)) {
      throw unknownSetting(flags[i] as string);
    }
    // The next flag is not a value: a forgotten password must not become "--demo".
    const value = inline ?? (flags[i + 1]?.startsWith("--") ? undefined : flags[++i]);
    if (value === undefined) {
      throw new Fault("config/invalid-value", `--${name} has no value: allowed is ${allowedOf(name)}`, {
        setting: name,
      });
    }
    given[name] = value;
  }
  return given;
}

function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [key, value] of Object.entries(environment)) {
    if (!key.startsWith("SHUICHENG_") || value === undefined || TOOL_VARIABLES.has(key)) continue;
    const name = key.slice("SHUICHENG_".length).toLowerCase().replaceAll("_", "-");
    if (!SETTINGS.some((setting) => setting.name === name)) throw unknownSetting(key);
    given[name] = value;
  }
  return given;
}

/** Variables of the tests and tools, not of the server. */
const TOOL_VARIABLES: ReadonlySet<string> = new Set([
  "SHUICHENG_SAMPLES",
  "SHUICHENG_LONG",
  "SHUICHENG_URL",
  "SHUICHENG_TOKEN",
]);

function unknownSetting(name: string): Fault {
  const known = SETTINGS.map((setting) => `--${setting.name}`).join(" ");
  return new Fault("config/unknown-setting", `${name} is not a setting; there are ${known}`, {
    setting: name,
  });
}

function allowedOf(name: string): string {
  return SETTINGS.find((setting) => setting.name === name)?.allowed ?? "";
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
