import { createCrc32 } from "../local/crc32.ts";

/** Length of a PNG's signature, and of its first chunk, IHDR, with its frame. PNG, 3rd edition, 5.2 and 11.2.1. */
const PNG_HEAD = 8 + 25;

/**
 * Writes into a PNG how many pixels a metre it has, so that it is printed as large as it is meant (PNG, 3rd edition, 11.3.4.3).
 * Bytes that are no PNG come back as they are.
 */
export function withPngDensity(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const isPng = png[0] === 0x89 && png[1] === 0x50 && png[2] === 0x4e && png[3] === 0x47;
  if (!isPng || png.length < PNG_HEAD) return Uint8Array.from(png);
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  const perMetre = Math.round(dpi / 0.0254);
  view.setUint32(0, 9);
  chunk.set(new TextEncoder().encode("pHYs"), 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  // The unit is the metre.
  chunk[16] = 1;
  view.setUint32(17, createCrc32().add(chunk.subarray(4, 17)));
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, PNG_HEAD));
  out.set(chunk, PNG_HEAD);
  out.set(png.subarray(PNG_HEAD), PNG_HEAD + chunk.length);
  return out;
}

/** The same for a JPEG: dots an inch, in the JFIF segment that it begins with (ITU-T T.871, 10.1). */
export function withJpegDensity(jpeg: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const out = Uint8Array.from(jpeg);
  const isJfif =
    out[2] === 0xff && out[3] === 0xe0 && new TextDecoder().decode(out.subarray(6, 10)) === "JFIF";
  if (!isJfif) return out;
  const view = new DataView(out.buffer);
  out[13] = 1;
  view.setUint16(14, Math.round(dpi));
  view.setUint16(16, Math.round(dpi));
  return out;
}
