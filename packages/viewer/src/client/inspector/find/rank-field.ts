/** What a field is known by in a list that is searched. */
export interface SoughtField {
  readonly name: string;
  /** Its set, or the group that it is listed in. */
  readonly place: string;
  /** Another name, such as that in the standard; empty where there is none. */
  readonly alias: string;
}

/**
 * How well a field is what somebody types: 0 its very name, 1 name and set together, 2 the beginning of its name, 3 within its name,
 * 4 all else that has every word in name or set. Undefined where a word is missing. Words are apart by spaces, `›`, `.`, `:` or `/`.
 */
export function rankField(text: string, field: SoughtField): number | undefined {
  const words = split(text);
  const [name, place, alias] = [field.name, field.place, field.alias].map((each) => split(each).join(" "));
  const whole = words.join(" ");
  const all = `${place} ${name} ${alias}`;
  if (!words.every((word) => all.includes(word))) return undefined;
  if (whole === name || whole === alias) return 0;
  if (whole === `${place} ${name}` || whole === `${name} ${place}`) return 1;
  if (name?.startsWith(whole)) return 2;
  return name?.includes(whole) ? 3 : 4;
}

const split = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s›.:/]+/)
    .filter(Boolean);
