import { parentPort, workerData } from "node:worker_threads";
import { serveCalls } from "../threads/serve-calls.ts";
import { type OfficeFiles, openWebhookOffice } from "./webhook-office.ts";

if (!parentPort) throw new TypeError("webhooks.worker.ts runs as a worker thread");
serveCalls(parentPort, { ...openWebhookOffice(workerData as OfficeFiles) });
