import { appendFileSync } from "node:fs";
import { toDegrees } from "../model/index.ts";
import type { CityModel } from "./city-model.ts";
import type { Scenario } from "./scenarios/index.ts";

/** One line of a truth file: what really happened, for whoever wants to know how well it was found out. */
export interface TruthLine {
  readonly event: "started" | "ended";
  readonly scenario: string;
  readonly seed: number;
  /** Epoch ms of this machine. */
  readonly atMs: number;
  /** Scenario minutes for each minute of the clock. */
  readonly speed: number;
  /** WGS84 degrees, and the nearest monitored asset. */
  readonly place: { readonly lon: number; readonly lat: number; readonly asset: string } | null;
  /** Datastreams that it touches at some time. */
  readonly affected: readonly string[];
  /** Time line by the clock, epoch ms. */
  readonly phases: readonly { readonly atMs: number; readonly zh: string; readonly en: string }[];
  /** Standing faults of the quiet city, by datastream. */
  readonly oddities: Readonly<Record<string, string>>;
}

/** What is written when a scenario starts or ends. */
export function buildTruth(
  event: TruthLine["event"],
  {
    model,
    scenario,
    startedAtMs,
    atMs,
    speed,
  }: {
    readonly model: CityModel;
    readonly scenario: Scenario;
    readonly startedAtMs: number;
    readonly atMs: number;
    readonly speed: number;
  },
): TruthLine {
  const { kind, seed, place } = scenario;
  const idOf = (index: number) => model.subjects[index]?.id ?? "";
  return {
    ...{ event, scenario: kind, seed, atMs, speed },
    place: place === null ? null : { ...degreesOf(place.at), asset: place.asset },
    affected: scenario.affected.map(idOf),
    phases: scenario.phases.map(({ fromMs, zh, en }) => ({ atMs: startedAtMs + fromMs / speed, zh, en })),
    oddities: Object.fromEntries([...model.oddities].map(([index, { kind: fault }]) => [idOf(index), fault])),
  };
}

/** Adds a line to a truth file. It stays on this machine: nothing of it goes to the server. */
export function writeTruth(file: string, line: TruthLine): void {
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** WGS84 degrees of a place, to a centimetre. */
export function degreesOf(at: readonly [eastM: number, northM: number]): { lon: number; lat: number } {
  const { lonDeg, latDeg } = toDegrees(at);
  return { lon: Number(lonDeg.toFixed(7)), lat: Number(latDeg.toFixed(7)) };
}
