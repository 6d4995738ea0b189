/** Many texts in few strings, to look through at the speed of the engine's own `indexOf`; see {@link createTextBlocks}. */
export interface TextBlocks {
  /**
   * Marks texts that hold `term` (in lower case, without line breaks): 2 where they begin with it, else 1.
   *
   * @param marks One a text, all 0.
   */
  mark(term: string, marks: Uint8Array): void;
}

/** Takes texts one by one, in order of their numbers. */
export interface TextBlocksBuilder {
  add(text: string): void;
  finish(): TextBlocks;
}

/** One string for all would be two bytes a character because of one Chinese name; blocks without any stay at one. */
const BLOCK_TEXTS = 2048;

/** Joins texts in lower case, a line break between any two. */
export function createTextBlocks(): TextBlocksBuilder {
  const blocks: { readonly text: string; readonly starts: Uint32Array; readonly first: number }[] = [];
  let waiting: string[] = [];
  let count = 0;
  const close = (): void => {
    const starts = new Uint32Array(waiting.length + 1);
    waiting.forEach((text, i) => {
      starts[i + 1] = (starts[i] as number) + text.length + 1;
    });
    blocks.push({ text: waiting.join("\n"), starts, first: count - waiting.length });
    waiting = [];
  };
  return {
    add(text) {
      count++;
      const lower = text.toLowerCase();
      // A line break would end the text.
      waiting.push(lower.includes("\n") ? lower.replaceAll("\n", " ") : lower);
      if (waiting.length === BLOCK_TEXTS) close();
    },
    finish() {
      if (waiting.length > 0) close();
      return {
        mark(term, marks) {
          for (const { text, starts, first } of blocks) {
            let number = 0;
            for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, starts[number] as number)) {
              while ((starts[number + 1] as number) <= at) number++;
              marks[first + number] = at === starts[number] ? 2 : 1;
              number++;
              if (number + 1 >= starts.length) break;
            }
          }
        },
      };
    },
  };
}
