import { parseArgs } from "node:util";
import { Fault } from "@shuicheng/shared/faults";
import { SCENARIO_KINDS, type ScenarioKind } from "../demo/simulator/scenarios/index.ts";

/** What `npm run simulate` was asked to do. */
export type SimulateSettings = {
  readonly url: string;
  readonly token: string;
  readonly layer: string | undefined;
} & (
  | {
      readonly kind: "replay";
      readonly file: string;
      /** Epoch ms of the first row; undefined: so that the recording ends now. */
      readonly startMs: number | undefined;
      /** Recorded seconds per second; undefined: as fast as the server acknowledges. */
      readonly speed: number | undefined;
      readonly isLooping: boolean;
    }
  | { readonly kind: "load"; readonly ratePerS: number; readonly seed: number }
  | {
      readonly kind: "scenario";
      readonly scenario: ScenarioKind;
      readonly seed: number;
      /** Scenario minutes a minute. */
      readonly speed: number;
      /** Where the true cause is written; undefined: nowhere. */
      readonly truthFile: string | undefined;
    }
);

const FLAGS = {
  url: { type: "string" },
  token: { type: "string" },
  replay: { type: "string" },
  layer: { type: "string" },
  start: { type: "string" },
  speed: { type: "string" },
  loop: { type: "boolean" },
  rate: { type: "string" },
  seed: { type: "string" },
  scenario: { type: "string" },
  truth: { type: "string" },
} as const;

/** Where a server listens unless it was told otherwise. */
const DEFAULT_URL = "http://127.0.0.1:8080";

/**
 * Reads the command line of `npm run simulate`; `SHUICHENG_URL` and `SHUICHENG_TOKEN` stand in for their flags.
 *
 * @throws {Fault} `config/unknown-setting` for a flag it does not know, `config/invalid-value` for a value it
 * cannot use; the message is one line that says what would be right.
 */
export function parseSettings(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): SimulateSettings {
  const flags = readFlags(argv);
  const url = readUrl(flags.url ?? environment.SHUICHENG_URL ?? DEFAULT_URL);
  const token = flags.token ?? environment.SHUICHENG_TOKEN;
  if (token === undefined || token === "") {
    throw invalid("token", "is missing; an administrator makes one on the page or with POST /api/v1/tokens");
  }
  const server = { url, token, layer: flags.layer };
  const [work, other] = (["scenario", "rate", "replay"] as const).filter((name) => flags[name] !== undefined);
  if (work === undefined) {
    throw invalid(
      "replay",
      `file.csv, --rate N or --scenario ${SCENARIO_KINDS.join("|")} is needed: what to push`,
    );
  }
  if (other !== undefined) throw invalid(work, `and --${other} exclude each other`);
  if (work === "scenario") {
    refuse(flags, ["start", "loop"], "belongs to --replay");
    return { ...server, ...readScenario(flags) };
  }
  refuse(flags, ["truth"], "belongs to --scenario");
  if (flags.rate !== undefined) {
    refuse(flags, ["start", "speed", "loop"], "belongs to --replay");
    const seed = flags.seed === undefined ? 1 : readNumber("seed", flags.seed, { min: 0 });
    return { ...server, kind: "load", ratePerS: readNumber("rate", flags.rate, { above: 0 }), seed };
  }
  refuse(flags, ["seed"], "belongs to --rate and --scenario");
  const speed = flags.speed === undefined ? undefined : readNumber("speed", flags.speed, { above: 0 });
  if (flags.loop === true && speed === undefined) {
    throw invalid("loop", "needs --speed: at full speed its times would run ahead of the clock");
  }
  const startMs = flags.start === undefined ? undefined : readInstant(flags.start);
  const file = flags.replay ?? "";
  return { ...server, kind: "replay", file, startMs, speed, isLooping: flags.loop === true };
}

function readScenario(flags: ReturnType<typeof readFlags>) {
  const scenario = SCENARIO_KINDS.find((kind) => kind === flags.scenario);
  if (scenario === undefined)
    throw invalid("scenario", `"${flags.scenario}" is not one; expected ${SCENARIO_KINDS.join(", ")}`);
  const seed = flags.seed === undefined ? 1 : readNumber("seed", flags.seed, { min: 0 });
  const speed = flags.speed === undefined ? 1 : readNumber("speed", flags.speed, { above: 0 });
  return { kind: "scenario", scenario, seed, speed, truthFile: flags.truth } as const;
}

function readFlags(argv: readonly string[]) {
  const { tokens } = parseArgs({ args: [...argv], options: FLAGS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === "positional")
      throw new Fault("config/unknown-setting", `"${token.value}" is not understood; flags are ${known()}`);
    if (token.kind === "option" && !Object.hasOwn(FLAGS, token.name)) {
      throw new Fault(
        "config/unknown-setting",
        `${token.rawName} is not a flag of simulate; flags are ${known()}`,
      );
    }
  }
  try {
    return parseArgs({ args: [...argv], options: FLAGS, strict: true }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split(/\.\s|\n/)[0] ?? "") : String(cause);
    throw new Fault("config/invalid-value", reason, {}, { cause });
  }
}

function known(): string {
  return Object.keys(FLAGS)
    .map((name) => `--${name}`)
    .join(" ");
}

function readUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw invalid("url", `"${text}" is not an address; expected http://host:port`);
  return url.origin;
}

function readNumber(flag: string, text: string, bounds: { min?: number; above?: number }): number {
  const value = Number(text);
  const isRight =
    text.trim() !== "" &&
    Number.isFinite(value) &&
    value >= (bounds.min ?? Number.NEGATIVE_INFINITY) &&
    value > (bounds.above ?? Number.NEGATIVE_INFINITY);
  if (isRight) return value;
  const expected = bounds.above === undefined ? `of at least ${bounds.min}` : `above ${bounds.above}`;
  throw invalid(flag, `"${text}" is not right; expected a number ${expected}`);
}

function readInstant(text: string): number {
  const timeMs = Date.parse(text);
  // Without an offset the moment would depend on this machine's time zone.
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(text) && Number.isFinite(timeMs)) return timeMs;
  throw invalid(
    "start",
    `"${text}" is not a moment; expected ISO 8601 with an offset, e.g. 2026-01-31T08:00:00+08:00`,
  );
}

function refuse(flags: Readonly<Record<string, unknown>>, names: readonly string[], why: string): void {
  for (const name of names) if (flags[name] !== undefined) throw invalid(name, why);
}

function invalid(flag: string, problem: string): Fault {
  return new Fault("config/invalid-value", `--${flag} ${problem}`, { setting: flag });
}
