import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { connectAsync, type IClientOptions, type MqttClient } from "mqtt";
import { pino } from "pino";
import { vi } from "vitest";
import { createAccess } from "../../access/access.ts";
import { openPipeline, type Pipeline } from "../../pipeline.ts";
import { openRegistry, type Registry } from "../../registry/registry.ts";
import { type Admission, createAdmission } from "../admission.ts";
import { createLedger } from "../ledger/ledger.ts";
import { type MqttBroker, openMqttBroker } from "./broker.ts";

/** Long enough for a busy machine; nothing is measured by it. */
const WAIT = { timeout: 20_000, interval: 10 };
/** Of a test's own broker. */
export const START_MS = Date.UTC(2026, 10, 22, 12);

/** An MQTT broker over the real stages below it, in a folder of its own. */
export class MqttStage {
  readonly folder = mkdtempSync(join(tmpdir(), "shuicheng-mqtt-"));
  nowMs = START_MS;
  readonly errors: unknown[] = [];
  registry!: Registry;
  pipeline!: Pipeline;
  broker!: MqttBroker;
  admission!: Admission;
  tokens!: { name: string; token: string; id: number }[];
  readonly #clients: MqttClient[] = [];

  /** With datastreams `p-0`, `p-1` … of assets `n-0`, `n-1` …, and tokens for `plant` and `neighbour`. */
  static async open(datastreams = 8): Promise<MqttStage> {
    const stage = new MqttStage();
    await stage.start(datastreams);
    return stage;
  }

  async start(datastreams = 0): Promise<void> {
    this.registry = openRegistry(this.folder);
    if (datastreams > 0) this.#register(datastreams);
    const access = createAccess(this.registry.identities, {
      isPublicViewAllowed: true,
      now: () => this.nowMs,
    });
    this.pipeline = openPipeline(this.folder, this.registry, {
      logger: pino({ level: "silent" }),
      now: () => this.nowMs,
    });
    // The log's thread is up: from here on its file may be held.
    this.pipeline.tick();
    await this.pipeline.log.whenDurable();
    this.admission = createAdmission({
      ...this.pipeline.admissionNeeds,
      accounts: createLedger({
        rangeOf: (handle) => this.registry.datastreams.findByHandle(handle)?.range,
        findHandle: (id) => this.registry.datastreams.find(id)?.handle,
        ...{ offsetMs: () => 0, now: () => this.nowMs },
      }),
    });
    this.tokens ??= ["plant", "neighbour"].map((name) => access.createToken(name));
    this.broker = await openMqttBroker(
      {
        identify: (token) => access.identify({ token }),
        admit: (tokenId, payload) => this.admission.admit(tokenId, payload),
        findHandle: (id) => this.registry.datastreams.find(id)?.handle,
        things: undefined,
        fallSilent: this.pipeline.fallSilent,
        now: () => this.nowMs,
        onUnexpected: (error) => this.errors.push(error),
      },
      { host: "127.0.0.1", port: 0 },
    );
  }

  #register(datastreams: number): void {
    const ids = Array.from({ length: datastreams }, (_, i) => i);
    this.registry.publisher.publish({
      layer: {
        id: "water",
        name: "",
        kind: "water",
        cimLevel: 4,
        access: "restricted",
        publishedAtMs: START_MS,
      },
      assets: ids.map((i) => ({ id: `n-${i}`, class: "junction" })),
      datastreams: ids.map((i) => ({ id: `p-${i}`, asset: `n-${i}`, observedProperty: "pressure" })),
      isWhole: false,
    });
  }

  /** Connects a client; `plant` unless told otherwise. */
  async connect(options: IClientOptions = {}, name = "plant"): Promise<MqttClient> {
    const client = await connectAsync(`mqtt://127.0.0.1:${this.broker.port}`, {
      ...this.credentials(name),
      reconnectPeriod: 0,
      ...options,
    });
    client.on("error", () => {});
    this.#clients.push(client);
    return client;
  }

  credentials(name = "plant"): { username: string; password: string } {
    const known = this.tokens.find((one) => one.name === name);
    return { username: name, password: known?.token ?? "" };
  }

  /** Follows an integrator's results. */
  async follow(client: MqttClient, name = "plant"): Promise<Record<string, unknown>[]> {
    const results: Record<string, unknown>[] = [];
    client.on("message", (_topic, payload) => results.push(JSON.parse(payload.toString())));
    await client.subscribeAsync(`shuicheng/v1/${name}/results`);
    return results;
  }

  /** What is stored of `p-<index>`: milliseconds since the start of the test, and result. */
  async storedOf(index: number): Promise<[number, number][]> {
    const handle = this.handleOf(index);
    const series = await this.pipeline.history.read(handle, 0, START_MS + 86_400_000, 100_000);
    return Array.from(series.timeMs, (time, i) => [time - START_MS, series.result[i] as number]);
  }

  handleOf(index: number): number {
    return this.registry.datastreams.find(`p-${index}`)?.handle as number;
  }

  /** Holds the disk: what is sent meanwhile is neither durable nor refused. Answers how to let it go. */
  blockDisk(): () => void {
    const disk = new DatabaseSync(join(this.folder, "log.db"));
    disk.exec("BEGIN IMMEDIATE");
    return () => {
      disk.exec("ROLLBACK");
      disk.close();
    };
  }

  /** Holds the disk and fills what may wait for it. Answers how to let it go, and what it will have stored then. */
  async overload(): Promise<() => Promise<void>> {
    const release = this.blockDisk();
    const asked: Promise<unknown>[] = [];
    let isBusy = false;
    for (let time = 0; !isBusy; time += 5_000) {
      const items = Array.from({ length: 5_000 }, (_, i) => item(7, -1 - time - i, 1));
      const answer = this.admission.admit(1, { items });
      asked.push(
        answer.catch(() => {
          isBusy = true;
        }),
      );
      await new Promise(setImmediate);
    }
    return async () => {
      release();
      await Promise.all(asked);
    };
  }

  waitFor(check: () => void): Promise<void> {
    return vi.waitFor(check, WAIT);
  }

  async stop(): Promise<void> {
    await this.broker.close();
    await Promise.all(this.#clients.splice(0).map((client) => client.endAsync(true)));
    await this.pipeline.close();
    this.registry.close();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }
}

/** An item of a batch, at so many milliseconds after the start of the test. */
export function item(index: number, time: number, result: unknown) {
  return { datastream: `p-${index}`, time: START_MS + time, result };
}
