import { setTimeout as pause } from "node:timers/promises";
import type {
  Job,
  KeptFrom,
  Retention as RetentionAnswer,
  RetentionDryRun,
  RetentionEffect,
  RetentionInForce,
  RetentionInput,
  RetentionPass,
  RetentionTerms,
  RetentionVersion,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { LetGoReport, LetGoStep } from "./history/let-go.ts";
import type { Bounds, Weight } from "./history/reader.worker.ts";
import type { RetentionStore } from "./registry/retention-store.ts";

/** A datastream as a class sees it. */
export interface ClassedDatastream {
  readonly observedProperty: string;
  readonly layer: string;
  readonly assetClass: string;
}

/** What retention stands on. */
export interface RetentionNeeds {
  readonly store: RetentionStore;
  /** Handles are below this; those of datastreams that are out of use count too. */
  handleCount(): number;
  /** undefined: it is out of use. */
  classOf(handle: number): ClassedDatastream | undefined;
  /** Times of observations that were deleted, before a time. */
  deletedTimes(handle: number, beforeMs: number): ReadonlySet<number>;
  letGo(step: LetGoStep): Promise<LetGoReport>;
  weigh(bounds: Bounds): Promise<Weight>;
  keptFrom(handle: number): KeptFrom;
  /** From then on nothing of any datastream has been let go of, epoch ms. */
  nothingGoneFromMs(): number;
  /** A pass that lets go of something has got on. */
  onProgress(): void;
  onFailed(error: unknown): void;
  now(): number;
}

/** How long observations are kept, by class, and who lets go of them. */
export interface Retention {
  read(): RetentionAnswer;
  /** What was in force, the newest first. */
  changes(): readonly RetentionVersion[];
  /**
   * Puts a policy into force and lets go of what it no longer keeps, in the background.
   *
   * @throws {Fault} `registry/conflict`: another version is in force by now; `registry/invalid`.
   */
  change(input: RetentionInput, author: NonNullable<RetentionVersion["changedBy"]>): RetentionAnswer;
  /** What would go. @throws {Fault} as {@link Retention.change} */
  weigh(input: RetentionInput): Promise<RetentionDryRun>;
  inForce(handle: number): RetentionInForce;
  /** Observations from then on are kept of every datastream, epoch ms. */
  allKeptFromMs(nowMs: number): number;
  /** From when on observations of a datastream are kept, epoch ms. */
  keptFromMs(handle: number, nowMs: number): number;
  /** A second has passed. */
  check(): void;
  /** The pass that has let go of something, as long work is shown. */
  job(): Job | undefined;
  /** Waits for the step under way. */
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;
/** Five years, and ten of roll-ups. */
const AS_DELIVERED: RetentionVersion = {
  ...{ version: 0, default: { rawDays: 1_826, rollupDays: 3_652 }, rules: [] },
  ...{ changedAt: null, changedBy: null },
};
/** What was taken just before it grew too old is in chunks by then, and is let go of with its day. */
const LAG_MS = 3_600_000;
const PASS_INTERVAL_MS = DAY_MS;
/** A start has other things to do. */
const FIRST_PASS_MS = 60_000;
const RETRY_MS = 5 * 60_000;
const HANDLES_AT_ONCE = 500;
const CHANGES_SHOWN = 100;

/** Creates retention over its needs. */
export function createRetention(needs: RetentionNeeds): Retention {
  const { now } = needs;
  let policy = needs.store.current() ?? AS_DELIVERED;
  let dueAtMs = now() + FIRST_PASS_MS;
  let running: Promise<void> | undefined;
  let isClosed = false;
  let pass: RetentionPass = {
    ...{ state: "idle", startedAt: null, finishedAt: null },
    ...{ progress: 0, observations: 0, datastreams: 0 },
  };

  /** Terms for some handles, as of a moment. Of what is out of use nothing goes that any class would keep. */
  function boundsOf(of: Policy, handles: readonly number[], nowMs: number): Bounds {
    const terms = handles.map((handle) => {
      const own = needs.classOf(handle);
      return own ? termsOf(of, own).terms : longestOf(of);
    });
    return {
      handles: Int32Array.from(handles),
      rawDays: Int32Array.from(terms, ({ rawDays }) => dayBefore(nowMs, rawDays)),
      rollupDays: Int32Array.from(terms, ({ rollupDays }) => dayBefore(nowMs, rollupDays)),
    };
  }

  async function takeStep(handles: readonly number[], nowMs: number): Promise<LetGoReport> {
    const bounds = boundsOf(policy, handles, nowMs);
    const deletedMs = new Map<number, Float64Array>();
    handles.forEach((handle, at) => {
      const deleted = needs.deletedTimes(handle, (bounds.rawDays[at] as number) * DAY_MS);
      if (deleted.size > 0) deletedMs.set(handle, Float64Array.from(deleted).sort());
    });
    return needs.letGo({ ...bounds, deletedMs });
  }

  async function runPass(): Promise<void> {
    const { version } = policy;
    const count = needs.handleCount();
    const lost = new Set<number>();
    for (let from = 0; from < count && !isClosed && policy.version === version; ) {
      const handles = Array.from({ length: Math.min(HANDLES_AT_ONCE, count - from) }, (_, i) => from + i);
      const startedMs = performance.now();
      const { done, observations, kept } = await takeStep(handles, now());
      from += done;
      for (const { handle } of kept) lost.add(handle);
      pass = {
        ...pass,
        progress: from / count,
        observations: pass.observations + observations,
        datastreams: lost.size,
      };
      if (lost.size > 0) needs.onProgress();
      // As long again for everybody else.
      await pause(performance.now() - startedMs);
    }
  }

  async function start(): Promise<void> {
    dueAtMs = now() + PASS_INTERVAL_MS;
    const { version } = policy;
    pass = {
      ...{ state: "running", startedAt: now(), finishedAt: null },
      ...{ progress: 0, observations: 0, datastreams: 0 },
    };
    let state: RetentionPass["state"] = "idle";
    try {
      await runPass();
    } catch (error) {
      state = "failed";
      dueAtMs = now() + RETRY_MS;
      needs.onFailed(error);
    }
    // Cut short by a change: what is in force now wants a pass of its own.
    if (policy.version !== version) dueAtMs = now();
    pass = { ...pass, state, finishedAt: now(), progress: state === "failed" ? pass.progress : 1 };
    if (pass.datastreams > 0) needs.onProgress();
    running = undefined;
  }

  function check(input: RetentionInput): void {
    if (input.version !== policy.version) {
      throw new Fault(
        "registry/conflict",
        `version ${input.version} was changed, ${policy.version} is in force: read it again`,
        { version: policy.version },
      );
    }
    const terms: [string, RetentionTerms][] = [
      ["/default", input.default],
      ...input.rules.map((rule, at): [string, RetentionTerms] => [`/rules/${at}`, rule]),
    ];
    for (const [pointer, { rawDays, rollupDays }] of terms) {
      if (rollupDays < rawDays) {
        const what = `rollupDays is ${rollupDays}, shorter than rawDays, which is ${rawDays}`;
        throw new Fault("registry/invalid", `${pointer}/rollupDays: ${what}; as long or longer is right`, {
          pointer: `${pointer}/rollupDays`,
        });
      }
    }
    input.rules.forEach((rule, at) => {
      if ((rule.observedProperty ?? rule.layer ?? rule.assetClass) !== undefined) return;
      const what = "says of no class; observedProperty, layer or assetClass is right, one at least";
      throw new Fault("registry/invalid", `/rules/${at} ${what}`, { pointer: `/rules/${at}` });
    });
  }

  const read = (): RetentionAnswer => ({ ...policy, pass });

  /** Of one moment: the rows of a batch ask of the same. */
  let asked = { nowMs: Number.NaN, fromMs: new Map<number, number>() };

  function keptFromMs(handle: number, nowMs: number): number {
    if (asked.nowMs !== nowMs) asked = { nowMs, fromMs: new Map() };
    let fromMs = asked.fromMs.get(handle);
    if (fromMs === undefined) {
      const own = needs.classOf(handle);
      const { rawDays } = own ? termsOf(policy, own).terms : longestOf(policy);
      fromMs = Math.max(nowMs - rawDays * DAY_MS, needs.keptFrom(handle).raw ?? Number.NEGATIVE_INFINITY);
      asked.fromMs.set(handle, fromMs);
    }
    return fromMs;
  }

  return {
    read,
    changes: () => needs.store.list(CHANGES_SHOWN),
    change(input, author) {
      check(input);
      const { version, default: byDefault, rules } = input;
      const next = {
        ...{ version: version + 1, default: byDefault, rules },
        ...{ changedAt: now(), changedBy: author },
      };
      needs.store.add(next);
      policy = next;
      asked = { nowMs: Number.NaN, fromMs: new Map() };
      dueAtMs = now();
      return read();
    },
    async weigh(input) {
      check(input);
      const nowMs = now();
      const effects = new Map<number | null, RetentionEffect>();
      const count = needs.handleCount();
      for (let from = 0; from < count; from += HANDLES_AT_ONCE) {
        const byRule = new Map<number | null, number[]>();
        for (let handle = from; handle < Math.min(count, from + HANDLES_AT_ONCE); handle++) {
          const own = needs.classOf(handle);
          if (!own) continue;
          const { rule } = termsOf(input, own);
          const group = byRule.get(rule);
          if (group) group.push(handle);
          else byRule.set(rule, [handle]);
        }
        for (const [rule, handles] of byRule) {
          const terms = rule === null ? input.default : (input.rules[rule] as RetentionTerms);
          const weight = await needs.weigh(boundsOf(input, handles, nowMs));
          const before = dayBefore(nowMs, terms.rawDays) * DAY_MS;
          effects.set(rule, addWeight(effects.get(rule), { rule, before }, handles.length, weight));
        }
      }
      const all = [...effects.values()].sort((a, b) => (a.rule ?? 1e9) - (b.rule ?? 1e9));
      const sum = (of: (effect: RetentionEffect) => number) =>
        all.reduce((total, effect) => total + of(effect), 0);
      return {
        dryRun: true,
        datastreams: sum((effect) => effect.datastreams),
        observations: sum((effect) => effect.observations),
        rollupDays: sum((effect) => effect.rollupDays),
        effects: all,
      };
    },
    inForce(handle) {
      const own = needs.classOf(handle);
      const { rule, terms } = own ? termsOf(policy, own) : { rule: null, terms: longestOf(policy) };
      const { rawDays, rollupDays } = terms;
      const { raw, rollups } = needs.keptFrom(handle);
      return { rawDays, rollupDays, rule, keptFrom: { raw, rollups } };
    },
    allKeptFromMs(nowMs) {
      const shortestDays = Math.min(policy.default.rawDays, ...policy.rules.map(({ rawDays }) => rawDays));
      return Math.max(nowMs - shortestDays * DAY_MS, needs.nothingGoneFromMs());
    },
    keptFromMs,
    check() {
      if (!running && !isClosed && now() >= dueAtMs) running = start();
    },
    job: () => (pass.datastreams > 0 ? jobOf(pass) : undefined),
    async close() {
      isClosed = true;
      await running;
    },
  };
}

type Policy = Pick<RetentionVersion, "default" | "rules">;

/** The first rule that fits, else the default. */
function termsOf(
  policy: Policy,
  own: ClassedDatastream,
): { readonly rule: number | null; readonly terms: RetentionTerms } {
  const at = policy.rules.findIndex(
    ({ observedProperty, layer, assetClass }) =>
      (observedProperty ?? own.observedProperty) === own.observedProperty &&
      (layer ?? own.layer) === own.layer &&
      (assetClass ?? own.assetClass) === own.assetClass,
  );
  return at < 0
    ? { rule: null, terms: policy.default }
    : { rule: at, terms: policy.rules[at] as RetentionTerms };
}

function longestOf({ default: byDefault, rules }: Policy): RetentionTerms {
  const all = [byDefault, ...rules];
  return {
    rawDays: Math.max(...all.map(({ rawDays }) => rawDays)),
    rollupDays: Math.max(...all.map(({ rollupDays }) => rollupDays)),
  };
}

/** The last UTC day that began so long ago, and a little longer. */
const dayBefore = (nowMs: number, days: number): number =>
  Math.floor((nowMs - days * DAY_MS - LAG_MS) / DAY_MS);

function addWeight(
  effect: RetentionEffect | undefined,
  place: Pick<RetentionEffect, "rule" | "before">,
  covered: number,
  weight: Weight,
): RetentionEffect {
  const times = [effect?.oldest ?? null, weight.oldestMs].filter((time) => time !== null);
  return {
    ...place,
    covered: (effect?.covered ?? 0) + covered,
    datastreams: (effect?.datastreams ?? 0) + weight.datastreams,
    observations: (effect?.observations ?? 0) + weight.observations,
    oldest: times.length > 0 ? Math.min(...times) : null,
    rollupDays: (effect?.rollupDays ?? 0) + weight.rollupDays,
  };
}

function jobOf(pass: RetentionPass): Job {
  return {
    ...{ id: `retention-${pass.startedAt}`, kind: "retention", name: "retention" },
    state: pass.state === "running" ? "running" : pass.state === "failed" ? "failed" : "done",
    stage: `${pass.observations} observations of ${pass.datastreams} datastreams let go of`,
    ...{ progress: pass.progress, createdAt: pass.startedAt ?? 0, finishedAt: pass.finishedAt },
    report: null,
    error:
      pass.state === "failed"
        ? { code: "data/unreadable", message: "the disk refuses; it is tried again" }
        : null,
  };
}
