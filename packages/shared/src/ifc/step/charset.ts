/** How bytes from 0x80 on in strings are read. `ascii`: there are none. Names are labels of the Encoding Standard. */
export type Charset = "ascii" | "utf-8" | "gb18030" | "shift_jis" | "windows-1252";

/** Shares below this are chance: Latin-1 text read as GBK or Shift-JIS falls among rare characters. */
const LIKELY_SHARE = 0.5;

/**
 * Guesses the character set of raw bytes in strings, which ISO 10303-21 did not allow before its third edition
 * (UTF-8) and writers use all the same: UTF-8 where all of it decodes, else GBK (GB 18030) or Shift-JIS, whichever
 * more of the double bytes are everyday characters of, else Western European.
 *
 * Decoding without an error is not enough to tell them apart: most Shift-JIS text is valid GBK and the other way round.
 *
 * @param sample Contents of strings that hold such bytes, one after the other, separated by ASCII.
 */
export function detectCharset(sample: Uint8Array): Charset {
  if (sample.every((byte) => byte < 0x80)) return "ascii";
  if (decodeStrictly("utf-8", sample) !== undefined) return "utf-8";
  const gbk = everydayShare(sample, "gb18030", isEverydayHanzi);
  const shiftJis = everydayShare(sample, "shift_jis", isEverydayJapanese);
  if (Math.max(gbk, shiftJis) < LIKELY_SHARE) return "windows-1252";
  return shiftJis > gbk ? "shift_jis" : "gb18030";
}

const decoders = new Map<Charset, TextDecoder>();

/** Text of `bytes` in `charset`, or undefined where they are not valid in it. */
export function decodeStrictly(charset: Charset, bytes: Uint8Array): string | undefined {
  let decoder = decoders.get(charset);
  if (!decoder) {
    // A byte order mark inside a string is a character like another: nothing is to be left out.
    decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true });
    decoders.set(charset, decoder);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Answers whether `code` begins a character of two bytes in `charset` (in GB 18030 also the halves of four). */
export function isLeadByte(code: number, charset: Charset): boolean {
  if (charset === "gb18030") return code >= 0x81 && code <= 0xfe;
  return charset === "shift_jis" && ((code >= 0x81 && code <= 0x9f) || (code >= 0xe0 && code <= 0xfc));
}

type PairTest = (lead: number, trail: number) => boolean;

/** Of all characters that are not ASCII, the share that are everyday double-byte ones; 0 where it is not valid. */
function everydayShare(bytes: Uint8Array, charset: Charset, isEveryday: PairTest): number {
  if (decodeStrictly(charset, bytes) === undefined) return 0;
  let characters = 0;
  let everyday = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    characters++;
    if (!isLeadByte(lead, charset)) continue;
    if (isEveryday(lead, bytes[++i] ?? 0)) everyday++;
  }
  return characters === 0 ? 0 : everyday / characters;
}

/** GB/T 2312: rows 1–3 are punctuation and full-width forms, rows 16–55 the 3,755 hanzi of level 1. */
const isEverydayHanzi: PairTest = (lead, trail) =>
  trail >= 0xa1 && ((lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7));

/** JIS X 0208: punctuation and full-width forms, kana, and kanji of level 1 (leads 0x88–0x97). */
const isEverydayJapanese: PairTest = (lead, trail) =>
  lead === 0x81 ||
  (lead === 0x82 && trail >= 0x4f && trail <= 0xf1) ||
  (lead === 0x83 && trail <= 0x96) ||
  (lead >= 0x88 && lead <= 0x97);
