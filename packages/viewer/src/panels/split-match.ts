/**
 * Cuts a text before and after what was asked for, whatever its case. Found by pinyin or in another field, nothing
 * of it may stand in this text: then all is before.
 */
export function splitMatch(text: string, asked: string): [before: string, hit: string, after: string] {
  const wanted = asked.trim().toLowerCase();
  const at = wanted === "" ? -1 : text.toLowerCase().indexOf(wanted);
  if (at < 0) return [text, "", ""];
  return [text.slice(0, at), text.slice(at, at + wanted.length), text.slice(at + wanted.length)];
}
