import { createRandom, type Facility, type Random } from "../model/index.ts";
import { ringAreaM2, ringCentre } from "../model/plane-shapes.ts";
import { type FacilitiesInput, facilityId } from "./facilities-input.ts";
import type { Plot } from "./plots.ts";

/** Pocket parks, booster pump houses and charging stations on the plots set apart for them. */
export function setPlotFacilities(input: FacilitiesInput): Facility[] {
  const { plots } = input;
  const random = createRandom(input.seed, "plot facilities");
  return [
    ...plots.parks.map((plot, index) => pocketPark(input, plot, index, random)),
    ...plots.pumpHouses.map((plot, index) => pumpHouse(input, plot, index, random)),
    ...plots.chargingStations.map((plot, index) => chargingStation(input, plot, index, random)),
  ];
}

function pocketPark(input: FacilitiesInput, plot: Plot, index: number, random: Random): Facility {
  const areaM2 = Math.round(ringAreaM2(plot.ring));
  return {
    ...standOn(plot),
    id: facilityId("GY", index),
    class: "park",
    ...named(input, plot, index, "口袋公园", "Pocket Park"),
    ring: plot.ring,
    attributes: {
      area: { value: areaM2, unit: "m²" },
      greenRatio: { value: random.integer(55, 80), unit: "%" },
      benches: { value: Math.max(3, Math.round(areaM2 / 160)) },
      openedYear: { value: random.integer(2016, 2024) },
      ...streetOf(input, plot),
    },
  };
}

function pumpHouse(input: FacilitiesInput, plot: Plot, index: number, random: Random): Facility {
  const households = random.integer(4, 24) * 50;
  const headM = random.integer(45, 110);
  return {
    ...standOn(plot),
    id: facilityId("BF", index),
    class: "pump-house",
    ...named(input, plot, index, "二次供水泵房", "Booster Pump House"),
    ring: plot.ring,
    attributes: {
      households: { value: households },
      // 0.9 m³ a household a day, peak hour 2.5 times the mean: general knowledge, unverified.
      ratedFlow: { value: Math.ceil((households * 0.9 * 2.5) / 24), unit: "m³/h" },
      ratedHead: { value: headM, unit: "m" },
      pumps: { value: households > 700 ? 4 : 3 },
      tankVolume: { value: Math.ceil((households * 0.9 * 0.2) / 5) * 5, unit: "m³" },
      year: { value: random.integer(2006, 2023) },
      ...streetOf(input, plot),
    },
  };
}

function chargingStation(input: FacilitiesInput, plot: Plot, index: number, random: Random): Facility {
  const chargers = Math.max(4, Math.round(ringAreaM2(plot.ring) / 16));
  const fast = Math.round(chargers * random.between(0.4, 0.9));
  return {
    ...standOn(plot),
    id: facilityId("CD", index),
    class: "charging-station",
    ...named(input, plot, index, "充电站", "Charging Station"),
    ring: plot.ring,
    attributes: {
      chargers: { value: chargers },
      fastChargers: { value: fast },
      ratedPower: { value: fast * 120 + (chargers - fast) * 7, unit: "kW" },
      year: { value: random.integer(2017, 2024) },
      ...streetOf(input, plot),
    },
  };
}

function standOn({ ring, street }: Plot) {
  return { at: ringCentre(ring), aboveGroundM: 0, street };
}

function streetOf({ network }: FacilitiesInput, { street }: Plot) {
  const road = network.roads[network.streets[street]?.road ?? -1];
  return { roadName: { value: road?.name ?? "" } };
}

/** Named after the street and a number, so that no two are alike. */
function named({ network }: FacilitiesInput, { street }: Plot, index: number, zh: string, en: string) {
  const road = network.roads[network.streets[street]?.road ?? -1];
  return {
    name: `${road?.name ?? ""}${index + 1}号${zh}`,
    nameEn: `${road?.nameEn ?? ""} ${en} No. ${index + 1}`,
  };
}
