import { closingApostrophe, decodeStepString, insideTyped, type StepFile } from "../step/index.ts";
import { createByteIndex } from "./byte-index.ts";

/** Every text of a model once; see {@link createTextPool}. */
export interface TextPool {
  /** Number of the string at byte offset `at`, also within a typed value; 0 where there is none or it is empty. */
  textAt(at: number): number;
  /** Number of `text`; 0 for the empty one. */
  add(text: string): number;
  /** By number; the first is empty. */
  readonly texts: readonly string[];
}

const APOSTROPHE = 39;

/** Makes a pool over the strings of `step`: each is decoded when its bytes occur for the first time. */
export function createTextPool(step: StepFile): TextPool {
  const { bytes, charset } = step;
  const texts = [""];
  const numbers = new Map([["", 0]]);
  const byBytes = createByteIndex(bytes);
  const numberOfIndex: number[] = [];

  function add(text: string): number {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, texts.length);
    return texts.push(text) - 1;
  }

  return {
    texts,
    add,
    textAt(at) {
      if (at < 0) return 0;
      const open = insideTyped(bytes, at);
      if (bytes[open] !== APOSTROPHE) return 0;
      const close = closingApostrophe(bytes, open, bytes.length);
      const index = byBytes.indexOf(open + 1, close);
      if (index === numberOfIndex.length) {
        numberOfIndex.push(add(decodeStepString(bytes, open + 1, close, charset)));
      }
      return numberOfIndex[index] as number;
    },
  };
}
