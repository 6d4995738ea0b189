import { setTimeout as pause } from "node:timers/promises";
import { buildBenchCity } from "./bench-city.ts";
import { type BenchStage, onBenchStage } from "./bench-stage.ts";
import { median, printFigure, tell } from "./figure.ts";
import { type InfluxStack, startInfluxStack } from "./influx-stack.ts";
import type { MqttLoadAnswer } from "./mqtt-load.ts";
import type { WorkerProcess } from "./worker-process.ts";

const DATASTREAMS = 20_000;
const SCREENS = 50;
const CLIENTS = 4;
const RUNS = 5;
const WINDOW_MS = 4_000;
const WARM_UP_MS = 2_000;
const NAME = "bench";
const THEIRS = "Mosquitto QoS 1 → Node bridge → InfluxDB 1.6";
/** One observation a message, and batches of JSON; so many messages in flight by client. */
const FORMS = [
  { metric: "ingest-mqtt.rate", batch: 1, window: 1_000 },
  { metric: "ingest-mqtt.batch-rate", batch: 500, window: 8 },
] as const;
type Form = (typeof FORMS)[number];

/**
 * Durable observations a second by MQTT at quality of service 1, with 50 live screens, beside what an integrator builds of a
 * broker, a bridge and a database: theirs count when the database has answered.
 */
export async function benchIngestMqtt(): Promise<void> {
  await onBenchStage(
    async (stage) => {
      const { server, start } = stage;
      const token = await server.createToken(NAME);
      await server.register(token, buildBenchCity(DATASTREAMS, { H: 40, L: 10 }));
      const port = Number(/MQTT[^\n]*port (\d+)/.exec(server.output.stdout)?.[1]);
      const { worker: screens } = await start("screens.ts", server.url, token, String(SCREENS));
      const theirs = await startInfluxStack(NAME, token);
      if (!theirs) tell("mosquitto and influxdb are not both installed: no comparison");
      try {
        const bridge = theirs && (await startBridge(stage, theirs));
        let total = 0;
        for (const form of FORMS) {
          const ours = await load(stage, port, token, form);
          const peer = theirs && (await load(stage, theirs.mqttPort, token, form));
          total += (await ours.ask<MqttLoadAnswer>({ forMs: WARM_UP_MS })).acknowledged;
          const rates: number[] = [];
          const peers: number[] = [];
          for (let run = 0; run < RUNS; run++) {
            const { acknowledged, elapsedMs } = await ours.ask<MqttLoadAnswer>({ forMs: WINDOW_MS });
            total += acknowledged;
            rates.push((acknowledged * 1_000) / elapsedMs);
            if (peer && bridge) peers.push(await measureTheirs(peer, bridge));
            tell(
              `${form.metric}: ${Math.round(rates.at(-1) ?? 0)}/s, theirs ${Math.round(peers.at(-1) ?? 0)}/s`,
            );
          }
          await checkStored(stage, total);
          const { lost } = await screens.ask<{ lost: number }>({});
          printFigure({
            ...{
              bench: "ingest-mqtt",
              metric: form.metric,
              value: median(rates),
              unit: "observations/s",
              n: RUNS,
            },
            ...(peers.length > 0 ? { against: THEIRS, ratio: median(rates) / median(peers) } : {}),
            note: `${form.batch} a message, QoS 1, ${CLIENTS} clients, ${form.window} in flight each, ${SCREENS - lost} of ${SCREENS} screens live`,
          });
        }
      } finally {
        await theirs?.stop();
      }
    },
    ["--mqtt-port", "0"],
  );
}

async function load(stage: BenchStage, port: number, token: string, form: Form): Promise<WorkerProcess> {
  // Batches come after single observations and are later than those: neither is a backlog.
  const baseMs = Math.floor(Date.now() / 1_000) * 1_000 - (form.batch === 1 ? 48 : 24) * 3_600_000;
  const { worker } = await stage.start(
    "mqtt-load.ts",
    ...[String(port), NAME, token, String(DATASTREAMS), String(baseMs)],
    ...[String(CLIENTS), String(form.window), String(form.batch)],
  );
  return worker;
}

async function startBridge(stage: BenchStage, { mqttPort, influxUrl }: InfluxStack): Promise<WorkerProcess> {
  const { worker } = await stage.start("influx-bridge.ts", `mqtt://127.0.0.1:${mqttPort}`, influxUrl);
  return worker;
}

/** From the first message until the database has all of them. */
async function measureTheirs(peer: WorkerProcess, bridge: WorkerProcess): Promise<number> {
  const ask = () => bridge.ask<{ written: number; failed: number }>({});
  const before = (await ask()).written;
  const beganAt = performance.now();
  const { acknowledged } = await peer.ask<MqttLoadAnswer>({ forMs: WINDOW_MS });
  for (;;) {
    const { written, failed } = await ask();
    if (failed > 0) throw new Error(`InfluxDB refused ${failed} observations`);
    if (written - before >= acknowledged) break;
    await pause(20);
  }
  return (acknowledged * 1_000) / (performance.now() - beganAt);
}

/** What is refused is acknowledged, too: it must not pass for stored. */
async function checkStored({ server }: BenchStage, total: number): Promise<void> {
  const metrics = await (await server.request("/metrics")).text();
  const [, stored] = /^shuicheng_observations_accepted_total (\d+)/m.exec(metrics) ?? [];
  if (Number(stored) !== total) throw new Error(`${total} acknowledged, ${stored} stored`);
}
