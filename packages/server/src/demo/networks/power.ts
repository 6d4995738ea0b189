import type { Attribute } from "@shuicheng/shared/contracts";
import type { RoadClass, Town, UtilityNetwork } from "../model/index.ts";
import { POWER_BANKS, POWER_SERVICE_BANK } from "./cable-banks.ts";
import { type CableKind, layCables } from "./cable-network.ts";

/** 10 kV cables in a street's bank. */
const CABLES_IN_USE: Readonly<Record<RoadClass, number>> = { arterial: 7, collector: 5, local: 3, lane: 2 };

const POWER: CableKind = {
  kind: "power",
  code: "DL",
  banks: POWER_BANKS,
  serviceBank: POWER_SERVICE_BANK,
  sourceBank: POWER_BANKS.lane,
  manholeSpacingM: 80,
  cabinetSpacingM: 450,
  cabinet: {
    class: "ring-main-unit",
    idCode: "HW",
    name: "10kV环网柜",
    nameEn: "10 kV ring main unit",
    sizeM: [1.2, 2.4, 2.2],
    attributes: { voltage: { value: 10, unit: "kV" }, ratedCurrent: { value: 630, unit: "A" } },
  },
  source: {
    class: "substation",
    idCode: "BD",
    name: "110kV变电站",
    nameEn: "110 kV substation",
    sizeM: [18, 30, 9],
    count: 3,
    isNamed: /变电/,
    attributes: { voltage: { value: 110, unit: "kV" }, transformerCapacity: { value: 100, unit: "MVA" } },
  },
  bankAttributes: (roadClass, isService): Record<string, Attribute> => ({
    voltage: isService ? { value: 0.4, unit: "kV" } : { value: 10, unit: "kV" },
    cablesInUse: { value: isService ? 1 : CABLES_IN_USE[roadClass], unit: "根" },
    use: { value: "供电" },
  }),
  owner: "国网聊城供电公司",
};

/** Lays the 10 kV grid: substations, banks of ducts along every street, ring main units, connections at 0.4 kV. */
export function layPower(town: Town): UtilityNetwork {
  return layCables(town, POWER);
}
