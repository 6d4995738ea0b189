import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { parseBridgeUrl } from "./ingest/mqtt/bridge-url.ts";
import type { MqttBroker, MqttBrokerNeeds } from "./ingest/mqtt/broker.ts";

/** Whatever comes and goes by MQTT: the broker in this process, the bridge to an outer one, either or none. */
export interface Mqtt {
  /** Where the broker listens. */
  readonly port: number | undefined;
  readonly gauges: readonly MqttGauge[];
  disconnect(tokenId: number): void;
  close(): Promise<void>;
}

/** A figure for `/metrics`: its name, what it says, how to read it. */
type MqttGauge = readonly [name: string, help: string, read: () => number];

/** What MQTT needs of the server. */
interface MqttNeeds extends Omit<MqttBrokerNeeds, "onUnexpected"> {
  /** Names this server to an outer broker, across restarts. */
  readonly serverName: string;
  readonly logger: Logger;
}

/** Under which the bridge's batches are admitted: it is no integrator's. */
const BRIDGE_TOKEN = 0;
/** An outer broker may send much that is refused; the log says so once in a while, `/metrics` how much. */
const REFUSAL_LOG_INTERVAL_MS = 60_000;

/**
 * Opens what the settings ask for. Its libraries are loaded only then.
 *
 * @throws {Fault} `config/port-in-use`, `config/invalid-value` where the broker cannot listen.
 */
export async function openMqtt(
  { mqttPort, mqttUrl, host }: Pick<Config, "mqttPort" | "mqttUrl" | "host">,
  needs: MqttNeeds,
): Promise<Mqtt> {
  const broker = mqttPort === undefined ? undefined : await openBroker({ host, port: mqttPort }, needs);
  const bridge = mqttUrl === undefined ? undefined : await openBridge(mqttUrl, needs);
  return {
    port: broker?.port,
    gauges: [
      ...(broker
        ? [
            gauge("connections", "Connections to the MQTT broker", () => broker.connections),
            gauge(
              "skipped",
              "SensorThings messages that went past MQTT clients who did not read",
              () => broker.skipped,
            ),
          ]
        : []),
      ...(bridge ? gaugesOf(bridge) : []),
    ],
    disconnect: (tokenId) => broker?.disconnect(tokenId),
    async close() {
      await Promise.all([broker?.close(), bridge?.close()]);
    },
  };
}

async function openBroker(at: { host: string; port: number }, needs: MqttNeeds): Promise<MqttBroker> {
  const { openMqttBroker } = await import("./ingest/mqtt/broker.ts");
  const { logger } = needs;
  return openMqttBroker(
    { ...needs, onUnexpected: (error, caller) => logger.error({ err: error, caller }, "MQTT ingest failed") },
    at,
  );
}

type Bridge = Awaited<ReturnType<typeof openBridge>>;

async function openBridge(url: string, { admit, now, serverName, logger }: MqttNeeds) {
  const { openMqttBridge } = await import("./ingest/mqtt/bridge.ts");
  const settings = parseBridgeUrl(url);
  const broker = `${settings.host}:${settings.port}`;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  return openMqttBridge(settings, {
    admit: (payload) => admit(BRIDGE_TOKEN, payload),
    clientId: serverName,
    now,
    onState(state, reason) {
      if (state === "disconnected") logger.warn({ broker, reason }, "the MQTT bridge is disconnected");
      else logger.info({ broker }, "the MQTT bridge is connected");
    },
    onRefused(result) {
      if (now() - toldAtMs < REFUSAL_LOG_INTERVAL_MS) return;
      toldAtMs = now();
      const first = "error" in result ? result.error : result.rejected[0];
      logger.warn({ broker, first }, "the MQTT bridge got observations that are refused");
    },
    onUnexpected: (error) => logger.error({ err: error, broker }, "the MQTT bridge failed"),
  });
}

function gaugesOf(bridge: Bridge): MqttGauge[] {
  return [
    gauge("bridge_connected", "1 while the outer broker is connected and subscribed to", () =>
      Number(bridge.isConnected),
    ),
    gauge("bridge_accepted", "Observations taken from the outer broker", () => bridge.counts.accepted),
    gauge("bridge_duplicates", "Observations that it sent again", () => bridge.counts.duplicates),
    gauge(
      "bridge_rejected",
      "Observations and messages of it that were refused",
      () => bridge.counts.rejected,
    ),
  ];
}

function gauge(name: string, help: string, read: () => number): MqttGauge {
  return [`shuicheng_mqtt_${name}`, help, read];
}
