import { parentPort, workerData } from "node:worker_threads";
import { serveCalls } from "../threads/serve-calls.ts";
import { openAssetStage } from "./asset-stage.ts";

if (!parentPort) throw new TypeError("stage.worker.ts runs as a worker thread");
serveCalls(parentPort, { ...openAssetStage((workerData as { file: string }).file) });
