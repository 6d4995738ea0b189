import type { Job } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { describe, expect, it } from "vitest";
import { buildJob, createJobQueue, type JobControl, type JobWork } from "./job-queue.ts";

function aQueue() {
  const changes: string[] = [];
  const unexpected: unknown[] = [];
  const queue = createJobQueue({
    now: () => 5,
    onUnexpected: (error) => unexpected.push(error),
    onChange: ({ id, stage }) => changes.push(`${id} ${stage}`),
  });
  const submit = (id: string, work: Partial<JobWork> = {}) =>
    queue.submit(buildJob(id, "model-import", id, 1), { run: async () => ({}), ...work });
  return { queue, submit, changes, unexpected };
}

/** Runs until it is stopped. */
const endless = ({ signal }: JobControl) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("the worker was terminated")));
  });

async function ended(queue: ReturnType<typeof aQueue>["queue"], id: string): Promise<Job> {
  for (;;) {
    const job = queue.find(id);
    if (job && job.finishedAt !== null) return job;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe("createJobQueue", () => {
  it("runs one job after the other, with stages, and tells of each change", async () => {
    const { queue, submit, changes } = aQueue();
    let running = 0;
    const run = async ({ onStage }: JobControl) => {
      expect(++running).toBe(1);
      onStage("meshing", 0.5);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
      return { model: { id: "m", revision: 1 } };
    };
    submit("a", { run });
    submit("b", { run });
    expect(await ended(queue, "b")).toMatchObject({ state: "done", progress: 1, model: { revision: 1 } });
    expect(queue.list().map(({ id }) => id)).toEqual(["b", "a"]);
    expect(changes.filter((one) => one.startsWith("a"))).toEqual([
      "a queued",
      "a reading",
      "a meshing",
      "a done",
    ]);
  });

  it("fails a job under the code of its fault, and under another where it was not foreseen", async () => {
    const { queue, submit, unexpected } = aQueue();
    const bug = new Error("a bug");
    submit("a", { run: () => Promise.reject(new Fault("model/unreadable", "line 3")) });
    submit("b", { run: () => Promise.reject(bug) });
    expect((await ended(queue, "b")).error?.code).toBe("internal/unexpected");
    expect(queue.find("a")).toMatchObject({
      ...{ state: "failed", finishedAt: 5 },
      error: { code: "model/unreadable", message: "line 3" },
    });
    expect(unexpected).toEqual([bug]);
  });

  it("ends a job that waits or runs when it is cancelled, and settles each once", async () => {
    const { queue, submit, unexpected } = aQueue();
    const settled: string[] = [];
    const settle = async ({ id, state }: Job) => {
      settled.push(`${id} ${state}`);
      return { isRestartable: true };
    };
    submit("runs", { run: endless, settle });
    submit("waits", { settle });
    for (const id of ["waits", "runs"]) {
      expect(await queue.cancel(id)).toMatchObject({ state: "failed", error: { code: "job/cancelled" } });
      expect(queue.find(id)?.isRestartable).toBe(true);
    }
    expect(settled).toEqual(["waits failed", "runs failed"]);
    expect(unexpected).toEqual([]);
    submit("after");
    expect(await ended(queue, "after")).toMatchObject({ state: "done" });
    // Too late: it says how it ended.
    expect(await queue.cancel("after")).toMatchObject({ state: "done" });
  });

  it("ends everything as interrupted when it is closed, also what comes later", async () => {
    const { queue, submit } = aQueue();
    submit("runs", { run: endless });
    submit("waits");
    await queue.close();
    submit("late");
    await ended(queue, "late");
    expect(queue.list().map(({ error }) => error?.code)).toEqual(Array(3).fill("job/interrupted"));
  });

  it("remembers a hundred that ended, and all that can be begun again", async () => {
    const { queue, submit } = aQueue();
    const stuck = buildJob("stuck", "model-import", "stuck", 0, { isRestartable: true });
    queue.recall({ ...stuck, state: "failed", finishedAt: 0 });
    for (let n = 0; n < 150; n++) {
      submit(`${n}`);
      await ended(queue, `${n}`);
    }
    expect(queue.find("stuck")).toBeDefined();
    expect(queue.find("0")).toBeUndefined();
    expect(queue.list()).toHaveLength(100);
    queue.forget("stuck");
    expect(queue.find("stuck")).toBeUndefined();
  });
});
