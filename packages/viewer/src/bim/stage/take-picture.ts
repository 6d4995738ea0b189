import {
  Color,
  LinearSRGBColorSpace,
  type Material,
  NotEqualStencilFunc,
  type Object3D,
  type OrthographicCamera,
  type PerspectiveCamera,
  ReplaceStencilOp,
  type Scene,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import { pageProblem } from "../../client/api-problem.ts";
import { lineShifts, type PictureTile, planTiles, readPiece } from "./picture-tiles.ts";
import type { PictureOptions, Triple } from "./stage-contract.ts";

/** What a picture is drawn with. */
export interface PictureNeeds {
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  /** A copy that belongs to the picture, with the picture's aspect. */
  readonly camera: PerspectiveCamera | OrthographicCamera;
  /** sRGB, 0 to 1, as the theme has it now. */
  background(): Triple;
  /** Told before each piece is drawn: decides on passes. */
  prepare(): void;
  /** Counts what has changed in the picture: pieces of two different moments do not fit together. */
  changes(): number;
  isLost(): boolean;
  drawOverlays(
    context: CanvasRenderingContext2D,
    camera: PerspectiveCamera | OrthographicCamera,
    size: { readonly widthPx: number; readonly heightPx: number },
  ): void;
}

/** Largest side of a piece: 2,048² with four samples a pixel take 160 MB of the device. */
const TILE_PX = 2048;
/** Drawn round each piece and thrown away: lines that begin beside it reach into it. */
const MARGIN_PX = 16;
const SAMPLES = 4;
/** Where the picture changes while it is drawn it is begun again; this often with pauses, then without. */
const PATIENT_TRIES = 3;
/** Bit of the stencil with which a pixel is marked that has its line. The selection has the first. */
const HAS_LINE = 2;

/**
 * Draws a picture piece by piece, so that the device's largest texture is no limit, and the page stays alive meanwhile.
 *
 * @throws {ApiProblem} `page/graphics-lost`, `page/picture-too-large`; the reason of the signal.
 */
export async function takePictureOf(
  needs: PictureNeeds,
  widthPx: number,
  heightPx: number,
  options: PictureOptions,
): Promise<HTMLCanvasElement> {
  const picture = makeCanvas(widthPx, heightPx);
  const { renderer, camera } = needs;
  const device = Math.min(renderer.capabilities.maxTextureSize, 8192) - 2 * MARGIN_PX;
  const tilePx = Math.min(options.maxTilePx ?? TILE_PX, device);
  const tiles = planTiles(widthPx, heightPx, tilePx);
  const side = (picturePx: number) => Math.min(tilePx, picturePx) + 2 * MARGIN_PX;
  const target = new WebGLRenderTarget(side(widthPx), side(heightPx), {
    samples: SAMPLES,
    stencilBuffer: true,
    generateMipmaps: false,
  });
  const ratio = options.pixelRatio ?? 1;
  camera.userData.pictureHeightPx = heightPx / ratio;
  const dress = options.dress ?? ((draw: () => void) => draw());
  const piece = { needs, target, options, widthPx, heightPx };
  const drawOverlays = (): void => {
    if (options.hasOverlays === false) return;
    camera.clearViewOffset();
    picture.context.save();
    picture.context.scale(ratio, ratio);
    dress(() =>
      needs.drawOverlays(picture.context, camera, { widthPx: widthPx / ratio, heightPx: heightPx / ratio }),
    );
    picture.context.restore();
  };
  try {
    for (let attempt = 1; ; attempt++) {
      const changes = needs.changes();
      const isPatient = attempt <= PATIENT_TRIES;
      let done = 0;
      for (const tile of tiles) {
        options.signal?.throwIfAborted();
        if (needs.isLost()) throw lost();
        if (isPatient && needs.changes() !== changes) break;
        const isLast = done === tiles.length - 1;
        dress(() => drawPiece(piece, tile));
        const reading = read(piece, isPatient);
        picture.context.putImageData(
          toImage(isPatient ? await reading : (reading as Uint8Array), target, tile),
          tile.x,
          tile.y,
        );
        done++;
        options.onProgress?.(done, tiles.length);
        if (isPatient && !isLast) await pause();
      }
      if (needs.isLost()) throw lost();
      if (done < tiles.length) continue;
      drawOverlays();
      return picture.canvas;
    }
  } finally {
    target.dispose();
  }
}

interface Piece {
  readonly needs: PictureNeeds;
  readonly target: WebGLRenderTarget;
  readonly options: PictureOptions;
  /** Of the whole picture. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Faces first, then lines as thick as the picture wants them, each pixel once however often it is drawn over. */
function drawPiece({ needs, target, options, widthPx, heightPx }: Piece, { x, y }: PictureTile): void {
  const { renderer, scene, camera } = needs;
  const lineWidthPx = Math.max(1, Math.round(options.pixelRatio ?? 1));
  const clearColour = renderer.getClearColor(new Color());
  const clearAlpha = renderer.getClearAlpha();
  const look = (dx: number, dy: number): void =>
    camera.setViewOffset(
      widthPx,
      heightPx,
      x - MARGIN_PX + dx,
      y - MARGIN_PX + dy,
      target.width,
      target.height,
    );
  needs.prepare();
  const undress = dressForPicture(scene, lineWidthPx);
  try {
    renderer.setRenderTarget(target);
    const background = options.background === undefined ? needs.background() : options.background;
    // Shaders write sRGB as it is, and so must the background.
    renderer.setClearColor(
      new Color().setRGB(...(background ?? ([0, 0, 0] as Triple)), LinearSRGBColorSpace),
      background === null ? 0 : 1,
    );
    look(0, 0);
    undress.show("faces");
    renderer.autoClear = true;
    renderer.render(scene, camera);
    renderer.autoClear = false;
    undress.show("lines");
    for (const [dx, dy] of lineShifts(lineWidthPx)) {
      look(dx, dy);
      renderer.render(scene, camera);
    }
  } finally {
    renderer.autoClear = true;
    undress.end();
    renderer.setRenderTarget(null);
    renderer.setClearColor(clearColour, clearAlpha);
  }
}

/** Tells lines from faces, and has cut faces step back as much further as lines are thicker. `end` puts all back. */
function dressForPicture(
  scene: Scene,
  lineWidthPx: number,
): { show(kind: "faces" | "lines"): void; end(): void } {
  const lines: Object3D[] = [];
  const faces: Object3D[] = [];
  const changed = new Map<Material, Partial<Material>>();
  scene.traverseVisible((object) => {
    const isLine = "isLine" in object;
    if (!isLine && !("isMesh" in object)) return;
    (isLine ? lines : faces).push(object);
    const { material } = object as unknown as { readonly material: Material | Material[] };
    for (const each of [material].flat()) {
      if (changed.has(each)) continue;
      const change = isLine
        ? {
            stencilWrite: true,
            stencilRef: HAS_LINE,
            stencilFunc: NotEqualStencilFunc,
            stencilFuncMask: HAS_LINE,
            stencilWriteMask: HAS_LINE,
            stencilZPass: ReplaceStencilOp,
          }
        : { polygonOffsetFactor: each.polygonOffsetFactor + (lineWidthPx - 1) / 2 };
      changed.set(
        each,
        Object.fromEntries(Object.keys(change).map((key) => [key, each[key as keyof Material]])),
      );
      Object.assign(each, change);
    }
  });
  return {
    show(kind) {
      for (const object of lines) object.visible = kind === "lines";
      for (const object of faces) object.visible = kind === "faces";
    },
    end() {
      for (const object of [...lines, ...faces]) object.visible = true;
      for (const [material, before] of changed) Object.assign(material, before);
    },
  };
}

function read({ needs: { renderer }, target }: Piece, isPatient: boolean): Promise<Uint8Array> | Uint8Array {
  const { width, height } = target;
  const buffer = new Uint8Array(4 * width * height);
  if (isPatient) {
    return renderer.readRenderTargetPixelsAsync(target, 0, 0, width, height, buffer).then(
      () => buffer,
      () => Promise.reject(lost()),
    );
  }
  renderer.readRenderTargetPixels(target, 0, 0, width, height, buffer);
  return buffer;
}

/** The piece lies at the top of the target, which may be larger. */
function toImage(buffer: Uint8Array, target: WebGLRenderTarget, tile: PictureTile): ImageData {
  const below = target.height - 2 * MARGIN_PX - tile.heightPx;
  const pixels = readPiece(buffer.subarray(4 * target.width * below), target.width, tile, MARGIN_PX);
  return new ImageData(pixels, tile.widthPx, tile.heightPx);
}

/** A canvas of a size that the browser really gives: one that is too large stays empty without a word. */
function makeCanvas(
  widthPx: number,
  heightPx: number,
): {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
} {
  const canvas = document.createElement("canvas");
  canvas.width = widthPx;
  canvas.height = heightPx;
  const context = canvas.getContext("2d");
  if (!context || !holdsPixels(context, widthPx - 1, heightPx - 1)) {
    throw pageProblem("page/picture-too-large", `the browser gives no canvas of ${widthPx} × ${heightPx}`, 0);
  }
  return { canvas, context };
}

function holdsPixels(context: CanvasRenderingContext2D, x: number, y: number): boolean {
  try {
    context.fillRect(x, y, 1, 1);
    const isHeld = context.getImageData(x, y, 1, 1).data[3] === 255;
    context.clearRect(x, y, 1, 1);
    return isHeld;
  } catch {
    return false;
  }
}

const lost = () => pageProblem("page/graphics-lost", "the graphics context is lost", 0);

const pause = () => new Promise<void>((resolve) => setTimeout(resolve));
