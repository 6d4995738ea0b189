import { buildBenchCity } from "./bench-city.ts";
import { onBenchStage } from "./bench-stage.ts";
import { median, printFigure, tell } from "./figure.ts";
import type { MqttLoadAnswer } from "./mqtt-load.ts";

const DATASTREAMS = 20_000;
const SCREENS = 50;
const CLIENTS = 4;
const WINDOW = 1_000;
const RUNS = 5;
const WINDOW_MS = 4_000;
const WARM_UP_MS = 2_000;
const NAME = "bench";

/** Durable messages a second by MQTT at quality of service 1, one observation a message, with 50 live screens. */
export async function benchIngestMqtt(): Promise<void> {
  await onBenchStage(
    async ({ server, start }) => {
      const token = await server.createToken(NAME);
      await server.register(token, buildBenchCity(DATASTREAMS, { H: 40, L: 10 }));
      const port = /MQTT[^\n]*port (\d+)/.exec(server.output.stdout)?.[1] ?? "";
      const { worker: screens } = await start("screens.ts", server.url, token, String(SCREENS));
      const { worker: load } = await start(
        "mqtt-load.ts",
        ...[port, NAME, token, String(DATASTREAMS)],
        String(Math.floor(Date.now() / 1_000) * 1_000 - 24 * 3_600_000),
        ...[String(CLIENTS), String(WINDOW)],
      );
      let total = (await load.ask<MqttLoadAnswer>({ forMs: WARM_UP_MS })).acknowledged;
      const rates: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        const { acknowledged, elapsedMs } = await load.ask<MqttLoadAnswer>({ forMs: WINDOW_MS });
        total += acknowledged;
        rates.push((acknowledged * 1_000) / elapsedMs);
        tell(`ingest-mqtt: ${Math.round(rates.at(-1) ?? 0)}/s`);
      }
      // What is refused is acknowledged, too: it must not pass for stored.
      const metrics = await (await server.request("/metrics")).text();
      const [, stored] = /^shuicheng_observations_accepted_total (\d+)/m.exec(metrics) ?? [];
      if (Number(stored) !== total) throw new Error(`${total} acknowledged, ${stored} stored`);
      const { lost } = await screens.ask<{ lost: number }>({});
      printFigure({
        bench: "ingest-mqtt",
        metric: "ingest-mqtt.rate",
        value: median(rates),
        unit: "messages/s",
        n: RUNS,
        note: `one observation a message, QoS 1, ${CLIENTS} clients, ${WINDOW} in flight each, ${SCREENS - lost} of ${SCREENS} screens live`,
      });
    },
    ["--mqtt-port", "0"],
  );
}
