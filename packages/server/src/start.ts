import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "@shuicheng/shared/faults";
import { pino } from "pino";
import { compose, type RunningServer } from "./compose.ts";
import { parseConfig } from "./config.ts";
import { ensurePage, pageFolderOf } from "./page-build.ts";
import { createProgressLine } from "./terminal/progress-line.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Starts the server by flags and environment and says where it is. A foreseen failure is one line on standard
 * error and exit code 1.
 */
export async function start(flags: readonly string[]): Promise<void> {
  try {
    const config = parseConfig(flags, process.env);
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    const logger = pino({ level: "warn" }, pino.destination(2));
    const progress = createProgressLine(process.stderr);
    const pageFolder = pageFolderOf(ROOT);
    const onNotice = (notice: string) => say(notice, process.stderr);
    const server = await compose(config, {
      ...{ logger, pageFolder, version, onNotice },
      onProgress: progress.show,
    });
    // Beside the demo city: each keeps one core busy.
    const page = ensurePage(ROOT, () => say("building the page (about 20 s, once) …", process.stderr));
    closeOnSignal(server, (error) => logger.error({ err: error }, "stopping failed"));
    // At once: it is stored already, and a start that is broken off later must not have kept it to itself.
    if (server.generatedPassword !== undefined) {
      say(`user admin, password ${server.generatedPassword} (shown this once)`);
    }
    await Promise.all([page, server.ready]);
    progress.end();
    if (server.mqttPort !== undefined) say(`MQTT for integrators: port ${server.mqttPort}`);
    say(`Shuicheng ${version} is ready: ${server.url}`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    say(error.message, process.stderr);
    process.exit(1);
  }
}

function closeOnSignal(server: RunningServer, onFailure: (error: unknown) => void): void {
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          onFailure(error);
          process.exit(1);
        },
      );
    });
  }
}

function say(line: string, stream: NodeJS.WriteStream = process.stdout): void {
  stream.write(`${line}\n`);
}
