import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { boxPiece, buildMesh } from "../triangles/build-mesh.suite.ts";
import type { ClashAnswer, ClashRequest } from "./clash-messages.ts";
import { createClashSearch } from "./find-clashes.ts";
import { type ClashElement, searchClashes } from "./search-clashes.ts";

const STAYS = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const elements = [0, 0.5, 1].map((x): ClashElement => {
  const mesh = buildMesh([[boxPiece([x, 0, 0], [x + 0.8, 1, 1])]]);
  return { model: `m${x}`, row: 0, mesh, toStage: STAYS, boxM: [x, 0, 0, x + 0.8, 1, 1] };
});

type Handlers = Pick<Worker, "onmessage" | "onerror" | "onmessageerror" | "terminate" | "postMessage">;

/** A thread that really searches, but in this one; its answers pass through `say`, and stop where that says nothing. */
function openThread(say: (answer: ClashAnswer, tell: () => void) => void) {
  const worker = {
    ...{ onmessage: null, onerror: null, onmessageerror: null, terminate: vi.fn() },
    postMessage: (request: ClashRequest) => void setTimeout(() => handle(request)),
  } satisfies Handlers & Record<string, unknown> as unknown as Worker;
  const handle = createClashSearch((answer) =>
    say(answer, () => worker.onmessage?.({ data: answer } as MessageEvent)),
  );
  return worker;
}

/** Runs a search for half an hour at most. */
async function search(worker: Worker, signal = new AbortController().signal) {
  const told = vi.fn();
  const rule = { kind: "hard", toleranceM: 0.001 } as const;
  const end = searchClashes(elements, elements, rule, signal, told, () => worker).catch(String);
  await vi.advanceTimersByTimeAsync(1_800_000);
  return {
    end: await Promise.race([end, Promise.resolve("goes on")]),
    found: told.mock.calls.flatMap(([{ found }]) => found).length,
    isEnded: vi.mocked(worker.terminate).mock.calls.length > 0,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the thread that searches", () => {
  it("is heard to its end, however long a pair takes", async () => {
    const slow = openThread((answer, tell) => void setTimeout(tell, answer.kind === "done" ? 100_000 : 0));
    expect(await search(slow)).toEqual({ end: "done", found: 2, isEnded: true });
  });

  it("is given up and ended where it answers no more; the next one is searched to its end", async () => {
    let answers = 0;
    const dies = openThread((_answer, tell) => ++answers < 2 && tell());
    expect(await search(dies)).toEqual({ end: "lost", found: 0, isEnded: true });
    expect(await search(openThread((_answer, tell) => tell()))).toMatchObject({ end: "done", found: 2 });
  });

  it("is lost where it ends without a word, or with one that cannot be read; says what it failed of", async () => {
    const ends = (how: (worker: Worker) => void) => {
      const worker = openThread(() => how(worker));
      return search(worker);
    };
    const failing = (message: string) => (worker: Worker) =>
      worker.onerror?.({ message, preventDefault() {} } as ErrorEvent);
    expect((await ends(failing(""))).end).toBe("lost");
    expect((await ends((worker) => worker.onmessageerror?.({} as MessageEvent))).end).toBe("lost");
    expect((await ends(failing("RangeError: too large"))).end).toBe("Error: RangeError: too large");
  });

  it("is ended when somebody stops it", async () => {
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(new Error("stopped")), 1000);
    expect(
      await search(
        openThread(() => undefined),
        stopping.signal,
      ),
    ).toMatchObject({
      ...{ end: "Error: stopped", isEnded: true },
    });
  });
});
