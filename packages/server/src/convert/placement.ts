import { IDENTIFIER_PATTERN } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import {
  buildEnuFrame,
  type EnuFrame,
  ecefToGeodetic,
  ellipsoidalGroundHeightM,
  type Geoid,
  transformPoint,
} from "@shuicheng/shared/geo";
import type { Issue } from "@shuicheng/shared/issues";
import type { DrawingPoint, InpLink, InpNetwork } from "./inp/inp-network.ts";

/** Where a person put a drawing: its middle, and if known the height of its elevations' zero. */
export interface Place {
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Orthometric height of elevation 0, metres; `undefined`: the elevations' datum is not known. */
  readonly heightM: number | undefined;
  /** Where the drawing's y points, degrees clockwise from north. */
  readonly headingDeg: number;
}

/** Takes a point of a drawing to the ground. */
export interface Placement {
  /** East-north-up at the middle of the drawing. */
  readonly frame: EnuFrame;
  /** Metres of one unit of the drawing. */
  readonly scaleM: number;
  toLonLat(point: DrawingPoint): { readonly lonDeg: number; readonly latDeg: number };
  readonly findings: readonly Issue[];
  readonly assumptions: readonly string[];
}

/** A drawing wider than this has wrong coordinates or lengths: a prefecture is 120 km wide. */
const MAX_EXTENT_M = 300_000;

/** Reads `lon,lat[,heightM[,headingDeg]]`. */
export function parsePlace(text: string | undefined): Place {
  const wanted = "right would be lon,lat[,height[,heading]] in degrees and metres, e.g. 115.98,36.45";
  const refuse = (what: string): never => {
    throw new Fault("network/invalid-placement", `place ${what}; ${wanted}`, { place: text ?? "" });
  };
  if (text === undefined || text.trim() === "") return refuse("is missing, and an EPANET drawing has no CRS");
  const words = text.split(",").map((word) => word.trim());
  const numbers = words.map(Number);
  const isNumbers = words.every((word) => word !== "") && numbers.every(Number.isFinite);
  if (!isNumbers || numbers.length < 2 || numbers.length > 4) return refuse(`is "${text}"`);
  const [lonDeg, latDeg, heightM, headingDeg = 0] = numbers as [number, number, number?, number?];
  if (Math.abs(lonDeg) > 180) return refuse(`has the longitude ${lonDeg}, which is not within ±180`);
  if (Math.abs(latDeg) > 89)
    return refuse(`has the latitude ${latDeg}, which is not within ±89 (longitude comes first)`);
  return { lonDeg, latDeg, heightM, headingDeg };
}

/** Answers the layer's id: the given one, else the file's name without its ending. */
export function parseLayerId(layer: string | undefined, idOfFile: string): string {
  const id = layer ?? idOfFile;
  // A leading dot would hide the layer's tile folder, or be the folder above.
  if (new RegExp(IDENTIFIER_PATTERN).test(id) && !id.startsWith(".")) return id;
  throw new Fault(
    "registry/invalid",
    `layer id "${id}" is not 1 to 128 characters of A-Z a-z 0-9 . _ ~ - that start with no dot; name another with layer=`,
    { layer: id },
  );
}

/**
 * Places a drawing without CRS: the middle of its box comes to `place`, turned by the heading, and one unit
 * becomes as many metres as the median pipe says (stated length / drawn length). The median, because schematic
 * drawings have pipes that are drawn far too long or short.
 *
 * @throws {Fault} `network/invalid-placement` when the drawing would be absurdly wide.
 */
