import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Debian's Mosquitto and InfluxDB 1.6 on free ports, with a folder of their own. */
export interface InfluxStack {
  readonly mqttPort: number;
  readonly influxUrl: string;
  stop(): Promise<void>;
}

/** Starts both. Undefined where one of them is not installed. */
export async function startInfluxStack(user: string, password: string): Promise<InfluxStack | undefined> {
  try {
    for (const command of ["mosquitto", "influxd"])
      execFileSync("which", [command], { env: { PATH: PATHS } });
  } catch {
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "shuicheng-influx-"));
  const [mqttPort, httpPort, rpcPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const children = [startMosquitto(folder, mqttPort, user, password), startInflux(folder, httpPort, rpcPort)];
  const influxUrl = `http://127.0.0.1:${httpPort}`;
  const answers = () =>
    fetch(`${influxUrl}/query?q=${encodeURIComponent("CREATE DATABASE bench")}`, { method: "POST" }).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let attempt = 0; !(await answers()); attempt++) {
    if (attempt === 100) throw new Error("InfluxDB did not start");
    await pause(200);
  }
  return {
    mqttPort,
    influxUrl,
    async stop() {
      for (const child of children) {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const PATHS = "/usr/sbin:/usr/bin:/sbin:/bin";

/** No limit on what waits for a slow subscriber: what it drops is not what is measured. */
function startMosquitto(folder: string, port: number, user: string, password: string): ChildProcess {
  const passwords = join(folder, "passwords");
  execFileSync("mosquitto_passwd", ["-b", "-c", passwords, user, password], { env: { PATH: PATHS } });
  const settings = [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    `password_file ${passwords}`,
    "max_inflight_messages 0",
    "max_queued_messages 0",
    "user root",
  ];
  writeFileSync(join(folder, "mosquitto.conf"), `${settings.join("\n")}\n`);
  return spawn("/usr/sbin/mosquitto", ["-c", join(folder, "mosquitto.conf")], { stdio: "ignore" });
}

function startInflux(folder: string, httpPort: number, rpcPort: number): ChildProcess {
  for (const name of ["meta", "data", "wal"]) mkdirSync(join(folder, name));
  const settings = `reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
dir = "${folder}/meta"
[data]
dir = "${folder}/data"
wal-dir = "${folder}/wal"
index-version = "tsi1"
query-log-enabled = false
max-series-per-database = 0
[http]
bind-address = "127.0.0.1:${httpPort}"
log-enabled = false
`;
  writeFileSync(join(folder, "influxdb.conf"), settings);
  return spawn("/usr/bin/influxd", ["-config", join(folder, "influxdb.conf")], { stdio: "ignore" });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
