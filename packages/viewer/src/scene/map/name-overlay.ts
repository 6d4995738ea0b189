import { Cartesian3, Matrix4, type Scene } from "cesium";
import { THEMES, tokens } from "../../app/tokens.ts";
import type { ThemeName } from "../../client/view-store.ts";
import type { Language } from "../../format/language.ts";
import { layCanvas, startDrawing } from "../overlay-canvas.ts";
import { createProjection } from "../project-points.ts";
import type { ScreenPosition } from "../scene-contract.ts";
import type { LineName, MapNames, NameManner, PlaceName } from "./map-names.ts";
import { findNameRun, isBesideSelection, type NameBox, type NameWish, placeNames } from "./place-names.ts";

/** Most names on a picture: it stays a map, not a directory. */
const MOST_NAMES = 60;
/** A name is set while its place is within this of the eye, metres, by rank; and a city's only from far away. */
const REACH_M_BY_RANK: readonly (readonly [rank: number, reachM: number])[] = [
  [1, 400_000],
  [2, 40_000],
  [2.2, 20_000],
  [2.5, 9_000],
  [3, 6_000],
  [3.5, 4_000],
  [4, 2_500],
  [4.5, 1_400],
  [5, 500],
];
const CITY_FROM_M = 12_000;
/** An eye near the ground sees flat: names behind the houses would hang in the air. Reach for a metre of eye height. */
const LOW_REACH = { place: 12, line: 6, leastM: 350 } as const;
/** From the top of a landmark's dot to the middle of its name. */
const LANDMARK_RISE_PX = 12;
const MARGIN_PX = 60;

interface Setting {
  readonly font: string;
  readonly heightPx: number;
  readonly spacingPx: number;
}
const family = tokens.type.family;
const SETTINGS: Readonly<Record<NameManner, Setting>> = {
  city: { font: `500 20px ${family}`, heightPx: 22, spacingPx: 3 },
  district: { font: `500 14px ${family}`, heightPx: 16, spacingPx: 1 },
  landmark: { font: `400 12px ${family}`, heightPx: 14, spacingPx: 0 },
  water: { font: `400 13px ${family}`, heightPx: 15, spacingPx: 2 },
  road: { font: `400 12px ${family}`, heightPx: 14, spacingPx: 0.5 },
};

/** Colour of names on water: lighter than the water, not the pipe's blue. */
const WATER_NAME: Readonly<Record<ThemeName, string>> = { night: "#86A5B8", day: "#2F5F7C" };
const HALO: Readonly<Record<ThemeName, string>> = {
  night: "rgba(14,18,22,.85)",
  day: "rgba(255,255,255,.9)",
};

/** What the names follow. */
export interface NameNeeds {
  readonly names: MapNames | null;
  readonly language: Language;
  readonly theme: ThemeName;
  /** From below the ground a map's names say nothing. */
  readonly isEyeBelowGround: boolean;
  /** Where the selection's ring stands and its label begins: there no name is set. */
  readonly selectedAt: ScreenPosition | null;
}

/** The map's names on a canvas of their own, under the symbols. */
export interface NameOverlay {
  /** For the frame just drawn. Does nothing while camera, size and names are the same. */
  draw(scene: Scene, needs: NameNeeds): void;
  dispose(): void;
}

interface SetName {
  readonly text: string;
  readonly manner: NameManner;
}

/** Lays the names' canvas over the scene; `onFonts` is told when a font has come and names would be set otherwise. */
export function createNameOverlay(container: HTMLElement, onFonts: () => void): NameOverlay {
  const canvas = layCanvas(container);
  const context = canvas.getContext("2d");
  const seen = new Matrix4();
  let drawnFor: NameNeeds | undefined;
  let drawnSize = "";
  let stood: ReadonlySet<string> = new Set();
  let placed: readonly NameWish<SetName>[] = [];
  const widths = new Map<string, number>();

  const measure = (text: string, manner: NameManner): number => {
    const key = `${manner}:${text}`;
    const known = widths.get(key);
    if (known !== undefined || !context) return known ?? 0;
    applySetting(context, SETTINGS[manner]);
    const widthPx = context.measureText(text).width;
    widths.set(key, widthPx);
    return widthPx;
  };
  const forgetWidths = () => {
    widths.clear();
    drawnFor = undefined;
    onFonts();
  };
  document.fonts.addEventListener("loadingdone", forgetWidths);

  return {
    draw(scene, needs) {
      const view = scene.camera.viewMatrix;
      const size = `${canvas.clientWidth}×${canvas.clientHeight}`;
      const isSame =
        drawnFor !== undefined &&
        drawnFor.names === needs.names &&
        drawnFor.language === needs.language &&
        drawnFor.theme === needs.theme &&
        drawnFor.isEyeBelowGround === needs.isEyeBelowGround &&
        drawnFor.selectedAt?.xPx === needs.selectedAt?.xPx &&
        drawnFor.selectedAt?.yPx === needs.selectedAt?.yPx &&
        drawnSize === size &&
        Matrix4.equals(seen, view);
      if (isSame || !context) return;
      Matrix4.clone(view, seen);
      drawnFor = { ...needs };
      drawnSize = size;
      const wishes =
        needs.names && !needs.isEyeBelowGround ? collectWishes(scene, needs.names, needs, measure) : [];
      const free = wishes.filter(({ box }) => !needs.selectedAt || !isBesideSelection(box, needs.selectedAt));
      placed = placeNames(free, stood, MOST_NAMES);
      stood = new Set(placed.map(({ key }) => key));
      startDrawing(context);
      for (const { name, box } of placed) drawName(context, name, box, needs.theme);
    },
    dispose() {
      document.fonts.removeEventListener("loadingdone", forgetWidths);
      canvas.remove();
    },
  };
}

