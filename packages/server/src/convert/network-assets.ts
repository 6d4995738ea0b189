import {
  type AssetClass,
  OBSERVED_PROPERTIES,
  PRESSURE_LIMITS_M,
  PRESSURE_RANGE_M,
} from "@shuicheng/shared/catalogue";
import {
  type AssetInput,
  type Attribute,
  buildIdentifier,
  type DatastreamInput,
  IDENTIFIER_PATTERN,
  type Limits,
} from "@shuicheng/shared/contracts";
import type { Issue } from "@shuicheng/shared/issues";
import type { HeadLossFormula, InpLink, InpNetwork, InpNode } from "./inp/inp-network.ts";
import { middleOf } from "./path-middle.ts";
import type { PlacedLink, PlacedNetwork, PlacedNode, PlacedPoint } from "./placed-network.ts";

/** What a network registers: nodes first, then links, each in the order of the file. */
export interface NetworkAssets {
  readonly assets: readonly AssetInput[];
  readonly datastreams: readonly DatastreamInput[];
  readonly findings: readonly Issue[];
  readonly assumptions: readonly string[];
}

const FORMULA_NAMES: Readonly<Record<HeadLossFormula, string>> = {
  "H-W": "Hazen-Williams C",
  "D-W": "Darcy-Weisbach ε",
  "C-M": "Manning n",
};

const LIMITS_ASSUMED = `Pressure limits are starting values, not this network's own: junctions ${Object.entries(
  PRESSURE_LIMITS_M,
)
  .map(([side, { value, certainty }]) => `${side} ${value} m (${certainty})`)
  .join(", ")}; tanks by their lowest and highest level.`;

/** Id of a node's asset. Nodes and links have separate name spaces in EPANET, so the id says which. */
const nodeAssetId = (layerId: string, nodeId: string) => `${layerId}.node.${buildIdentifier(nodeId)}`;

/** Id of a link's asset. */
const linkAssetId = (layerId: string, linkId: string) => `${layerId}.link.${buildIdentifier(linkId)}`;

/** Builds assets and a pressure datastream per node. An id too long for the registry is left out, with a finding. */
export function buildNetworkAssets(placed: PlacedNetwork, layerId: string): NetworkAssets {
  const { network } = placed;
  const findings: Issue[] = [];
  const assets = [
    ...placed.nodes.map((node) => nodeAsset(node, placed, layerId)),
    ...placed.links.map((link) => linkAsset(link, placed, layerId)),
  ];
  const datastreams = network.nodes.map((node) => pressureDatastream(node, network, layerId));
  const tooLong = [...assets, ...datastreams].find(({ id }) => !new RegExp(IDENTIFIER_PATTERN).test(id));
  if (tooLong) {
    findings.push({
      code: "network/id-too-long",
      severity: "error",
      message: `id "${tooLong.id}" would be ${tooLong.id.length} characters long; right would be at most 128, so shorten the layer's id or the name in the file`,
      ref: tooLong.id,
    });
  }
  findings.push({ code: "network/limits-assumed", severity: "info", message: LIMITS_ASSUMED });
  return { assets, datastreams, findings, assumptions: [LIMITS_ASSUMED] };
}

function nodeAsset({ node, point, radiusM }: PlacedNode, placed: PlacedNetwork, layerId: string): AssetInput {
  const isBuried = node.kind === "junction" && placed.assumedCoverM !== undefined;
  return {
    id: nodeAssetId(layerId, node.id),
    class: node.kind satisfies AssetClass,
    name: node.id,
    ...(point ? { position: positionOf(point) } : {}),
    attributes: {
      ...nodeAttributes(node),
      ...(isBuried ? depthAttributes(placed.assumedCoverM ?? 0, radiusM) : {}),
      ...text("tag", placed.network.tags.get(`node:${node.id}`)),
    },
  };
}

function nodeAttributes(node: InpNode): Record<string, Attribute> {
  switch (node.kind) {
    case "junction":
      return {
        ...number("elevation", node.elevationM, "m"),
        ...number("baseDemand", node.baseDemandLS, "L/s"),
        ...text("pattern", node.pattern),
      };
    case "reservoir":
      return { ...number("head", node.headM, "m"), ...text("pattern", node.pattern) };
    case "tank":
      return {
        ...number("elevation", node.elevationM, "m"),
        ...number("initialLevel", node.initialLevelM, "m"),
        ...number("minimumLevel", node.minimumLevelM, "m"),
        ...number("maximumLevel", node.maximumLevelM, "m"),
        ...number("diameter", node.diameterM, "m"),
        ...number("minimumVolume", node.minimumVolumeM3, "m³"),
        ...text("volumeCurve", node.volumeCurve),
      };
  }
}

