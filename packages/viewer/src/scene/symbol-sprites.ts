import type { ThemeName } from "../client/view-store.ts";
import type { SymbolCluster } from "./cluster-symbols.ts";
import { drawSymbol, type HitBox } from "./draw-symbol.ts";

/** Room round a symbol's foot, CSS pixels: a plate of five digits with its ring, its stem and its halo. */
const ROOM = { leftPx: 64, upPx: 72, rightPx: 64, downPx: 8 } as const;
/** Pictures kept: a busy city shows some hundred different counts, and forgets those of yesterday. */
const MOST_SPRITES = 400;

/** How symbols look now. */
export interface SymbolLook {
  readonly isRingShown: boolean;
  readonly theme: ThemeName;
}

interface Sprite {
  readonly picture: OffscreenCanvas;
  /** From the foot. */
  readonly box: HitBox;
}

/**
 * Draws symbols from pictures drawn once: of a thousand marks nearly all look alike, and a path costs ten times an
 * image.
 *
 * @returns Draws one on a context whose unit is a CSS pixel, and answers where it can be hit.
 */
export function createSymbolSprites(): (
  context: CanvasRenderingContext2D,
  cluster: SymbolCluster<unknown>,
  look: SymbolLook,
) => HitBox {
  const sprites = new Map<string, Sprite>();
  return (context, cluster, look) => {
    const { lead, members, isUnacknowledged } = cluster;
    const scale = context.getTransform().a;
    const hasRing = isUnacknowledged && look.isRingShown;
    const key = [lead.mark.shape, members.length, isUnacknowledged, hasRing, look.theme, scale].join();
    let sprite = sprites.get(key);
    if (!sprite) {
      if (sprites.size >= MOST_SPRITES) sprites.clear();
      sprite = makeSprite(cluster, look, scale);
      sprites.set(key, sprite);
    }
    // On whole device pixels: between two of them everything is blurred.
    const xPx = Math.round(lead.xPx * scale) / scale;
    const yPx = Math.round(lead.yPx * scale) / scale;
    const { picture, box } = sprite;
    context.drawImage(
      picture,
      xPx - ROOM.leftPx,
      yPx - ROOM.upPx,
      ROOM.leftPx + ROOM.rightPx,
      ROOM.upPx + ROOM.downPx,
    );
    return {
      leftPx: xPx + box.leftPx,
      topPx: yPx + box.topPx,
      rightPx: xPx + box.rightPx,
      bottomPx: yPx + box.bottomPx,
    };
  };
}

function makeSprite(cluster: SymbolCluster<unknown>, look: SymbolLook, scale: number): Sprite {
  const picture = new OffscreenCanvas(
    Math.ceil((ROOM.leftPx + ROOM.rightPx) * scale),
    Math.ceil((ROOM.upPx + ROOM.downPx) * scale),
  );
  const context = picture.getContext("2d");
  if (!context) throw new Error("the browser gives no 2D context");
  context.scale(scale, scale);
  context.translate(ROOM.leftPx, ROOM.upPx);
  const atFoot = { ...cluster, lead: { ...cluster.lead, xPx: 0, yPx: 0 } };
  return { picture, box: drawSymbol(context, atFoot, look) };
}
