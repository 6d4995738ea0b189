import type { OpcuaInput, OpcuaNode } from "@shuicheng/shared/contracts";
import {
  AttributeIds,
  ClientMonitoredItemGroup,
  type ClientSubscription,
  DataChangeFilter,
  DataChangeTrigger,
  type DataValue,
  DeadbandType,
  resolveNodeId,
  TimestampsToReturn,
} from "node-opcua-client";

/** Nodes asked for in one request: what common servers take. */
const MAX_NODES_PER_REQUEST = 1_000;

/** What monitoring tells. */
export interface MonitorEvents {
  onValue(node: OpcuaNode, value: DataValue): void;
  /** The other server does not monitor this node. */
  onRefused(node: OpcuaNode, reason: string): void;
}

/**
 * Asks for the values of nodes. The library asks again for them when it has to make a new subscription.
 *
 * @returns How many the other server monitors.
 */
export async function monitorNodes(
  subscription: ClientSubscription,
  nodes: readonly OpcuaNode[],
  input: OpcuaInput,
  events: MonitorEvents,
): Promise<number> {
  let monitored = 0;
  for (const alike of groupAlike(nodes, input)) {
    for (let from = 0; from < alike.length; from += MAX_NODES_PER_REQUEST) {
      monitored += await monitorGroup(
        subscription,
        alike.slice(from, from + MAX_NODES_PER_REQUEST),
        input,
        events,
      );
    }
  }
  return monitored;
}

/** Those with the same sampling and deadband go into one request. */
function groupAlike(nodes: readonly OpcuaNode[], input: OpcuaInput): OpcuaNode[][] {
  const groups = Map.groupBy(nodes, (node) =>
    JSON.stringify([node.samplingIntervalMs ?? input.samplingIntervalMs, node.deadband ?? input.deadband]),
  );
  return [...groups.values()];
}

async function monitorGroup(
  subscription: ClientSubscription,
  nodes: readonly OpcuaNode[],
  input: OpcuaInput,
  events: MonitorEvents,
): Promise<number> {
  const [first] = nodes;
  const deadband = first?.deadband ?? input.deadband;
  const group = ClientMonitoredItemGroup.create(
    subscription,
    nodes.map(({ nodeId }) => ({ nodeId: resolveNodeId(nodeId), attributeId: AttributeIds.Value })),
    {
      samplingInterval: first?.samplingIntervalMs ?? input.samplingIntervalMs,
      queueSize: input.queueSize,
      // Where even this queue is too short, the newest values stay, and the other server marks the gap.
      discardOldest: true,
      ...(deadband ? { filter: buildFilter(deadband) } : {}),
    },
    TimestampsToReturn.Both,
  );
  group.on("changed", (_item, value, index) => {
    const node = nodes[index];
    if (node) events.onValue(node, value);
  });
  await new Promise<void>((resolve, reject) => {
    group.on("initialized", () => resolve());
    group.on("err", (message) => reject(new Error(message)));
    group.on("terminated", (error) => reject(error ?? new Error("the nodes are not monitored")));
  });
  return group.monitoredItems.filter(({ statusCode }, i) => {
    const node = nodes[i];
    const isRefused = statusCode.isNotGood();
    if (node && isRefused) events.onRefused(node, statusCode.name);
    return !isRefused;
  }).length;
}

function buildFilter({ type, value }: NonNullable<OpcuaInput["deadband"]>): DataChangeFilter {
  return new DataChangeFilter({
    trigger: DataChangeTrigger.StatusValue,
    deadbandType: type === "absolute" ? DeadbandType.Absolute : DeadbandType.Percent,
    deadbandValue: value,
  });
}
