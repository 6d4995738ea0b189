import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { DatastreamInput, SourceInput, SourceState } from "@shuicheng/shared/contracts";
import { pino } from "pino";
import { expect, vi } from "vitest";
import { createAccess } from "../../access/access.ts";
import { openPipeline, type Pipeline } from "../../pipeline.ts";
import { openRegistry, type Registry } from "../../registry/registry.ts";
import { createAdmission } from "../admission.ts";
import { createLedger } from "../ledger/ledger.ts";
import type { OpenSource, SourceDuty } from "./source.ts";
import { createSourceDesk, type SourceDesk } from "./source-desk.ts";

/** Long enough for a busy machine; nothing is measured by it. */
const WAIT = { timeout: 30_000, interval: 10 };
/** What Shanghai is ahead of UTC, ms. */
export const SHANGHAI_MS = 8 * 3_600_000;

/** Sources over the real stages below them, in a folder of its own. */
export class SourceStage {
  readonly folder = mkdtempSync(join(tmpdir(), "shuicheng-sources-"));
  readonly errors: unknown[] = [];
  readonly registry: Registry;
  readonly pipeline: Pipeline;
  readonly desk: SourceDesk;
  readonly token: number;
  /** Set: the server says that it is busy. */
  busyMs: number | undefined;
  /** Batches that were asked to be taken. */
  asked = 0;

  constructor(
    datastreams: readonly Omit<DatastreamInput, "asset">[],
    open: (input: never, duty: SourceDuty, folder: string) => Promise<OpenSource>,
  ) {
    const now = Date.now;
    this.registry = openRegistry(this.folder);
    this.#register(datastreams);
    const access = createAccess(this.registry.identities, { isPublicViewAllowed: true, now });
    this.token = access.createToken("stations").id;
    this.pipeline = openPipeline(this.folder, this.registry, { logger: pino({ level: "silent" }), now });
    const admission = createAdmission({
      ...this.pipeline.admissionNeeds,
      retryAfterMs: () => this.busyMs,
      accounts: createLedger({
        rangeOf: (handle) => this.registry.datastreams.findByHandle(handle)?.range,
        findHandle: (id) => this.registry.datastreams.find(id)?.handle,
        ...{ offsetMs: () => 0, now },
      }),
    });
    this.desk = createSourceDesk({
      store: this.registry.sources,
      admit: (token, payload) => {
        this.asked++;
        return admission.admit(token, payload);
      },
      isTokenInUse: (token) => token === this.token,
      findDatastream: this.registry.datastreams.find,
      offsetMs: () => SHANGHAI_MS,
      onUnexpected: (error) => this.errors.push(error),
      retryMs: 50,
      open: (input, duty) => open(input as never, duty, this.folder),
      now,
    });
    this.desk.start();
  }

  #register(datastreams: readonly Omit<DatastreamInput, "asset">[]): void {
    this.registry.publisher.publish({
      layer: {
        id: "water",
        name: "",
        kind: "water",
        cimLevel: 4,
        access: "restricted",
        publishedAtMs: Date.now(),
      },
      assets: [{ id: "plant", class: "junction" }],
      datastreams: datastreams.map((one) => ({ ...one, asset: "plant" })),
      isWhole: false,
    });
  }

  /** Adds a source and waits until it is at work. */
  async open(input: SourceInput): Promise<number> {
    const { id } = this.desk.add(input);
    await this.waitFor(() => expect(this.status(id).state).toBe("running"));
    return id;
  }

  status(id: number): SourceState {
    const source = this.desk.find(id);
    if (!source) throw new Error(`no source ${id}`);
    return source.status;
  }

  /** What is stored of a datastream: epoch ms, result, quality (0 good, 1 uncertain, 2 bad). */
  async storedOf(id: string): Promise<[number, number, number][]> {
    const handle = this.registry.datastreams.find(id)?.handle as number;
    const series = await this.pipeline.history.read(handle, 0, Date.now() + 86_400_000, 1_000_000);
    return Array.from(series.timeMs, (time, i) => [
      time,
      series.result[i] as number,
      series.quality[i] as number,
    ]);
  }

  /** Holds the disk: what is sent meanwhile is neither durable nor refused. Answers how to let it go. */
  async blockDisk(): Promise<() => void> {
    // The log's thread is up: from here on its file may be held.
    this.pipeline.tick();
    await this.pipeline.log.whenDurable();
    const disk = new DatabaseSync(join(this.folder, "log.db"));
    disk.exec("BEGIN IMMEDIATE");
    return () => {
      disk.exec("ROLLBACK");
      disk.close();
    };
  }

  waitFor(check: () => void | Promise<void>): Promise<void> {
    return vi.waitFor(check, WAIT);
  }

  async close(): Promise<void> {
    await this.desk.close();
    await this.pipeline.close();
    this.registry.close();
    rmSync(this.folder, { recursive: true });
  }
}
