import { computeCrc } from "./crc.ts";

/** Why bytes were dropped. */
export type FrameDefect = "length" | "crc" | "noise";

/** Takes a connection's bytes as they come. */
export interface FrameSplitter {
  /** Data segments of the whole frames that these bytes complete, as Latin-1. */
  push(bytes: Uint8Array): string[];
}

const MARK = Buffer.from("##");
const END = Buffer.from("\r\n");
const HEAD_BYTES = 6;
const CRC_BYTES = 4;
const BROKEN = { defect: "length" } as const;
const [HASH, CR, LF] = [0x23, 0x0d, 0x0a];

/**
 * Makes a splitter of `##` + length (4 digits) + data segment + CRC (4 hex digits) + CR LF.
 *
 * No segment holds `##` or CR LF, so a frame that has one inside was cut, and what follows is looked at from there: a
 * defect costs the frame it is in and no other. A frame is taken when its CRC is there; CR LF is skipped if it comes.
 * The standard's segments end at 1,024 bytes (clause 6.3.1), those of stations in the field do not: four digits are the limit.
 *
 * @param onDefect Told of each thing that was dropped.
 */
export function createFrameSplitter(onDefect: (defect: FrameDefect) => void): FrameSplitter {
  let rest: Buffer = Buffer.alloc(0);

  /** Goes to the next mark; what is before it was noise. Answers false where there is none. */
  function seek(from: number): boolean {
    let mark = rest.indexOf(MARK, from);
    // Of three in a row the last two are the mark.
    while (mark >= 0 && rest[mark + 2] === HASH) mark++;
    const end = mark >= 0 ? mark : rest.length - (rest[rest.length - 1] === HASH ? 1 : 0);
    if (rest.subarray(from, end).some((byte) => byte !== CR && byte !== LF)) onDefect("noise");
    rest = rest.subarray(end);
    return mark >= 0;
  }

  /** What stands at the mark; undefined where it is not all there yet. */
  function readFrame(): { readonly segment: string } | { readonly defect: FrameDefect } | undefined {
    const digits = rest.toString("latin1", 2, HEAD_BYTES);
    if (!/^\d*$/.test(digits)) return BROKEN;
    if (digits.length < 4) return undefined;
    const end = HEAD_BYTES + Number(digits);
    const whole = rest.subarray(0, end + CRC_BYTES);
    if (whole.includes(END, HEAD_BYTES) || whole.includes(MARK, HEAD_BYTES)) return BROKEN;
    if (whole.length < end + CRC_BYTES) return undefined;
    const crc = whole.toString("latin1", end);
    if (!/^[\dA-Fa-f]{4}$/.test(crc)) return BROKEN;
    const segment = whole.subarray(HEAD_BYTES, end);
    if (Number.parseInt(crc, 16) !== computeCrc(segment)) return { defect: "crc" };
    return { segment: segment.toString("latin1") };
  }

  return {
    push(bytes) {
      const segments: string[] = [];
      rest = Buffer.concat([rest, bytes]);
      let from = 0;
      while (seek(from)) {
        const found = readFrame();
        if (found === undefined) break;
        if ("segment" in found) {
          segments.push(found.segment);
          from = HEAD_BYTES + found.segment.length + CRC_BYTES;
        } else {
          onDefect(found.defect);
          // What remains of it is no noise of its own.
          rest = rest.subarray(endOfBroken(rest));
          from = 0;
        }
      }
      return segments;
    },
  };
}

/** A broken frame reaches to the next mark or to its line's end, whichever comes first; else over all there is. */
function endOfBroken(bytes: Buffer): number {
  const [mark, line] = [bytes.indexOf(MARK, MARK.length), bytes.indexOf(END)];
  if (mark < 0 && line < 0) return bytes.length - (bytes[bytes.length - 1] === HASH ? 1 : 0);
  return Math.min(mark < 0 ? bytes.length : mark, line < 0 ? bytes.length : line);
}
