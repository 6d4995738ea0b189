import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { WorkerProcess } from "./worker-process.ts";

/** What a bench runs on: a fresh server on an empty folder, and processes beside it. */
export interface BenchStage {
  readonly dataFolder: string;
  readonly server: ServerProcess;
  /** Starts a process of the bench; it ends with the stage. */
  start<T>(file: string, ...args: string[]): Promise<{ worker: WorkerProcess; ready: T }>;
}

/** Runs a bench on a stage of its own and takes everything down after it, also when it fails. */
export async function onBenchStage(
  run: (stage: BenchStage) => Promise<void>,
  flags: readonly string[] = [],
): Promise<void> {
  const dataFolder = makeDataFolder();
  const server = await ServerProcess.start(dataFolder, flags);
  const started: WorkerProcess[] = [];
  const start = async <T>(file: string, ...args: string[]) => {
    const { worker, ready } = await WorkerProcess.start<T>(file, args);
    started.push(worker);
    return { worker, ready };
  };
  try {
    await run({ dataFolder, server, start });
  } finally {
    for (const worker of started) await worker.stop();
    await server.stop();
    removeDataFolder(dataFolder);
  }
}