function linkAsset({ link, path, radiusM }: PlacedLink, placed: PlacedNetwork, layerId: string): AssetInput {
  const middle = middleOf(path)?.point;
  return {
    id: linkAssetId(layerId, link.id),
    class: link.kind satisfies AssetClass,
    name: link.id,
    ...(middle ? { position: positionOf(middle) } : {}),
    attributes: {
      ...text("from", nodeAssetId(layerId, link.from)),
      ...text("to", nodeAssetId(layerId, link.to)),
      ...linkAttributes(link, placed.network),
      ...(placed.assumedCoverM === undefined ? {} : depthAttributes(placed.assumedCoverM, radiusM)),
      ...text("tag", placed.network.tags.get(`link:${link.id}`)),
    },
  };
}

function linkAttributes(link: InpLink, network: InpNetwork): Record<string, Attribute> {
  const status = text("status", link.status);
  switch (link.kind) {
    case "pipe":
      return {
        ...number("length", link.lengthM, "m"),
        ...number("diameter", link.diameterMm, "mm"),
        ...number("roughness", link.roughness, network.headLoss === "D-W" ? "mm" : undefined),
        ...text("roughnessFormula", FORMULA_NAMES[network.headLoss]),
        ...number("minorLoss", link.minorLoss),
        ...status,
      };
    case "pump":
      return {
        ...text("headCurve", link.headCurve),
        ...text("headCurvePoints", headCurvePoints(link.headCurve, network), "L/s : m"),
        ...(link.powerKw === undefined ? {} : number("power", link.powerKw, "kW")),
        ...number("speed", link.speed),
        ...text("pattern", link.pattern),
        ...status,
      };
    case "valve":
      return {
        ...number("diameter", link.diameterMm, "mm"),
        ...text("valveType", link.valveType),
        ...(typeof link.setting === "number"
          ? number("setting", link.setting, settingUnit(link.valveType))
          : text("setting", link.setting)),
        ...number("minorLoss", link.minorLoss),
        ...status,
      };
  }
}

function settingUnit(valveType: string): string | undefined {
  if (valveType === "PRV" || valveType === "PSV" || valveType === "PBV")
    return OBSERVED_PROPERTIES.pressure.unit.symbol;
  if (valveType === "FCV") return "L/s";
  return valveType === "PCV" ? "%" : undefined;
}

/** `flow:head` of each point of a pump's curve, in L/s and metres. */
function headCurvePoints(curve: string | undefined, network: InpNetwork): string | undefined {
  const points = curve === undefined ? undefined : network.curves.get(curve);
  return points
    ?.map(
      ([flow, head]) => `${rounded(flow * network.units.toLS, 2)}:${rounded(head * network.units.toM, 2)}`,
    )
    .join(" ");
}

function depthAttributes(coverM: number, radiusM: number): Record<string, Attribute> {
  return { ...number("coverDepth", coverM, "m"), ...number("depth", coverM + radiusM, "m") };
}

function number(name: string, value: number, unit?: string): Record<string, Attribute> {
  return { [name]: { value: rounded(value, 6), ...(unit === undefined ? {} : { unit }) } };
}

function text(name: string, value: string | undefined, unit?: string): Record<string, Attribute> {
  return value === undefined ? {} : { [name]: { value, ...(unit === undefined ? {} : { unit }) } };
}

/** Without the digits that only the change of unit brought. */
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

const positionOf = ({ lonDeg, latDeg, heightM }: PlacedPoint) => ({
  lon: rounded(lonDeg, 9),
  lat: rounded(latDeg, 9),
  heightM: rounded(heightM, 3),
});

function pressureDatastream(node: InpNode, network: InpNetwork, layerId: string): DatastreamInput {
  const asset = nodeAssetId(layerId, node.id);
  const { unit, decimals, en } = OBSERVED_PROPERTIES.pressure;
  return {
    id: `${asset}.pressure`,
    asset,
    name: `${en} ${node.id}`,
    observedProperty: "pressure",
    resultType: "number",
    unit,
    decimals,
    range: {
      min: PRESSURE_RANGE_M.value.min,
      max: Math.max(PRESSURE_RANGE_M.value.max ?? 0, highestHeadM(node, network)),
    },
    limits: limitsOf(node),
    expectedIntervalMs: network.reportIntervalMs,
  };
}

/** A network fed from a mountain has more head than an instrument's usual full scale: then its own is the range. */
function highestHeadM(node: InpNode, network: InpNetwork): number {
  const baseM = node.kind === "reservoir" ? node.headM : node.elevationM;
  return Math.ceil(network.highestHeadM - baseM);
}

function limitsOf(node: InpNode): Limits {
  switch (node.kind) {
    case "junction":
      return {
        LL: PRESSURE_LIMITS_M.LL.value,
        L: PRESSURE_LIMITS_M.L.value,
        H: PRESSURE_LIMITS_M.H.value,
        HH: PRESSURE_LIMITS_M.HH.value,
      };
    case "tank":
      return node.minimumLevelM < node.maximumLevelM
        ? { L: rounded(node.minimumLevelM, 6), H: rounded(node.maximumLevelM, 6) }
        : {};
    case "reservoir":
      return {};
  }
}
