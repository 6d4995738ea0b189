import { createServer, type Socket } from "node:net";
import { type Hj212Input, type Hj212Rule, MAX_BATCH_ITEMS } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { fillTemplate } from "../sources/fill-template.ts";
import type { OpenSource, SourceDuty, SourceItem } from "../sources/source.ts";
import { buildAnswer } from "./build-answer.ts";
import { dataTimeOf, type Figure, hasFigures, readFigures } from "./read-figures.ts";
import { readLocalTime } from "./read-local-time.ts";
import { type Hj212Message, readSegment } from "./read-segment.ts";
import { createFrameSplitter } from "./split-frames.ts";

/** A station's line or a gateway's; more at once are turned away. */
const MAX_CONNECTIONS = 10_000;
/** A line that was cut without a word is noticed after this. */
const KEEP_ALIVE_MS = 60_000;
/** Of a strange station's name in an error. */
const MAX_SHOWN_MN = 64;
/** Packaged messages of a connection whose time is remembered for the packages after the first. */
const MAX_PACKAGED = 64;

/** A message that may be taken, with its observations. */
interface Delivery {
  readonly message: Hj212Message;
  readonly items: readonly SourceItem[];
}

/**
 * Listens for stations. Each chunk that a connection brings is settled before the next is read: whoever sends faster than
 * the disk writes is slowed down by TCP, and an answer is sent once everything it answers is durable or rejected for good.
 *
 * @throws {Fault} `config/port-in-use`, `config/invalid-value` where it cannot listen.
 */
export async function openHj212(
  input: Hj212Input,
  duty: SourceDuty,
  defaultHost: string,
): Promise<OpenSource> {
  const passwords = new Map(input.stations.map(({ mn, password }) => [mn, password]));
  const sockets = new Set<Socket>();

  function readMessages(segments: readonly string[]): Hj212Message[] {
    return segments.flatMap((segment) => {
      const message = readSegment(segment);
      if (!message) {
        duty.count("unreadable");
        return [];
      }
      duty.count("frames");
      const password = passwords.get(message.mn);
      if (password === message.pw) return message;
      const [figure, reason] =
        password === undefined
          ? ["unknownStation", "is not configured"]
          : ["wrongPassword", "has a wrong password"];
      duty.count(figure);
      duty.report(undefined, new Error(`station ${message.mn.slice(0, MAX_SHOWN_MN)} ${reason}`));
      return [];
    });
  }

  async function settle(deliveries: readonly Delivery[], socket: Socket): Promise<void> {
    const items = deliveries.flatMap((delivery) => delivery.items);
    if (items.length > 0) await duty.admit(items);
    const answers = deliveries.flatMap(({ message }) =>
      message.isAnswerWanted ? (buildAnswer(message) ?? []) : [],
    );
    if (answers.length === 0) return;
    duty.count("answers", answers.length);
    // Who does not read his answers is not read from either.
    if (!socket.write(answers.join(""), "latin1")) await whenDrained(socket);
  }

  async function serve(socket: Socket): Promise<void> {
    const splitter = createFrameSplitter((defect) => duty.count(`bad.${defect}`));
    const readItems = createItemReader(input.rules, duty);
    for await (const chunk of socket) {
      const deliveries = readMessages(splitter.push(chunk as Buffer)).map((message) => ({
        message,
        items: readItems(message),
      }));
      for (const batch of intoBatches(deliveries)) await settle(batch, socket);
    }
    socket.end();
  }

  function take(socket: Socket): void {
    sockets.add(socket);
    duty.gauge("connections", sockets.size);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on("error", () => {});
    socket.once("close", () => {
      sockets.delete(socket);
      duty.gauge("connections", sockets.size);
    });
    serve(socket).catch((error: unknown) => {
      socket.destroy();
      if (!isLineCut(error, socket) && !duty.closing.aborted) duty.onUnexpected(error);
    });
  }

  const server = createServer({ allowHalfOpen: true }, take);
  server.maxConnections = MAX_CONNECTIONS;
  const host = input.host ?? defaultHost;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(refusalOf(error, host, input.port)));
    server.listen(input.port, host, resolve);
  });
  server.on("error", (error) => duty.report(undefined, error));
  duty.report("running");
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Makes a reader of a connection's messages: what they deliver, under the ids that the rules give. */
function createItemReader(
  rules: readonly Hj212Rule[],
  duty: SourceDuty,
): (message: Hj212Message) => SourceItem[] {
  const packaged = new Map<string, string>();
  /** Most figures of a message are of one time, and a zone's offset takes a while to find. */
  let [localTime, timeMs] = ["", undefined as number | undefined];

  function timeMsOf(text: string): number | undefined {
    if (text !== localTime) [localTime, timeMs] = [text, readLocalTime(text, duty.offsetMs)];
    return timeMs;
  }

  /** The first of several packages has the time of all. */
  function timeOf(message: Hj212Message): string {
    const own = dataTimeOf(message);
    if (message.package === undefined) return own;
    const key = `${message.mn} ${message.cn} ${message.qn}`;
    if (own === "") return packaged.get(key) ?? "";
    packaged.delete(key);
    packaged.set(key, own);
    const [oldest] = packaged.keys();
    if (packaged.size > MAX_PACKAGED && oldest !== undefined) packaged.delete(oldest);
    return own;
  }

  return (message) => {
    if (!hasFigures(message.cn)) duty.count("withoutFigures");
    return readFigures(message, timeOf(message)).flatMap((figure) => {
      const rule = rules.find((one) => isFor(one, message.mn, figure));
      const time = timeMsOf(figure.localTime);
      if (!rule) duty.count("unmapped");
      else if (time === undefined) duty.count("withoutTime");
      else {
        const { code, suffix, period, result, quality } = figure;
        const datastream = fillTemplate(rule.datastream, { mn: message.mn, code, suffix, period });
        return { datastream, time, result, quality };
      }
      return [];
    });
  };
}

function isFor(rule: Hj212Rule, mn: string, { code, suffix, period }: Figure): boolean {
  const fits = (wanted: string | undefined, text: string) => wanted === undefined || wanted === text;
  return (
    fits(rule.mn, mn) &&
    fits(rule.code, code) &&
    fits(rule.suffix, suffix) &&
    (rule.period === undefined || rule.period === period)
  );
}

/** Groups of deliveries that fit a batch; one frame, of 9,999 bytes at most, always does. */
function intoBatches(deliveries: readonly Delivery[]): Delivery[][] {
  const batches: Delivery[][] = [];
  let count = 0;
  for (const delivery of deliveries) {
    count += delivery.items.length;
    const last = batches.at(-1);
    if (last && count <= MAX_BATCH_ITEMS) last.push(delivery);
    else {
      batches.push([delivery]);
      count = delivery.items.length;
    }
  }
  return batches;
}

/** Or closed: reading from it says so. */
function whenDrained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once("drain", resolve);
    socket.once("close", () => resolve());
  });
}

function isLineCut(error: unknown, socket: Socket): boolean {
  return (
    error === socket.errored || (error as NodeJS.ErrnoException | null)?.code === "ERR_STREAM_PREMATURE_CLOSE"
  );
}

function refusalOf(error: NodeJS.ErrnoException, host: string, port: number): Fault {
  return error.code === "EADDRINUSE"
    ? new Fault("config/port-in-use", `port ${port} on ${host} is in use`, { port }, { cause: error })
    : new Fault(
        "config/invalid-value",
        `cannot listen on port ${port} of ${host}: ${error.message}`,
        { port },
        { cause: error },
      );
}
