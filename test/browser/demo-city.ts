import type { Asset } from "@shuicheng/shared/contracts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";

const FLAGS = ["--demo", "liaocheng", "--simulator", "off", "--public-view", "true"];

/** The city is made before its server listens. */
export const DEMO_TIMEOUT_MS = 300_000;
/** A hospital of the demo city, by its name there. */
export const HOSPITAL = "聊城市人民医院";

/** The demo city on a server of its own, quiet until somebody pushes something. */
export interface DemoCity {
  readonly url: string;
  readonly dataFolder: string;
  /** Of an integrator. */
  readonly token: string;
  /** Reads something below `/api/v1`. */
  ask<T>(path: string): Promise<T>;
  close(): Promise<void>;
}

/** Makes the demo city and starts its server. */
export async function startDemoCity(): Promise<DemoCity> {
  const dataFolder = makeDataFolder();
  const server = await ServerProcess.start(dataFolder, FLAGS, DEMO_TIMEOUT_MS);
  const token = await server.createToken();
  return {
    url: server.url,
    dataFolder,
    token,
    async ask<T>(path: string) {
      const response = await server.request(`/api/v1${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return (await response.json()) as T;
    },
    async close() {
      await server.kill9();
      removeDataFolder(dataFolder);
    },
  };
}

/** The hospital as the server finds it by the initials of its pinyin. */
export async function findHospital(city: DemoCity): Promise<Asset> {
  return (await city.ask<{ items: Asset[] }>("/assets?q=rmyy&limit=1")).items[0]!;
}
