import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real Mosquitto with one user, `city` and `secret`. */
export class Mosquitto {
  readonly port: number;
  readonly #folder: string;
  #child: ChildProcess | undefined;

  private constructor(port: number, folder: string) {
    this.port = port;
    this.#folder = folder;
  }

  static async start(): Promise<Mosquitto> {
    const folder = mkdtempSync(join(tmpdir(), "shuicheng-mosquitto-"));
    const port = await freePort();
    const passwords = join(folder, "passwords");
    execFileSync("mosquitto_passwd", ["-b", "-c", passwords, "city", "secret"]);
    const settings = [
      `listener ${port} 127.0.0.1`,
      "allow_anonymous false",
      `password_file ${passwords}`,
      // It keeps what its subscribers miss over its own restart, and does not change to another user.
      "persistence true",
      `persistence_location ${folder}/`,
      "user root",
    ];
    writeFileSync(join(folder, "mosquitto.conf"), `${settings.join("\n")}\n`);
    const broker = new Mosquitto(port, folder);
    await broker.resume();
    return broker;
  }

  async resume(): Promise<void> {
    const child = spawn("/usr/sbin/mosquitto", ["-c", join(this.#folder, "mosquitto.conf")]);
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      let said = "";
      child.stderr?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes("running")) resolve();
      });
      child.once("exit", (status) => reject(new Error(`mosquitto ended with ${status}: ${said}`)));
    });
  }

  async pause(): Promise<void> {
    const ended = once(this.#child as ChildProcess, "exit");
    this.#child?.kill("SIGTERM");
    await ended;
  }

  async close(): Promise<void> {
    await this.pause();
    rmSync(this.#folder, { recursive: true });
  }

  url(rest: string): string {
    return `mqtt://city:secret@127.0.0.1:${this.port}/${rest}`;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
