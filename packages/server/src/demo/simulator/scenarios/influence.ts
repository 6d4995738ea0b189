import { rounded } from "../../model/index.ts";
import type { CityModel, Reading } from "../city-model.ts";
import { distanceM, type Subject } from "../subject.ts";
import { episodeAt, type Turn } from "./episode.ts";
import type { Scenario, ScenarioPlace } from "./scenario.ts";

/** What a cause at one place does to instruments of one kind. */
export interface Influence {
  fits(subject: Subject, place: ScenarioPlace): boolean;
  /** Strength falls with exp(−(d / decayM)²) and is nothing beyond `reachM`, metres. */
  readonly decayM: number;
  readonly reachM: number;
  /** It arrives later further away, ms for each metre. */
  readonly delayMsPerM?: number;
  readonly rise: Turn;
  readonly fall: Turn;
  /** The result under this strength, 0 to 1. */
  change(normal: number, strength: number, subject: Subject): number;
}

/** Weaker than this nobody could tell it from noise. */
const LEAST_STRENGTH = 0.01;

interface Reach {
  readonly influence: Influence;
  readonly strength: number;
  readonly delayMs: number;
}

/** Makes the affected list and the disturbance of a cause that spreads from one place. */
export function spreadFrom(
  model: CityModel,
  place: ScenarioPlace,
  influences: readonly Influence[],
): Pick<Scenario, "affected" | "disturb"> {
  const reached = new Map<number, Reach>();
  model.subjects.forEach((subject, index) => {
    const influence = influences.find((one) => one.fits(subject, place));
    if (!influence) return;
    const away = distanceM(subject, place.at);
    const strength = strengthAt(influence, away);
    if (strength < LEAST_STRENGTH) return;
    reached.set(index, { influence, strength, delayMs: away * (influence.delayMsPerM ?? 0) });
  });
  return {
    affected: [...reached.keys()],
    disturb(index, normal, { sinceMs }) {
      const reach = reached.get(index);
      if (!reach) return normal;
      const { influence, strength, delayMs } = reach;
      const part = episodeAt(influence.rise, influence.fall, sinceMs - delayMs);
      if (part * strength < LEAST_STRENGTH) return normal;
      const subject = model.subjects[index] as Subject;
      return withResult(normal, influence.change(normal.result, part * strength, subject), subject);
    },
  };
}

/** Strength at a distance, 0 to 1: a bell that an edge closes. */
function strengthAt({ decayM, reachM }: Pick<Influence, "decayM" | "reachM">, awayM: number): number {
  if (awayM >= reachM) return 0;
  return Math.exp(-((awayM / decayM) ** 2)) * (1 - (awayM / reachM) ** 4);
}

/** The reading with another result, within what the instrument can show and resolves. */
export function withResult(reading: Reading, result: number, { range, decimals }: Subject): Reading {
  const shown = Math.min(
    range.max ?? Number.POSITIVE_INFINITY,
    Math.max(range.min ?? Number.NEGATIVE_INFINITY, result),
  );
  return { ...reading, result: rounded(shown, decimals) };
}
