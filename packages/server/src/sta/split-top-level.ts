/** A part of a text, and where it begins in it. */
export interface TextPart {
  readonly text: string;
  readonly at: number;
}

/** Splits at a mark where it stands neither within parentheses nor within a text in quotes. */
export function splitTopLevel(text: string, mark: string): TextPart[] {
  const parts: TextPart[] = [];
  let start = 0;
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const here = text[at];
    if (here === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (here === "(") depth++;
    if (here === ")") depth--;
    if (here === mark && depth === 0) {
      parts.push({ text: text.slice(start, at), at: start });
      start = at + 1;
    }
  }
  parts.push({ text: text.slice(start), at: start });
  return parts;
}
