import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { benchDatastream } from "./bench-city.ts";
import { serveRequests } from "./worker-process.ts";

/**
 * Publishes one observation a message at quality of service 1, as fast as the window allows:
 * node mqtt-load.ts PORT NAME TOKEN DATASTREAMS BASE_MS CLIENTS WINDOW. Packets are written straight onto TCP: an MQTT
 * library would take more of the two cores than the broker that is measured.
 */
const [port, name, token, datastreamCount, baseMs, clients, window] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const WINDOW = Number(window);
/** Longest of a message: its topic of about 60 bytes, its payload of about 40. */
const MAX_MESSAGE_BYTES = 256;
const PUBACK_BYTES = 4;

const topics = Array.from({ length: Number(datastreamCount) }, (_, index) =>
  text(`shuicheng/v1/${name}/observations/${benchDatastream(index)}`),
);
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

/** Writes the next message into `into`; answers where it ends. */
function write(into: Buffer, from: number, packetId: number): number {
  const topic = topics[next] as Buffer;
  // Two decimals, as instruments send them; some beyond a limit.
  const result = (((next * 37 + timeMs / 1_000) % 4_000) + 500) / 100;
  const payload = `{"time":${timeMs},"result":${result}}`;
  const length = topic.length + 2 + payload.length;
  let at = from;
  into[at++] = 0x32;
  if (length < 128) into[at++] = length;
  else {
    into[at++] = (length & 0x7f) | 0x80;
    into[at++] = length >> 7;
  }
  at += topic.copy(into, at);
  into[at++] = packetId >> 8;
  into[at++] = packetId & 0xff;
  at += into.latin1Write(payload, at);
  next += 1;
  if (next === topics.length) {
    next = 0;
    timeMs += 1_000;
  }
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
  readonly acknowledged: number;
  readonly elapsedMs: number;
}

const sockets = await Promise.all(Array.from({ length: Number(clients) }, (_, client) => open(client)));

async function publish({ forMs }: { forMs: number }): Promise<MqttLoadAnswer> {
  const beganAt = performance.now();
  const counts = await Promise.all(sockets.map((socket) => run(socket, beganAt + forMs)));
  const acknowledged = counts.reduce((sum, count) => sum + count, 0);
  return { acknowledged, elapsedMs: performance.now() - beganAt };
}

serveRequests({}, publish);
