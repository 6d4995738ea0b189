import mqtt from "mqtt";
import { serveRequests } from "./worker-process.ts";

/**
 * What an integrator builds: takes observations from a broker at quality of service 1 and writes them to InfluxDB in lines, 5,000
 * at once or what there is after 50 ms: node influx-bridge.ts BROKER_URL INFLUX_URL.
 */
const [broker, influx] = process.argv.slice(2) as [string, string];
const MAX_LINES = 5_000;
const FLUSH_MS = 50;
const MAX_WRITING = 4;
const SINGLE = /^shuicheng\/v1\/[^/]+\/observations\/(.+)$/;

const lines: string[] = [];
let writing = 0;
let written = 0;
let failed = 0;

function flush(): void {
  while (lines.length > 0 && writing < MAX_WRITING) {
    const taken = lines.splice(0, MAX_LINES);
    writing++;
    void fetch(`${influx}/write?db=bench&precision=ms`, { method: "POST", body: taken.join("\n") }).then(
      async (answer) => {
        if (answer.status === 204) written += taken.length;
        else failed += taken.length;
        await answer.arrayBuffer();
        writing--;
        if (lines.length >= MAX_LINES) flush();
      },
    );
  }
}

interface Item {
  readonly datastream: string;
  readonly time: number;
  readonly result: number;
}

const client = await mqtt.connectAsync(broker, { clientId: "bridge", clean: true });
client.on("message", (topic, payload) => {
  const body = JSON.parse(payload.toString()) as Item & { items?: Item[] };
  const datastream = SINGLE.exec(topic)?.[1];
  for (const item of datastream === undefined ? (body.items ?? []) : [{ ...body, datastream }])
    lines.push(`v,d=${item.datastream} value=${item.result} ${item.time}`);
  if (lines.length >= MAX_LINES) flush();
});
await client.subscribeAsync("shuicheng/v1/+/observations/#", { qos: 1 });
setInterval(flush, FLUSH_MS);

serveRequests({}, async () => ({ written, failed, waiting: lines.length }));