export function placeDrawing(network: InpNetwork, place: Place): Placement {
  const origin = {
    lonDeg: place.lonDeg,
    latDeg: place.latDeg,
    ellipsoidalHeightM: ellipsoidalGroundHeightM(place.lonDeg, place.latDeg),
  };
  const frame = buildEnuFrame(origin);
  const { scaleM, words, finding } = findScale(network);
  const box = boxOf([...network.coordinates.values(), ...[...network.vertices.values()].flat()]);
  const extentM = Math.max(box.maxX - box.minX, box.maxY - box.minY) * scaleM;
  if (!(extentM <= MAX_EXTENT_M)) {
    const message = `the drawing would be ${Math.round(extentM / 1000)} km wide at ${words}; its [COORDINATES] and pipe lengths do not fit each other`;
    throw new Fault("network/invalid-placement", message, { extentM, scaleM });
  }
  const [middleX, middleY] = [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
  const headingRad = (place.headingDeg * Math.PI) / 180;
  const [sin, cos] = [Math.sin(headingRad), Math.cos(headingRad)];
  const turned = place.headingDeg === 0 ? "north up" : `turned ${place.headingDeg}° clockwise`;
  return {
    frame,
    scaleM,
    toLonLat([x, y]) {
      const [alongM, upwardM] = [(x - middleX) * scaleM, (y - middleY) * scaleM];
      const enuM = [alongM * cos + upwardM * sin, upwardM * cos - alongM * sin, 0] as const;
      return ecefToGeodetic(transformPoint(frame.enuToEcef, enuM));
    },
    findings: [finding],
    assumptions: [
      `The drawing has no coordinate reference system: its middle was placed by hand at ${place.lonDeg}° E, ${place.latDeg}° N, ${turned}, at ${words}.`,
    ],
  };
}

/** Height of the ground above the geoid as the page draws it: also where no terrain is known and it draws the ellipsoid. */
export function drawnGroundHeightM(lonDeg: number, latDeg: number, geoid: Geoid): number {
  return ellipsoidalGroundHeightM(lonDeg, latDeg, geoid) - (geoid(lonDeg, latDeg) ?? 0);
}

/** The points of a link in the drawing, ends included; empty where an end has no place. */
export function drawnPath(network: InpNetwork, link: InpLink): DrawingPoint[] {
  const start = network.coordinates.get(link.from);
  const end = network.coordinates.get(link.to);
  return start && end ? [start, ...(network.vertices.get(link.id) ?? []), end] : [];
}

function findScale(network: InpNetwork): { scaleM: number; words: string; finding: Issue } {
  const ratios = network.links
    .flatMap((link) => {
      const drawn = link.kind === "pipe" ? lengthOf(drawnPath(network, link)) : 0;
      return link.kind === "pipe" && drawn > 0 ? [link.lengthM / drawn] : [];
    })
    .sort((a, b) => a - b);
  const quantile = (part: number) =>
    ratios[Math.min(ratios.length - 1, Math.floor(part * ratios.length))] as number;
  const code = "network/drawing-scaled";
  if (ratios.length === 0) {
    const message = "no pipe is drawn with a length, so the drawing's unit is taken as 1 m";
    return { scaleM: 1, words: "1 m a unit", finding: { code, severity: "warning", message } };
  }
  const scaleM = quantile(0.5);
  const [low, high] = [quantile(0.1) / scaleM, quantile(0.9) / scaleM];
  const words = `${Number(scaleM.toPrecision(5))} m a unit, the median of stated to drawn pipe length`;
  const spread = `four in five of ${ratios.length} pipes lie between ${low.toFixed(2)} and ${high.toFixed(2)} times that`;
  const isSchematic = high / low > 3;
  const message = `the drawing is scaled by ${words}; ${spread}${isSchematic ? ": the drawing is schematic, so drawn lengths are not true" : ""}`;
  return { scaleM, words, finding: { code, severity: isSchematic ? "warning" : "info", message } };
}

/** Length of a polyline in its own unit. */
export function lengthOf(path: readonly DrawingPoint[]): number {
  return path.slice(1).reduce((sum, [x, y], index) => {
    const [fromX, fromY] = path[index] as DrawingPoint;
    return sum + Math.hypot(x - fromX, y - fromY);
  }, 0);
}

function boxOf(points: readonly DrawingPoint[]) {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const [x, y] of points) {
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  }
  return box;
}
