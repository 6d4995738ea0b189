import { setTimeout as pause } from "node:timers/promises";
import type { Source, SourceInput } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { buildState, createDuty, type DutyNeeds, type LiveState } from "./create-duty.ts";
import { hideSecrets, keepSecrets } from "./keep-secrets.ts";
import type { OpenSource, SourceDuty } from "./source.ts";

/** What sources need of the server. */
export interface SourceDeskNeeds extends DutyNeeds {
  readonly store: {
    list(): readonly { readonly id: number; readonly input: SourceInput }[];
    find(id: number): { readonly id: number; readonly input: SourceInput } | undefined;
    add(input: SourceInput): number;
    replace(id: number, input: SourceInput): void;
    remove(id: number): void;
  };
  /** Opens a source of any kind, whose library is loaded only then. @throws {Fault} Where it cannot be opened now. */
  open(input: SourceInput, duty: SourceDuty): Promise<OpenSource>;
  /** Pause before another try, ms. */
  readonly retryMs: number;
}

/** Sources with a protocol of their own. */
export interface SourceDesk {
  list(): readonly Source[];
  find(id: number): Source | undefined;
  /** @throws {Fault} `request/invalid` where there is no such token */
  add(input: SourceInput): Source;
  /** @throws {Fault} `request/not-found`, `request/invalid` */
  replace(id: number, input: SourceInput): Source;
  /** @throws {Fault} `request/not-found` */
  remove(id: number): void;
  /** Opens what is enabled. */
  start(): void;
  close(): Promise<void>;
}

interface Slot {
  state: LiveState;
  readonly closing: AbortController;
  /** Ends when the source is closed. */
  readonly work: Promise<void>;
}

/** Creates the desk. */
export function createSourceDesk(needs: SourceDeskNeeds): SourceDesk {
  const { store, now } = needs;
  const slots = new Map<number, Slot>();
  /** Of all that is closed: a port that is asked for again may still be held. */
  let closed: Promise<unknown> = Promise.resolve();
  let isStarted = false;

  /** Opens until it succeeds, and closes when asked to. */
  async function work(
    input: SourceInput,
    state: LiveState,
    closing: AbortSignal,
    before: Promise<unknown>,
  ): Promise<void> {
    await before;
    const duty = createDuty(needs, input.token, state, closing);
    while (!closing.aborted) {
      try {
        duty.report("connecting");
        const opened = await needs.open(input, duty);
        const failure = await Promise.race([whenAborted(closing), ...(opened.broken ? [opened.broken] : [])]);
        await opened.close();
        if (failure) throw failure;
      } catch (error) {
        if (closing.aborted) return;
        duty.report("failed", error);
        await pause(needs.retryMs, undefined, { signal: closing }).catch(() => {});
      }
    }
  }

  function open(id: number, input: SourceInput): void {
    if (!isStarted) return;
    const closing = new AbortController();
    const state = buildState(input.enabled ? "connecting" : "off", now());
    const done = input.enabled ? work(input, state, closing.signal, closed) : Promise.resolve();
    slots.set(id, { state, closing, work: done.catch(needs.onUnexpected) });
  }

  function shut(id: number): void {
    const slot = slots.get(id);
    if (!slot) return;
    slots.delete(id);
    slot.closing.abort();
    closed = Promise.all([closed, slot.work]);
  }

  function require(id: number) {
    const source = store.find(id);
    if (!source) throw new Fault("request/not-found", `there is no source ${id}`);
    return source;
  }

  function check(input: SourceInput): void {
    if (!needs.isTokenInUse(input.token)) {
      throw new Fault("request/invalid", `there is no token ${input.token} in use`);
    }
    if (input.kind === "opcua" && input.nodes.length + input.folders.length === 0) {
      throw new Fault("request/invalid", "name nodes, or folders to look for them in");
    }
  }

  function sourceOf({ id, input }: { id: number; input: SourceInput }): Source {
    const status = slots.get(id)?.state ?? buildState("off", now());
    return { ...hideSecrets(input), id, status: structuredClone(status) } as Source;
  }

  return {
    list: () => store.list().map(sourceOf),
    find(id) {
      const source = store.find(id);
      return source && sourceOf(source);
    },
    add(given) {
      check(given);
      const input = keepSecrets(given, undefined);
      const id = store.add(input);
      open(id, input);
      return sourceOf({ id, input });
    },
    replace(id, given) {
      const { input: before } = require(id);
      check(given);
      const input = keepSecrets(given, before);
      store.replace(id, input);
      shut(id);
      open(id, input);
      return sourceOf({ id, input });
    },
    remove(id) {
      require(id);
      store.remove(id);
      shut(id);
    },
    start() {
      isStarted = true;
      for (const { id, input } of store.list()) open(id, input);
    },
    async close() {
      for (const id of [...slots.keys()]) shut(id);
      await closed;
    },
  };
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}
