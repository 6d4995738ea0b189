import { parentPort, workerData } from "node:worker_threads";
import { createIngestClient } from "@shuicheng/shared/client";
import { Fault } from "@shuicheng/shared/faults";
import { runSimulation } from "./run-simulation.ts";
import type { SimulatorWork } from "./start-simulator.ts";

const port = parentPort;
if (!port) throw new TypeError("simulator.worker.ts runs as a worker thread");
const work = workerData as SimulatorWork;
const stop = new AbortController();
const client = createIngestClient({ url: work.url, token: work.token });
port.on("message", () => {
  stop.abort();
  // Whatever waits for an acknowledgement need not wait for a server that goes down.
  client.close();
});

try {
  await runSimulation({
    server: { url: work.url, token: work.token },
    ...{ scenario: work.scenario, seed: work.seed, speed: 1, layers: work.layers, truthFile: work.truthFile },
    drives: "everything",
    deliver: async (items) => {
      await client.push(items);
    },
    signal: stop.signal,
  });
} catch (error) {
  if (!stop.signal.aborted)
    port.postMessage(error instanceof Fault ? `${error.code}: ${error.message}` : error);
} finally {
  client.close();
  port.close();
}
