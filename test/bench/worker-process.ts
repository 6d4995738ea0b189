import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A process of the bench that answers one message after the other, so that it has an event loop of its own. */
export class WorkerProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts `test/bench/<file>` and waits for its first message, which is returned. */
  static async start<T>(file: string, args: readonly string[]): Promise<{ worker: WorkerProcess; ready: T }> {
    const child = fork(join(import.meta.dirname, file), args, {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const worker = new WorkerProcess(child);
    return { worker, ready: await worker.#next<T>() };
  }

  /** Sends a request and waits for the answer. */
  async ask<T>(request: object): Promise<T> {
    const answer = this.#next<T>();
    this.#child.send(request);
    return answer;
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "close");
    this.#child.kill("SIGKILL");
    await ended;
  }

  #next<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      const onExit = (status: number | null) =>
        reject(new Error(`a process of the bench ended with ${status}`));
      this.#child.once("exit", onExit);
      this.#child.once("message", (message) => {
        this.#child.off("exit", onExit);
        resolve(message as T);
      });
    });
  }
}

/** Answers requests inside a worker process; `ready` is its first message. */
export function serveRequests(ready: object, answer: (request: never) => Promise<object>): void {
  process.on("message", (request) => {
    void answer(request as never).then((reply) => process.send?.(reply));
  });
  process.send?.(ready);
}