function collectWishes(
  scene: Scene,
  names: MapNames,
  { language }: NameNeeds,
  measure: (text: string, manner: NameManner) => number,
): NameWish<SetName>[] {
  const project = createProjection(scene, MARGIN_PX);
  const eye = scene.camera.positionWC;
  const eyeHeightM = scene.camera.positionCartographic.height;
  const lowReachM = (share: number) => Math.max(LOW_REACH.leastM, eyeHeightM * share);
  const placeReachM = lowReachM(LOW_REACH.place);
  const lineReachM = lowReachM(LOW_REACH.line);
  const textOf = ({ zh, en }: { zh: string; en: string }) => (language === "zh" ? zh || en : en || zh);
  const wishPlace = (place: PlaceName, index: number): NameWish<SetName>[] => {
    const distanceM = Cartesian3.distance(eye, place.atEcefM);
    if (distanceM > Math.min(reachOf(place.rank), placeReachM)) return [];
    if (place.manner === "city" && distanceM < CITY_FROM_M) return [];
    const at = project(place.atEcefM);
    if (!at) return [];
    const text = textOf(place);
    const { manner, rank } = place;
    const box = boxAt(
      at.xPx,
      manner === "landmark" ? at.yPx - LANDMARK_RISE_PX : at.yPx,
      0,
      manner,
      measure(text, manner),
    );
    return [{ name: { text, manner }, key: `p${index}`, rank, box }];
  };
  const wishLine = (line: LineName, index: number): NameWish<SetName>[] => {
    const reachM = Math.min(reachOf(line.rank), lineReachM);
    if (Cartesian3.distance(eye, line.middleEcefM) - line.reachM > reachM) return [];
    const text = textOf(line);
    const { manner, rank } = line;
    const widthPx = measure(text, manner);
    const path = line.pathEcefM.map((point) =>
      Cartesian3.distance(eye, point) < reachM ? project(point) : null,
    );
    const run = findNameRun(path, widthPx);
    return run
      ? [
          {
            name: { text, manner },
            key: `l${index}`,
            rank,
            box: boxAt(run.xPx, run.yPx, run.turnRad, manner, widthPx),
          },
        ]
      : [];
  };
  return [...names.places.flatMap(wishPlace), ...names.lines.flatMap(wishLine)];
}

function boxAt(xPx: number, yPx: number, turnRad: number, manner: NameManner, widthPx: number): NameBox {
  return { xPx, yPx, turnRad, widthPx, heightPx: SETTINGS[manner].heightPx };
}

/** How far away a name of this rank is still set, metres: of the next rank that the table knows. */
function reachOf(rank: number): number {
  return REACH_M_BY_RANK.find(([known]) => known >= rank)?.[1] ?? 0;
}

function applySetting(context: CanvasRenderingContext2D, { font, spacingPx }: Setting): void {
  context.font = font;
  context.letterSpacing = `${spacingPx}px`;
}

function drawName(
  context: CanvasRenderingContext2D,
  { text, manner }: SetName,
  { xPx, yPx, turnRad }: NameBox,
  theme: ThemeName,
): void {
  const { text: ink } = THEMES[theme];
  const colour =
    manner === "water"
      ? WATER_NAME[theme]
      : manner === "city" || manner === "district"
        ? ink.primary
        : ink.secondary;
  context.save();
  context.translate(xPx, yPx);
  context.rotate(turnRad);
  applySetting(context, SETTINGS[manner]);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = HALO[theme];
  context.fillStyle = colour;
  context.strokeText(text, 0, 0);
  context.fillText(text, 0, 0);
  if (manner === "landmark") {
    context.beginPath();
    context.arc(0, LANDMARK_RISE_PX, 2, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.stroke();
    context.fill();
  }
  context.restore();
}
