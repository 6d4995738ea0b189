import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Datastream, ImportReport, Observation, Registration } from "@shuicheng/shared/contracts";

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "packages/server/src/main.ts");

/** Password of the administrator in tests. */
export const ADMIN_PASSWORD = "a-password-for-tests";

/** Long enough for a busy machine to start a process: nothing is measured by it. */
const START_TIMEOUT_MS = 60_000;

/** A new empty folder for a server's data. */
export function makeDataFolder(): string {
  return mkdtempSync(join(tmpdir(), "shuicheng-data-"));
}

/** Removes a data folder. */
export function removeDataFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

/** What a command line said before it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a `.ts` entry of ours to its end. */
export async function runNode(
  args: readonly string[],
  options: { signal?: AbortSignal } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: cleanEnvironment(), ...options });
  const output = collect(child);
  const [status] = (await once(child, "close")) as [number | null];
  return { status, ...output() };
}

/** A real server in a process of its own, with what tests need of its HTTP interface. */
export class ServerProcess {
  readonly url: string;
  readonly dataFolder: string;
  readonly child: ChildProcess;
  readonly #output: () => { stdout: string; stderr: string };

  private constructor(
    url: string,
    dataFolder: string,
    child: ChildProcess,
    output: () => { stdout: string; stderr: string },
  ) {
    this.url = url;
    this.dataFolder = dataFolder;
    this.child = child;
    this.#output = output;
  }

  /** Starts a server, without the demo city unless asked for it, and waits until it says where it is. */
  static async start(
    dataFolder: string,
    flags: readonly string[] = [],
    timeoutMs = START_TIMEOUT_MS,
    /** A command that starts the server: it is handed the server's own as its last arguments. */
    wrapper: readonly string[] = [],
  ): Promise<ServerProcess> {
    const demo = flags.includes("--demo") ? [] : ["--demo", "none"];
    const args = [
      MAIN,
      "--port",
      "0",
      "--data",
      dataFolder,
      "--admin-password",
      ADMIN_PASSWORD,
      ...demo,
      ...flags,
    ];
    const [command, ...rest] = [...wrapper, process.execPath, ...args] as [string, ...string[]];
    const child = spawn(command, rest, { cwd: ROOT, env: cleanEnvironment() });
    const output = collect(child);
    const url = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => {
        child.kill("SIGKILL");
        reject(new Error(`the server ${why}\n${output().stdout}${output().stderr}`));
      };
      const timer = setTimeout(() => fail("said no address in time"), timeoutMs);
      child.once("exit", (status) => fail(`ended with ${status}`));
      child.stdout.on("data", () => {
        const [found] = /http:\/\/[\d.]+:\d+/.exec(output().stdout) ?? [];
        if (found === undefined) return;
        clearTimeout(timer);
        child.removeAllListeners("exit");
        resolve(found);
      });
    });
    return new ServerProcess(url, dataFolder, child, output);
  }

  /** Port it listens on: a restart on the same one is what clients reconnect to. */
  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** What it wrote so far. */
  get output(): { stdout: string; stderr: string } {
    return this.#output();
  }

  /** Ends it as an operator would and waits; answers the exit status. */
  async stop(): Promise<number | null> {
    return this.#end("SIGTERM");
  }

  /** Ends it as a power cut would. */
  async kill9(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Stops it in mid-stride, sockets open. */
  freeze(): void {
    this.child.kill("SIGSTOP");
  }

  /** Lets a frozen one go on. */
  thaw(): void {
    this.child.kill("SIGCONT");
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const ended = once(this.child, "close");
    this.child.kill(signal);
    await ended;
    return this.child.exitCode;
  }

  /** Session cookie of the administrator. */
  async signIn(): Promise<string> {
    const body = { username: "admin", password: ADMIN_PASSWORD };
    const response = await this.request("/api/v1/sessions", { method: "POST", body });
    return response.headers.get("set-cookie")?.split(";")[0] ?? "";
  }

  /** Makes a token as the administrator. */
  async createToken(name = "test"): Promise<string> {
    const cookie = await this.signIn();
    const response = await this.request("/api/v1/tokens", {
      method: "POST",
      body: { name },
      headers: { cookie },
    });
    return ((await response.json()) as { token: string }).token;
  }

  /** Registers assets and datastreams. */
  async register(token: string, registration: Registration): Promise<ImportReport> {
    const headers = { authorization: `Bearer ${token}` };
    const response = await this.request("/api/v1/datastreams/import", {
      method: "POST",
      body: registration,
      headers,
    });
    return (await response.json()) as ImportReport;
  }

  /** Everything stored of one datastream, all pages. */
  async observations(token: string, datastream: string): Promise<Observation[]> {
    return this.pages<Observation>(token, `/api/v1/datastreams/${datastream}/observations?limit=10000`);
  }

  /** Every registered datastream, all pages. */
  async datastreams(token: string): Promise<Datastream[]> {
    return this.pages<Datastream>(token, "/api/v1/datastreams?limit=10000");
  }

  /** All pages of a list. */
  async pages<T>(token: string, path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const page =
        cursor === "" ? path : `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
      const response = await this.request(page, { headers: { authorization: `Bearer ${token}` } });
      const body = (await response.json()) as { items: T[]; nextCursor?: string };
      items.push(...body.items);
      cursor = body.nextCursor;
    }
    return items;
  }

  /** One request that must succeed. */
  async request(
    path: string,
    options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const response = await fetch(`${this.url}${path}`, {
      method: options.method ?? "GET",
      headers: { "content-type": "application/json", ...options.headers },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    if (!response.ok)
      throw new Error(`${options.method ?? "GET"} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
  return () => ({ stdout: Buffer.concat(out).toString("utf8"), stderr: Buffer.concat(err).toString("utf8") });
}

/** Without settings that whoever runs the tests has for a server of theirs. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith("SHUICHENG_"));
  return Object.fromEntries(entries);
}
