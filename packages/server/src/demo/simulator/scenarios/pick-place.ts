import { Fault } from "@shuicheng/shared/faults";
import { createRandom } from "../../model/index.ts";
import type { CityModel } from "../city-model.ts";
import { distanceM, type Subject } from "../subject.ts";
import type { ScenarioKind, ScenarioPlace } from "./scenario.ts";

/** Where a scenario may happen. */
export interface PlaceOrder {
  readonly kind: ScenarioKind;
  readonly seed: number;
  /** Instruments of which one is to be near. */
  fits(subject: Subject): boolean;
  /** What they are, for the message where there are none. */
  readonly wanted: string;
  /** The cause lies up to this far from an instrument, metres. */
  readonly offsetM: number;
  /** So many others that fit are to be within `withinM`, where the city has such a place. */
  readonly neighbours: { readonly least: number; readonly withinM: number };
}

/**
 * Chooses a place by seed where enough instruments will see it.
 *
 * @throws {Fault} `request/invalid` where no instrument fits.
 */
export function pickPlace(model: CityModel, order: PlaceOrder): ScenarioPlace {
  const fitting = model.subjects.filter((subject) => subject.at !== null && order.fits(subject));
  if (fitting.length === 0) {
    const message = `--scenario ${order.kind} needs ${order.wanted} with a place, and the server has none`;
    throw new Fault("request/invalid", message, { scenario: order.kind });
  }
  const crowded = fitting.filter((one) => hasNeighbours(one, fitting, order.neighbours));
  const random = createRandom(order.seed, "scenario", order.kind);
  const chosen = random.pick(crowded.length > 0 ? crowded : fitting);
  const [eastM, northM] = chosen.at ?? [0, 0];
  const [bearing, away] = [random.between(0, 2 * Math.PI), random.between(0, order.offsetM)];
  return { at: [eastM + away * Math.sin(bearing), northM + away * Math.cos(bearing)], asset: chosen.asset };
}

/** Stops at the last neighbour that is needed: in a dense city that is soon. */
function hasNeighbours(
  one: Subject,
  others: readonly Subject[],
  { least, withinM }: PlaceOrder["neighbours"],
): boolean {
  let count = 0;
  return others.some((other) => {
    if (other !== one && one.at !== null && distanceM(other, one.at) <= withinM) count++;
    return count >= least;
  });
}
