import { createServer, type Server, type Socket } from "node:net";
import type { Acknowledgement } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { Aedes, type AedesOptions, type AuthenticateError, type Client, type PublishPacket } from "aedes";
import { createArrivalTimes } from "../arrival-times.ts";
import { type Caller, createCallers } from "./callers.ts";
import { createFollowedTopics, type FollowedTopics } from "./followed-topics.ts";
import { DRAIN_TIMEOUT_MS, openSession, type Session } from "./session.ts";
import { isThingsTopic, type Things } from "./things.ts";
import { topicsOf } from "./topics.ts";

/** What the broker needs of the server. */
export interface MqttBrokerNeeds {
  /** @throws {Fault} `access/unauthenticated` */
  identify(token: string): { readonly name: string; readonly tokenId?: number };
  /** See `Admission`. */
  admit(tokenId: number, payload: unknown): Promise<Acknowledgement>;
  findHandle(datastream: string): number | undefined;
  /** What SensorThings has to say and to take; undefined for none of it. */
  readonly things: Things | undefined;
  /** The gateway behind these is gone. */
  fallSilent(handles: ReadonlySet<number>): Promise<void>;
  now(): number;
  /** A failure of ours, for the log. */
  onUnexpected(error: unknown, caller: string): void;
}

/** A broker that listens. */
export interface MqttBroker {
  /** Where it listens: the port asked for, or what the operating system gave for 0. */
  readonly port: number;
  readonly connections: number;
  /** Messages of SensorThings that went past followers who did not read. */
  readonly skipped: number;
  /** Cuts the connections of a token that no longer holds. */
  disconnect(tokenId: number): void;
  /** Takes nothing more, and waits for what is under way. */
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 10_000;
const MAX_CONNECTIONS_PER_TOKEN = 1_000;
const IDLE_CHECK_MS = 1_000;
/** `online`, `offline` and the like. */
const MAX_STATUS_BYTES = 4_096;

const LIMITS: AedesOptions = {
  // Deliveries under way at once: those to a subscriber that does not read must not hold up the others'.
  concurrency: 10_000,
  drainTimeout: DRAIN_TIMEOUT_MS,
  connectTimeout: 10_000,
  maxClientsIdLength: 65_535,
  maxTopicLevels: 16,
};

/** Return codes of CONNACK, MQTT 3.1.1, 3.2.2.3. */
const SERVER_UNAVAILABLE = 3;
const BAD_CREDENTIALS = 4;
const NOT_AUTHORISED = 5;

/**
 * Opens an MQTT 3.1.1 broker for integrators (PROTOCOL.md, section 6).
 *
 * @throws {Fault} `config/port-in-use`, `config/invalid-value` where it cannot listen.
 */
export async function openMqttBroker(
  needs: MqttBrokerNeeds,
  at: { readonly host: string; readonly port: number },
): Promise<MqttBroker> {
  const sessions = new Set<Session>();
  /** By stream, which is all that the library tells of a connection. */
  const sessionOf = new WeakMap<object, Session>();
  const willTopics = new WeakMap<Session, string>();
  const addressOf = new WeakMap<Session, string>();
  const callers = createCallers();
  const followed = needs.things && createFollowedTopics(needs.things);
  const underWay = new Set<Promise<unknown>>();
  const timeOf = createArrivalTimes(needs.now);
  let isClosing = false;

  const aedes = await Aedes.createBroker({
    ...LIMITS,
    preConnect(client, packet, done) {
      const session = sessionOf.get(client.conn) as Session;
      // The session counts what has come, and takes most packets before the library sees them.
      session.setIdleLimit((packet.keepalive ?? 0) * 1_500);
      packet.keepalive = 0;
      // Nothing is kept for whoever is away: a subscriber that never comes back would be kept for ever.
      packet.clean = true;
      // Ids are each integrator's own: nobody cuts another's connection off.
      if (packet.clientId) packet.clientId = `${packet.username}/${packet.clientId}`;
      if (packet.will) willTopics.set(session, packet.will.topic);
      done(null, true);
    },
    authenticate(client, username, password, done) {
      const refusal = signIn(client, username, password?.toString("utf8") ?? "");
      if (refusal === undefined) done(null, true);
      else done(Object.assign(new Error("refused"), { returnCode: refusal }) as AuthenticateError, false);
    },
    authorizePublish(client, packet, done) {
      const caller = client && findCaller(client);
      if (caller && !isClosing) take(caller, packet, { isWill: client.closed, done });
      else done(new Error("nobody may publish this now"));
    },
    authorizeSubscribe(client, subscription, done) {
      const caller = findCaller(client);
      const { topic } = subscription;
      const isOwn = topic === caller?.topics.results || topic === caller?.topics.status;
      if (isOwn || !caller || !followed || !isThingsTopic(topic)) done(null, isOwn ? subscription : null);
      else
        follow(caller, topic, followed).then(
          (isFollowed) => done(null, isFollowed ? subscription : null),
          (error: Error) => done(error),
        );
    },
    // Who follows SensorThings is told past the library: what is published there is no message but an observation.
    authorizeForward: (_client, packet) => (isThingsTopic(packet.topic) ? null : packet),
  });
  aedes.on("clientReady", (client) => {
    const caller = findCaller(client);
    if (!caller) return;
    caller.client = client;
    caller.session.begin();
  });
  aedes.on("subscribe", (subscriptions, client) =>
    followResults(
      client,
      subscriptions.map(({ topic }) => topic),
      true,
    ),
  );
  aedes.on("unsubscribe", (topics, client) => {
    followResults(client, topics, false);
    const session = findCaller(client)?.session;
    if (session) for (const topic of topics) followed?.leave(session, topic);
  });
  (aedes as NodeJS.EventEmitter).on("error", (error: unknown) => needs.onUnexpected(error, "mqtt"));

  function findCaller(client: Client): Caller | undefined {
    const session = sessionOf.get(client.conn);
    return session && callers.findBySession(session);
  }

  /** Answers whether it can be followed; why not is told where results are. */
  async function follow(
    { session, name, address }: Caller,
    topic: string,
    all: FollowedTopics,
  ): Promise<boolean> {
    try {
      await all.join(session, topic, address);
      return true;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      callers.report(name, { topic, error: { code: error.code, message: error.message } });
      return false;
    }
  }

  function followResults(client: Client, topics: readonly string[], follows: boolean): void {
    const caller = findCaller(client);
    if (caller && topics.includes(caller.topics.results)) caller.followsResults = follows;
  }

  /** @returns The code that CONNACK carries, or undefined where it may come in. */
  function signIn(client: Client, username: string | undefined, token: string): number | undefined {
    const session = sessionOf.get(client.conn) as Session;
    const known = identify(token);
    if (known?.tokenId === undefined || username !== known.name) return BAD_CREDENTIALS;
    const { name, tokenId } = known;
    const topics = topicsOf(name);
    if ((willTopics.get(session) ?? topics.status) !== topics.status) return NOT_AUTHORISED;
    if (callers.countOfToken(tokenId) >= MAX_CONNECTIONS_PER_TOKEN) return SERVER_UNAVAILABLE;
    const address = addressOf.get(session) ?? "";
    callers.add({ session, name, tokenId, topics, address, client: undefined, followsResults: false });
    const { things } = needs;
    session.admitAs(topics, {
      admit: (payload) => needs.admit(tokenId, payload),
      report: (result) => callers.report(name, result),
      findHandle: needs.findHandle,
      things: things && {
        takes: things.takes,
        read: (topic, body) => things.read(topic, body, tokenId),
      },
      timeOf,
      onUnexpected: (error) => needs.onUnexpected(error, name),
    });
    return undefined;
  }

  function identify(token: string): ReturnType<MqttBrokerNeeds["identify"]> | undefined {
    try {
      return needs.identify(token);
    } catch (error) {
      if (!(error instanceof Fault)) needs.onUnexpected(error, "mqtt");
      return undefined;
    }
  }

  /** Takes what the session did not: status, observations at quality of service 2, and what nobody may publish. */
  function take(
    caller: Caller,
    packet: Pick<PublishPacket, "topic" | "payload" | "retain">,
    { isWill, done }: { isWill: boolean; done: (error?: Error) => void },
  ): void {
    const { session, topics, name } = caller;
    // Nothing that is said here is kept for others.
    if (isThingsTopic(packet.topic)) packet.retain = false;
    const payload = Buffer.from(packet.payload);
    if (packet.topic === topics.status && payload.length <= MAX_STATUS_BYTES) {
      if (payload.toString("utf8").trim() === "offline") track(markSilent(caller));
      done();
    } else if (isWill || !session.take(packet.topic, payload, () => done())) {
      const message = `an integrator publishes under ${topics.observations}, observations of SensorThings and, up to ${MAX_STATUS_BYTES} bytes, ${topics.status}`;
      callers.report(name, { topic: packet.topic, error: { code: "access/forbidden", message } }, () =>
        done(new Error(message)),
      );
    }
  }

  /** After what it sent before is on disk: else that would count as newer. */
  async function markSilent({ session, name }: Caller): Promise<void> {
    const handles = new Set(session.sent);
    try {
      await session.whenEmpty();
      if (handles.size > 0) await needs.fallSilent(handles);
    } catch (error) {
      needs.onUnexpected(error, name);
    }
  }

  function track(work: Promise<unknown>): void {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  const server = createServer((socket) => {
    socket.setNoDelay(true);
    const session = openSession(socket);
    sessions.add(session);
    sessionOf.set(session.stream, session);
    addressOf.set(session, writeAddress(socket));
    session.stream.once("close", () => {
      sessions.delete(session);
      callers.remove(session);
      followed?.leaveAll(session);
      track(session.whenEmpty());
    });
    aedes.handle(session.stream);
  });
  server.maxConnections = MAX_CONNECTIONS;
  const idleCheck = setInterval(() => {
    for (const session of sessions) session.checkIdle(performance.now());
  }, IDLE_CHECK_MS);

  async function close(): Promise<void> {
    // No last will is heard from here on: it is not the gateways that go.
    isClosing = true;
    clearInterval(idleCheck);
    server.close();
    for (const session of sessions) session.stream.destroy();
    await new Promise((resolve) => aedes.close(() => resolve(undefined)));
    while (underWay.size > 0) await Promise.all(underWay);
  }

  try {
    const port = await listen(server, at);
    return {
      port,
      get connections() {
        return sessions.size;
      },
      get skipped() {
        return followed?.skipped ?? 0;
      },
      disconnect: callers.disconnect,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The address of this server that a client has connected to, as it stands in a URL. */
function writeAddress({ localAddress = "" }: Socket): string {
  const address = localAddress.replace(/^::ffff:/, "");
  return address.includes(":") ? `[${address}]` : address;
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const isInUse = error.code === "EADDRINUSE";
      const message = isInUse
        ? `--mqtt-port ${port} on ${host} is in use: stop what uses it, or name another port`
        : `cannot listen on --host ${host} --mqtt-port ${port}: ${error.message}`;
      reject(
        new Fault(
          isInUse ? "config/port-in-use" : "config/invalid-value",
          message,
          { port },
          { cause: error },
        ),
      );
    });
    server.listen(port, host, () => resolve((server.address() as { port: number }).port));
  });
}
