import { Fault } from "@shuicheng/shared/faults";
import type { ReadingReport } from "@shuicheng/shared/ifc";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  isLocalId,
  type LocalConverter,
  type LocalOutcome,
  type LocalProgress,
  readLocalNames,
  serveLocalModels,
  useLocalModelStore,
} from "./local-model-store.ts";

interface Call {
  readonly id: string;
  readonly progress: LocalProgress;
  readonly signal: AbortSignal;
  finish(outcome: LocalOutcome): void;
  fail(error: unknown): void;
}

const OUTCOME = { health: { products: 3 }, triangles: 12 } as unknown as LocalOutcome;
const REPORT = { records: 40, products: 3, findings: [] } as unknown as ReadingReport;
const fileOf = (name: string, bytes = 10) => new File([new Uint8Array(bytes)], name);
const rest = () => new Promise((done) => setTimeout(done));
const store = () => useLocalModelStore.getState();
const phases = () => store().models.map(({ name, state }) => `${name} ${state.phase}`);

describe("useLocalModelStore", () => {
  let calls: Call[];
  let released: string[];

  beforeEach(async () => {
    calls = [];
    released = [];
    const converter: LocalConverter = {
      inspect: async (file) => {
        if (file.name === "gone.ifc") throw new DOMException("it was moved", "NotFoundError");
        return { name: file.name.replace("zip", ""), bytes: file.size, maxBytes: 100 };
      },
      convert: (id, _file, progress, signal) =>
        new Promise((finish, fail) => {
          calls.push({ id, progress, signal, finish, fail });
          signal.addEventListener("abort", () => fail(signal.reason));
        }),
      release: (id) => void released.push(id),
    };
    serveLocalModels(async () => converter);
    for (const { id } of store().models) store().close(id);
    await rest();
    released = [];
  });

  it("converts one after the other and tells the step of each", async () => {
    const ids = store().open([fileOf("a.ifczip"), fileOf("b.ifc")]);
    expect(ids.every(isLocalId)).toBe(true);
    await rest();
    calls[0]!.progress.onStage("meshing", 0.4);
    expect(store().models[0]!.state).toEqual({ phase: "converting", stage: "meshing", progress: 0.4 });
    expect(phases()).toEqual(["a.ifc converting", "b.ifc opening"]);
    expect(calls).toHaveLength(1);
    calls[0]!.finish(OUTCOME);
    await rest();
    expect(phases()).toEqual(["a.ifc ready", "b.ifc opening"]);
    expect(store().models[0]!.state).toMatchObject({ triangles: 12, health: { products: 3 } });
    expect(calls.map(({ id }) => id)).toEqual(ids);
  });

  it("begins nothing with a file that is too large, unless told to, and goes on with the next", async () => {
    const [large] = store().open([fileOf("large.ifc", 101), fileOf("b.ifc")]);
    await rest();
    expect(store().models[0]!.state).toEqual({ phase: "too-large", bytes: 101, maxBytes: 100 });
    expect(calls).toHaveLength(1);
    calls[0]!.finish(OUTCOME);
    await rest();
    store().openAnyway(large!);
    await rest();
    expect(calls.map(({ id }) => id)).toEqual([store().models[1]!.id, large]);
  });

  it("says why it failed and what had been read, and tries again", async () => {
    const [id] = store().open([fileOf("half.ifc")]);
    await rest();
    calls[0]!.progress.onReport(REPORT);
    calls[0]!.fail(new Fault("model/unreadable", "scanning: line 7: the end is lost", { line: 7 }));
    await rest();
    expect(store().models[0]!.state).toMatchObject({
      phase: "failed",
      problem: {
        code: "model/unreadable",
        message: "scanning: line 7: the end is lost",
        details: { line: 7 },
      },
      report: REPORT,
    });
    store().tryAgain(id!);
    await rest();
    expect(calls).toHaveLength(2);
  });

  it("knows a file that has gone from a bug of ours", async () => {
    store().open([fileOf("gone.ifc"), fileOf("bug.ifc")]);
    await rest();
    calls[0]!.fail(new TypeError("undefined is not a function"));
    await rest();
    expect(
      store().models.map(({ state }) => state.phase === "failed" && [state.problem.code, state.report]),
    ).toEqual([
      ["page/file-gone", undefined],
      ["page/conversion-failed", undefined],
    ]);
  });

  it("stops a conversion that is closed, forgets it, and goes on with the next", async () => {
    const [first] = store().open([fileOf("a.ifc"), fileOf("b.ifc")]);
    await rest();
    store().close(first!);
    await rest();
    expect(calls[0]!.signal.aborted).toBe(true);
    expect(phases()).toEqual(["b.ifc opening"]);
    expect(released).toEqual([first]);
    expect(calls).toHaveLength(2);
  });

  it("knows a file by its name again after the page was loaded anew, and never two by one id", () => {
    const kept = new Map([
      ["shuicheng.local-names", JSON.stringify({ "local:90": "a.ifc", "local:91": "b.ifc" })],
    ]);
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
    expect(readLocalNames().get("local:91")).toBe("b.ifc");
    const ids = store().open([fileOf("b.ifc"), fileOf("b.ifc"), fileOf("c.ifc")]);
    expect(ids[0]).toBe("local:91");
    expect(new Set([...ids, "local:90"]).size).toBe(4);
    expect(readLocalNames().get(ids[2]!)).toBe("c.ifc");
    vi.unstubAllGlobals();
  });
});
