/** A piece of a picture, pixels from its upper left corner. */
export interface PictureTile {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Divides a picture into tiles of at most `tilePx` a side, row by row from the top. */
export function planTiles(widthPx: number, heightPx: number, tilePx: number): PictureTile[] {
  const tiles: PictureTile[] = [];
  for (let y = 0; y < heightPx; y += tilePx) {
    for (let x = 0; x < widthPx; x += tilePx) {
      tiles.push({
        ...{ x, y },
        widthPx: Math.min(tilePx, widthPx - x),
        heightPx: Math.min(tilePx, heightPx - y),
      });
    }
  }
  return tiles;
}

/** A picture that is narrower than the canvas shows more above and below: what is seen on the canvas is all on it. */
export function heightInPicture(seenM: number, canvasAspect: number, pictureAspect: number): number {
  return seenM * Math.max(1, canvasAspect / pictureAspect);
}

/**
 * By how many pixels lines of one pixel are drawn again and again to be `widthPx` thick: along both axes, so that lines of
 * every direction come out so.
 */
export function lineShifts(widthPx: number): readonly (readonly [dx: number, dy: number])[] {
  const width = Math.max(1, Math.round(widthPx));
  const along = Array.from({ length: width }, (_, at) => at - (width - 1) / 2);
  return [
    ...along.map((at) => [at, 0] as const),
    ...along.filter((at) => at !== 0).map((at) => [0, at] as const),
  ];
}

/**
 * Turns rows of a frame buffer, lowest first and with colours that opacity is multiplied into, into rows of a picture, highest
 * first, without the margin round the piece.
 */
export function readPiece(
  buffer: Uint8Array,
  bufferWidthPx: number,
  { widthPx, heightPx }: Pick<PictureTile, "widthPx" | "heightPx">,
  marginPx: number,
): Uint8ClampedArray<ArrayBuffer> {
  const piece = new Uint8ClampedArray(4 * widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const from = 4 * ((heightPx - 1 - y + marginPx) * bufferWidthPx + marginPx);
    piece.set(buffer.subarray(from, from + 4 * widthPx), 4 * y * widthPx);
  }
  for (let at = 3; at < piece.length; at += 4) {
    const opacity = piece[at] as number;
    if (opacity === 0 || opacity === 255) continue;
    for (let k = at - 3; k < at; k++) piece[k] = ((piece[k] as number) * 255) / opacity;
  }
  return piece;
}
