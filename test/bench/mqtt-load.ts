import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { benchDatastream } from "./bench-city.ts";
import { serveRequests } from "./worker-process.ts";

/**
 * Publishes BATCH observations a message at quality of service 1, as fast as the window allows:
 * node mqtt-load.ts PORT NAME TOKEN DATASTREAMS BASE_MS CLIENTS WINDOW BATCH. Packets are written straight onto TCP: an MQTT
 * library would take more of the two cores than the broker that is measured.
 */
const [port, name, token, datastreamCount, baseMs, clients, window, batch] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const WINDOW = Number(window);
const BATCH = Number(batch);
/** Longest of a message: a topic of about 60 bytes, and for each observation its id and about 40 more. */
const MAX_MESSAGE_BYTES = 256 + (BATCH > 1 ? BATCH * 96 : 0);
const PUBACK_BYTES = 4;

const topics = Array.from({ length: Number(datastreamCount) }, (_, index) =>
  text(`shuicheng/v1/${name}/observations/${benchDatastream(index)}`),
);
const topicOfAll = text(`shuicheng/v1/${name}/observations`);
let next = 0;
let timeMs = Number(baseMs);

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

async function open(client: number): Promise<Socket> {
  const socket = connect(Number(port), "127.0.0.1");
  socket.setNoDelay(true);
  await once(socket, "connect");
  const body = Buffer.concat([
    text("MQTT"),
    Buffer.from([4, 0xc2, 0, 0]),
    ...[`load-${client}`, name, token].map(text),
  ]);
  socket.write(Buffer.concat([Buffer.from([0x10, body.length]), body]));
  const [connack] = (await once(socket, "data")) as [Buffer];
  if (connack[3] !== 0) throw new Error(`CONNACK ${connack[3]}`);
  return socket;
}

/** Two decimals, as instruments send them; some beyond a limit. */
const resultOf = (): number => (((next * 37 + timeMs / 1_000) % 4_000) + 500) / 100;

function step(): void {
  next += 1;
  if (next < topics.length) return;
  next = 0;
  timeMs += 1_000;
}

/** Topic and payload of the next message. */
function take(): { topic: Buffer; payload: string } {
  if (BATCH === 1) {
    const message = { topic: topics[next] as Buffer, payload: `{"time":${timeMs},"result":${resultOf()}}` };
    step();
    return message;
  }
  let items = "";
  for (let i = 0; i < BATCH; i++, step())
    items += `${i > 0 ? "," : ""}{"datastream":"${benchDatastream(next)}","time":${timeMs},"result":${resultOf()}}`;
  return { topic: topicOfAll, payload: `{"items":[${items}]}` };
}

/** Writes the next message into `into`; answers where it ends. */
function write(into: Buffer, from: number, packetId: number): number {
  const { topic, payload } = take();
  let length = topic.length + 2 + payload.length;
  let at = from;
  into[at++] = 0x32;
  for (; length >= 128; length >>= 7) into[at++] = (length & 0x7f) | 0x80;
  into[at++] = length;
  at += topic.copy(into, at);
  into[at++] = packetId >> 8;
  into[at++] = packetId & 0xff;
  at += into.write(payload, at, "latin1");
  return at;
}

/** One client: for so long as it may, a message for each that is acknowledged. */
function run(socket: Socket, untilMs: number): Promise<number> {
  let sent = 0;
  let acknowledged = 0;
  const send = (messages: number) => {
    const bytes = Buffer.allocUnsafe(messages * MAX_MESSAGE_BYTES);
    let at = 0;
    for (let i = 0; i < messages; i++) at = write(bytes, at, (sent++ % 60_000) + 1);
    socket.write(bytes.subarray(0, at));
  };
  return new Promise((resolve) => {
    let partBytes = 0;
    const onData = (chunk: Buffer) => {
      const bytes = partBytes + chunk.length;
      const count = Math.floor(bytes / PUBACK_BYTES);
      partBytes = bytes % PUBACK_BYTES;
      acknowledged += count;
      if (performance.now() < untilMs) send(count);
      else if (acknowledged === sent) {
        socket.off("data", onData);
        resolve(acknowledged);
      }
    };
    socket.on("data", onData);
    send(WINDOW);
  });
}

/** What a window of publishing came to. */
export interface MqttLoadAnswer {
  /** Observations. */
  readonly acknowledged: number;
  readonly elapsedMs: number;
}

const sockets = await Promise.all(Array.from({ length: Number(clients) }, (_, client) => open(client)));

async function publish({ forMs }: { forMs: number }): Promise<MqttLoadAnswer> {
  const beganAt = performance.now();
  const counts = await Promise.all(sockets.map((socket) => run(socket, beganAt + forMs)));
  const acknowledged = counts.reduce((sum, count) => sum + count, 0) * BATCH;
  return { acknowledged, elapsedMs: performance.now() - beganAt };
}

serveRequests({}, publish);
