import type { DatastreamInput } from "@shuicheng/shared/contracts";
import { generateTown } from "./base/generate-town.ts";
import { plantDefects } from "./defects/plant-defects.ts";
import type { CityOrder, PlantedDefect, Town, UtilityNetwork } from "./model/index.ts";
import { placeSensors } from "./monitoring/place-sensors.ts";
import { layGas } from "./networks/gas.ts";
import { layHeating } from "./networks/heating.ts";
import { layPower } from "./networks/power.ts";
import { laySewage } from "./networks/sewage.ts";
import { layStorm } from "./networks/storm.ts";
import { layTelecom } from "./networks/telecom.ts";
import { layTunnels } from "./networks/tunnel.ts";
import { layWater } from "./networks/water.ts";

/** The demo city: what stands, what lies under it, what is measured, and what was put in wrong on purpose. */
export interface DemoCity {
  readonly town: Town;
  readonly networks: readonly UtilityNetwork[];
  readonly datastreams: readonly DatastreamInput[];
  readonly defects: readonly PlantedDefect[];
}

/** Generates the city; `onStage` is told what comes next. */
export function generateCity(
  { seed, scale }: CityOrder,
  onStage: (stage: string) => void = () => {},
): DemoCity {
  onStage("town");
  const town = generateTown({ seed, scale });
  const lay = (stage: string, layOne: () => UtilityNetwork): UtilityNetwork => {
    onStage(stage);
    return layOne();
  };
  const storm = lay("storm", () => layStorm(town));
  const laid = [
    lay("water", () => layWater(town)),
    storm,
    lay("sewage", () => laySewage(town, storm)),
    lay("gas", () => layGas(town)),
    lay("heating", () => layHeating(town)),
    lay("power", () => layPower(town)),
    lay("telecom", () => layTelecom(town)),
    lay("tunnel", () => layTunnels(town)),
  ];
  onStage("defects");
  const { networks, defects } = plantDefects(laid, { seed, scale });
  onStage("sensors");
  return { town, networks, datastreams: placeSensors({ town, networks, seed }), defects };
}
