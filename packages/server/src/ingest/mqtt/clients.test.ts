import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { item, MqttStage, START_MS } from "./mqtt-stage.suite.ts";

/** Clients that others wrote: Mosquitto's command line and Python's paho, from Debian's packages. */
const OWN = "shuicheng/v1/plant";
const run = promisify(execFile);

let stage: MqttStage;

beforeAll(async () => {
  stage = await MqttStage.open();
});

afterAll(async () => {
  await stage.close();
});

function mosquitto(credentials: { username: string; password: string }): string[] {
  const { username, password } = credentials;
  return ["-h", "127.0.0.1", "-p", String(stage.broker.port), "-V", "311", "-u", username, "-P", password];
}

const PAHO = `
import json, sys
import paho.mqtt.client as mqtt

port, name, token, start = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
own = "shuicheng/v1/" + name
client = mqtt.Client(client_id="paho")
client.username_pw_set(name, token)
client.will_set(own + "/status", "offline", qos=1)
client.max_inflight_messages_set(200)
results = []

def on_connect(client, userdata, flags, code):
    client.subscribe(own + "/results")

def on_subscribe(client, userdata, mid, granted):
    client.publish(own + "/observations", json.dumps({"batch": "paho-1", "items": [
        {"datastream": "p-4", "time": start, "result": 1.5},
        {"datastream": "nowhere", "time": start, "result": 1.5}]}), qos=1)

def on_message(client, userdata, message):
    results.append(json.loads(message.payload))
    client.disconnect()

client.on_connect, client.on_subscribe, client.on_message = on_connect, on_subscribe, on_message
client.connect("127.0.0.1", port, 30)
client.loop_forever()

client.on_connect = client.on_subscribe = client.on_message = None
client.connect("127.0.0.1", port, 30)
client.loop_start()
sent = [client.publish(own + "/observations/p-5", json.dumps({"time": start + i, "result": i}), qos=1) for i in range(1000)]
sent += [client.publish(own + "/observations/p-6", json.dumps({"time": start + i, "result": i}), qos=2) for i in range(50)]
for one in sent:
    one.wait_for_publish(60)
client.disconnect()
client.loop_stop()
print(json.dumps({"results": results, "published": sum(one.is_published() for one in sent)}))
`;

describe("an MQTT client that others wrote", () => {
  it("[MQ3][MQ4] mosquitto_pub publishes, at any quality of service", async () => {
    const to = mosquitto(stage.credentials());
    const batch = JSON.stringify({ items: [item(0, 1, 5)] });
    await run("mosquitto_pub", [...to, "-q", "1", "-t", `${OWN}/observations`, "-m", batch]);
    await run("mosquitto_pub", [...to, "-q", "2", "-t", `${OWN}/observations/p-1`, "-m", "7.5"]);
    expect([await stage.storedOf(0), await stage.storedOf(1)]).toEqual([[[1, 5]], [[0, 7.5]]]);
    await run("mosquitto_pub", [...to, "-q", "0", "-t", `${OWN}/observations/p-2`, "-m", "8"]);
    await stage.waitFor(async () => expect(await stage.storedOf(2)).toEqual([[0, 8]]));
    const lines = Array.from({ length: 500 }, (_, i) =>
      JSON.stringify({ time: START_MS + i, result: i }),
    ).join("\n");
    const child = spawn("mosquitto_pub", [...to, "-q", "1", "-t", `${OWN}/observations/p-3`, "-l"]);
    child.stdin.end(`${lines}\n`);
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(await stage.storedOf(3)).toHaveLength(500);
  });

  it("[MQ1][MQ2] mosquitto_pub and mosquitto_sub are told where they may not be", async () => {
    const wrong = mosquitto({ username: "plant", password: "sct_wrong" });
    await expect(run("mosquitto_pub", [...wrong, "-t", OWN, "-m", "1"])).rejects.toMatchObject({ code: 4 });
    const to = mosquitto(stage.credentials());
    const denied = run("mosquitto_sub", [...to, "-t", "shuicheng/v1/neighbour/results", "-W", "30"]);
    await expect(denied).resolves.toMatchObject({ stderr: expect.stringContaining("denied") });
  });

  it("[MQ3][MQ8] mosquitto_sub follows results and status", async () => {
    const to = mosquitto(stage.credentials());
    // A line at a time, though it is a pipe: the test waits for the first.
    const child = spawn("stdbuf", [
      "-oL",
      "mosquitto_sub",
      ...to,
      "-t",
      `${OWN}/results`,
      "-t",
      `${OWN}/status`,
      "-C",
      "2",
      "-d",
    ]);
    // It ends as soon as it has both, which may be before its publisher does.
    const ended = once(child, "exit");
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    await stage.waitFor(() => expect(said).toContain("SUBACK"));
    await run("mosquitto_pub", [...to, "-q", "1", "-t", `${OWN}/observations`, "-m", '{"items":[]}']);
    await run("mosquitto_pub", [...to, "-q", "1", "-t", `${OWN}/status`, "-m", "online"]);
    expect(await ended).toEqual([0, null]);
    expect(said).toContain("ingest/empty-batch");
    expect(said).toContain("online");
  });

  it("[MQ3][MQ5] paho publishes with a window, and reads what became of it", async () => {
    const { username, password } = stage.credentials();
    const args = ["-c", PAHO, String(stage.broker.port), username, password, String(START_MS)];
    const { stdout } = await run("/usr/bin/python3", args, { timeout: 100_000 });
    expect(JSON.parse(stdout)).toEqual({
      published: 1_050,
      results: [
        {
          batch: "paho-1",
          packetId: expect.any(Number),
          accepted: 1,
          duplicates: 0,
          rejected: [{ index: 1, code: "ingest/unknown-datastream", message: expect.any(String) }],
        },
      ],
    });
    expect([await stage.storedOf(5), await stage.storedOf(6)].map(({ length }) => length)).toEqual([
      1_000, 50,
    ]);
    expect(stage.errors).toEqual([]);
  });
});
