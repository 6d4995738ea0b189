/** Languages that the copy-paste clients are written in; each quotes in its own way. */
export type SnippetLanguage = "typescript" | "python" | "shell";

/** What a copy-paste client is filled in with. */
export interface SnippetValues {
  /** Origin, e.g. `http://127.0.0.1:8080`. */
  readonly server: string;
  readonly mqttPort: number;
  readonly token: string;
  /** Name of the token, which is its user name in MQTT. */
  readonly integrator: string;
  readonly datastream: string;
  /** A value that the datastream takes. */
  readonly result: number | boolean | string;
}

/**
 * Fills in a copy-paste client. In the files stand names in capitals; two of them, `MQTT_PORT` and `SAMPLE_RESULT`, with
 * their quotes around them, since what comes there need not be text.
 */
export function fillSnippet(text: string, language: SnippetLanguage, values: SnippetValues): string {
  const quote = QUOTERS[language];
  const parts: Readonly<Record<string, string>> = {
    '"SAMPLE_RESULT"': writeResult(values.result, language),
    '"MQTT_PORT"': String(values.mqttPort),
    "'MQTT_PORT'": String(values.mqttPort),
    SERVER_URL: quote(values.server),
    SERVER_HOST: quote(new URL(values.server).hostname),
    YOUR_TOKEN: quote(values.token),
    INTEGRATOR_NAME: quote(values.integrator),
    INTEGRATOR_TOPIC: quote(encodeTopicLevel(values.integrator)),
    DATASTREAM_ID: quote(values.datastream),
  };
  // In one go: what is filled in is not looked through again.
  return text.replace(PLACES, (place) => parts[place] ?? place);
}

const PLACES =
  /"SAMPLE_RESULT"|["']MQTT_PORT["']|SERVER_URL|SERVER_HOST|YOUR_TOKEN|INTEGRATOR_NAME|INTEGRATOR_TOPIC|DATASTREAM_ID/g;

const inDoubleQuotes = (text: string) => JSON.stringify(text).slice(1, -1);
const QUOTERS: Readonly<Record<SnippetLanguage, (text: string) => string>> = {
  typescript: inDoubleQuotes,
  python: inDoubleQuotes,
  shell: (text) => text.replaceAll("'", "'\\''"),
};

function writeResult(result: SnippetValues["result"], language: SnippetLanguage): string {
  if (typeof result === "boolean" && language === "python") return result ? "True" : "False";
  const json = JSON.stringify(result);
  return language === "shell" ? QUOTERS.shell(json) : json;
}

/** PROTOCOL.md section 9: a name in a topic has `%`, `/`, `+` and `#` percent-encoded. */
function encodeTopicLevel(name: string): string {
  return name.replace(/[%/+#]/g, (sign) => encodeURIComponent(sign));
}
