import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Job } from "@shuicheng/shared/contracts";
import type { ConvertedLayer } from "./city.ts";
import type { Config } from "./config.ts";
import type { DemoPlan, DemoState } from "./demo/build/ensure-demo-city.ts";
import { type CityOrder, DEFAULT_SEED } from "./demo/model/index.ts";
import type { Simulator } from "./demo/simulator/start-simulator.ts";

/** The demo city as the process sees it. */
export interface DemoCityDesk {
  /** Deletes what is damaged of the city. Before anything is served. */
  check(): Promise<void>;
  /** After the check: builds what is missing of the city; a city that is whole is left alone. */
  prepare(onProgress: (stage: string, progress: number) => void): Promise<void>;
  /** The building of the city, once it has begun. */
  job(): Job | undefined;
  /** Why the city cannot be shown yet. */
  findUnreadiness(): string | undefined;
  baseMap(): { readonly file: string } | undefined;
  /** Pushes data as any integrator would, until closed. */
  startSimulator(access: { readonly url: string; readonly token: string }): Promise<void>;
  close(): Promise<void>;
}

/** What the demo asks of the server. */
export interface DemoCityNeeds {
  readonly dataFolder: string;
  readonly tilesFolder: string;
  readonly scale: number | undefined;
  reserveFeatures(layerId: string, assetIds: readonly string[]): Uint32Array;
  publish(layer: ConvertedLayer): Promise<unknown>;
  findLayer(id: string): { readonly tileset: string | null } | undefined;
  now(): number;
  /** A layer's files are not whole, and why. */
  onDamage(layerId: string, reason: string): void;
  onUnexpected(error: unknown): void;
}

/** Remembers which city a data folder holds from the first start on, also where the building broke off. */
const orderFile = (dataFolder: string) => join(dataFolder, "demo", "order.json");

/**
 * Answers whether this start shows the demo city: where it was asked for, else where the data folder holds one or
 * has never been used.
 */
export function isDemoWanted(config: Config, folder: { readonly isFresh: boolean }): boolean {
  if (config.demo !== undefined) return config.demo === "liaocheng";
  return folder.isFresh || existsSync(orderFile(config.dataFolder));
}

/** Creates the desk; nothing is built yet. */
export function createDemoCity(needs: DemoCityNeeds): DemoCityDesk {
  const order = takeOrder(needs);
  const leaving = new AbortController();
  let job: Job | undefined;
  let plan: Promise<DemoPlan> | undefined;
  let state: DemoState | undefined;
  let simulator: Simulator | undefined;
  let building: Promise<unknown> = Promise.resolve();

  const { dataFolder, tilesFolder, findLayer, onDamage } = needs;
  // Only when it is called: a server without the demo holds none of its code.
  const loadBuild = () => import("./demo/build/ensure-demo-city.ts");
  async function look(): Promise<DemoPlan> {
    const { planDemoCity } = await loadBuild();
    return planDemoCity(order, { dataFolder, tilesFolder, findLayer, onDamage });
  }
  function findPlan(): Promise<DemoPlan> {
    plan ??= look();
    return plan;
  }

  return {
    async check() {
      await findPlan();
    },
    async prepare(onProgress) {
      const current: Job = {
        ...{ id: randomUUID(), kind: "demo-city", name: "Liaocheng 聊城" },
        ...{ state: "running", stage: "looking for the city", progress: 0 },
        ...{ createdAt: needs.now(), finishedAt: null, report: null, error: null },
      };
      const checked = await findPlan();
      const { ensureDemoCity } = await loadBuild();
      const { reserveFeatures, publish } = needs;
      const work = ensureDemoCity(checked, {
        ...{ dataFolder, tilesFolder, reserveFeatures, publish, findLayer },
        signal: leaving.signal,
        onProgress(stage, progress) {
          // A city that is whole has nothing to tell.
          job = Object.assign(current, { stage, progress });
          onProgress(stage, progress);
        },
      });
      building = work.catch(() => undefined);
      try {
        state = await work;
        Object.assign(current, { state: "done", stage: "done", progress: 1, finishedAt: needs.now() });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        Object.assign(current, {
          ...{ state: "failed", stage: "failed", finishedAt: needs.now() },
          error: { code: "internal/unexpected", message },
        });
        throw error;
      }
    },
    job: () => job && { ...job },
    findUnreadiness: () => {
      if (state) return undefined;
      const done = job ? ` (${job.stage}, ${Math.floor(job.progress * 100)} %)` : "";
      return `the demo city is being built${done}`;
    },
    baseMap: () => state && { file: state.baseMapFile },
    async startSimulator({ url, token }) {
      const { startSimulator } = await import("./demo/simulator/start-simulator.ts");
      if (leaving.signal.aborted) return;
      simulator = startSimulator({
        ...{ url, token, seed: order.seed },
        // What somebody imports beside the city is theirs to report.
        layers: state?.layers ?? [],
        truthFile: join(needs.dataFolder, "demo", "truth.jsonl"),
        onUnexpected: needs.onUnexpected,
      });
    },
    async close() {
      leaving.abort();
      await simulator?.stop();
      await building;
    },
  };
}

/** A folder keeps the city it began with, unless another scale is asked for. */
function takeOrder({ dataFolder, scale }: DemoCityNeeds): CityOrder {
  const file = orderFile(dataFolder);
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as CityOrder) : undefined;
  const order = { seed: stored?.seed ?? DEFAULT_SEED, scale: scale ?? stored?.scale ?? 1 };
  if (stored?.scale !== order.scale) {
    mkdirSync(join(dataFolder, "demo"), { recursive: true });
    writeFileSync(file, `${JSON.stringify(order)}\n`);
  }
  return order;
}
