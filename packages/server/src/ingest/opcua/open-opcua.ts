import type { OpcuaInput, OpcuaNode } from "@shuicheng/shared/contracts";
import type { ClientSession, ClientSubscription, DataValue, OPCUAClient } from "node-opcua-client";
import type { OpenSource, SourceDuty } from "../sources/source.ts";
import { browseFolder } from "./browse-folder.ts";
import { createClient, openSession } from "./connect-client.ts";
import { monitorNodes } from "./monitor-nodes.ts";
import { qualityOf, readValue } from "./read-value.ts";
import { createValueQueue, type ValueQueue } from "./value-queue.ts";

/** Publishing intervals without a word after which a subscription is looked for (keep-alive), and given up (lifetime). */
const [KEEP_ALIVES, LIFETIMES] = [10, 1_000];
/** Values in one message, so that stopping the flow leaves few on their way. */
const MAX_NOTIFICATIONS = 5_000;

/**
 * Subscribes to an OPC UA server. The library reconnects by itself, takes its session up again or makes a new one, and
 * with it the subscription; where it cannot, the source is `broken`.
 *
 * @param folder For keys and certificates.
 * @throws Where the server is not there, or refuses.
 */
export async function openOpcua(input: OpcuaInput, duty: SourceDuty, folder: string): Promise<OpenSource> {
  const client = await createClient(input, folder);
  const stop = () => void client.disconnect().catch(() => {});
  duty.closing.addEventListener("abort", stop, { once: true });
  try {
    await client.connect(input.url);
    const session = await openSession(client, input);
    const nodes = await listNodes(session, input);
    const subscription = await session.createSubscription2({
      requestedPublishingInterval: input.publishingIntervalMs,
      requestedMaxKeepAliveCount: KEEP_ALIVES,
      requestedLifetimeCount: LIFETIMES,
      maxNotificationsPerPublish: MAX_NOTIFICATIONS,
      publishingEnabled: true,
    });
    const queue = createQueue(subscription, duty);
    const broken = followConnection({ client, session, subscription, queue }, duty);
    const onValue = createReader(queue, duty);
    const monitored = await monitorNodes(subscription, nodes, input, {
      onValue,
      onRefused(node, reason) {
        duty.count("refusedNodes");
        duty.report(undefined, new Error(`${node.nodeId}: ${reason}`));
      },
    });
    duty.gauge("monitored", monitored);
    duty.report("running");
    return {
      broken,
      async close() {
        await client.disconnect().catch(() => {});
        await queue.whenEmpty();
      },
    };
  } catch (error) {
    await client.disconnect().catch(() => {});
    throw error;
  } finally {
    duty.closing.removeEventListener("abort", stop);
  }
}

async function listNodes(session: ClientSession, input: OpcuaInput): Promise<OpcuaNode[]> {
  const nodes = [...input.nodes];
  for (const folder of input.folders) nodes.push(...(await browseFolder(session, folder)));
  // A node that is named is not taken from a folder once more.
  return [...new Map(nodes.toReversed().map((node) => [node.nodeId, node])).values()].reverse();
}

function createQueue(subscription: ClientSubscription, duty: SourceDuty): ValueQueue {
  return createValueQueue({
    admit: duty.admit,
    setFlow(isOpen) {
      if (!isOpen) duty.count("heldBack");
      subscription.setPublishingMode(isOpen).catch((error: unknown) => duty.report(undefined, error));
    },
    onLost(items, error) {
      duty.count("lost", items.length);
      if (!duty.closing.aborted) duty.onUnexpected(error);
    },
  });
}

/**
 * Makes the reader of what a subscription brings. A value without a time of its source has the server's, else ours. A
 * node that says only that its value is bad repeats the last result, as bad: that it is not known now is what counts.
 */
function createReader(queue: ValueQueue, duty: SourceDuty): (node: OpcuaNode, value: DataValue) => void {
  const latest = new Map<OpcuaNode, number | boolean | string>();
  return (node, { value, statusCode, sourceTimestamp, serverTimestamp }) => {
    duty.count("values");
    if (statusCode.hasOverflowBit) duty.count("overflows");
    const quality = qualityOf(statusCode.value);
    const read = readValue(value);
    const result = read ?? (quality === "good" ? undefined : latest.get(node));
    if (result === undefined) {
      duty.count("withoutValue");
      return;
    }
    latest.set(node, result);
    const time = (sourceTimestamp ?? serverTimestamp)?.getTime() ?? duty.now();
    queue.push({ datastream: node.datastream, time, result, quality });
    duty.gauge("queued", queue.length);
  };
}

interface Connection {
  readonly client: OPCUAClient;
  readonly session: ClientSession;
  readonly subscription: ClientSubscription;
  readonly queue: ValueQueue;
}

/** Reports how the connection goes. Resolves when the library has given up. */
function followConnection(
  { client, session, subscription, queue }: Connection,
  duty: SourceDuty,
): Promise<Error> {
  client.on("connection_lost", () => {
    duty.count("connectionsLost");
    duty.report("connecting", new Error("the connection was lost"));
  });
  client.on("backoff", (_count, delayMs) =>
    duty.report("connecting", new Error(`not reachable; tried again in ${Math.round(delayMs / 1000)} s`)),
  );
  client.on("after_reconnection", () => {
    duty.report("running");
    // A new subscription begins with its flow open.
    if (!queue.isOpen) subscription.setPublishingMode(false).catch(() => {});
  });
  return new Promise((resolve) => {
    const giveUp = (reason: string) => resolve(new Error(reason));
    client.on("abort", () => giveUp("the connection was given up"));
    client.on("close", (error) => giveUp(error?.message ?? "the connection was closed"));
    session.on("session_closed", (status) => giveUp(`the session was closed: ${status.name}`));
    subscription.on("terminated", () => giveUp("the subscription was ended"));
  });
}
