import type { Attribute } from "@shuicheng/shared/contracts";
import type { RoadClass, Town, UtilityNetwork } from "../model/index.ts";
import { TELECOM_BANKS, TELECOM_SERVICE_BANK } from "./cable-banks.ts";
import { type CableKind, layCables } from "./cable-network.ts";

/** Optical cables in a street's bank. */
const CABLES_IN_USE: Readonly<Record<RoadClass, number>> = { arterial: 14, collector: 8, local: 4, lane: 3 };

const TELECOM: CableKind = {
  kind: "telecom",
  code: "TX",
  banks: TELECOM_BANKS,
  serviceBank: TELECOM_SERVICE_BANK,
  sourceBank: { ...TELECOM_SERVICE_BANK, rows: 4 },
  manholeSpacingM: 120,
  cabinetSpacingM: 500,
  cabinet: {
    class: "cabinet",
    idCode: "GJ",
    name: "光缆交接箱",
    nameEn: "Optical cross-connection cabinet",
    sizeM: [0.4, 0.8, 1.5],
    attributes: { cores: { value: 288, unit: "芯" } },
  },
  source: {
    class: "exchange",
    idCode: "JF",
    name: "汇聚机房",
    nameEn: "Aggregation exchange",
    sizeM: [10, 16, 6],
    count: 3,
    isNamed: /机房|电信|通信/,
    attributes: { powerSupply: { value: "双路市电+油机" } },
  },
  bankAttributes: (roadClass, isService): Record<string, Attribute> => ({
    cablesInUse: { value: isService ? 1 : CABLES_IN_USE[roadClass], unit: "根" },
    use: { value: "信息网络" },
  }),
  owner: "聊城市通信管道有限公司",
};

/** Lays the telecoms' ducts: exchanges, banks along every street, optical cabinets, connections to buildings. */
export function layTelecom(town: Town): UtilityNetwork {
  return layCables(town, TELECOM);
}
