/** A sentence of the server or of a parser, and how it is said in Chinese: `$1` is its first part that varies. */
export type ChineseSentence = readonly [pattern: RegExp, chinese: string];

/** The first of the sentences that a message is, in Chinese; undefined where it is none of them. */
export function sayInChinese(message: string, sentences: readonly ChineseSentence[]): string | undefined {
  for (const [pattern, chinese] of sentences) {
    const parts = pattern.exec(message);
    // As a function: what varies may hold a `$` of its own.
    if (parts) return chinese.replace(/\$(\d)/g, (_all, place: string) => parts[Number(place)] ?? "");
  }
  return undefined;
}
