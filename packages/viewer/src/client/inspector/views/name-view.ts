/** A name that none of the others has: the words themselves, else with the next number. @param words E.g. `View`. */
export function nameView(
  words: string,
  others: readonly { readonly name: string }[],
  isNumbered: boolean,
): string {
  const names = new Set(others.map(({ name }) => name));
  if (!isNumbered && !names.has(words)) return words;
  for (let number = isNumbered ? 1 : 2; ; number++) {
    const name = `${words} ${number}`;
    if (!names.has(name)) return name;
  }
}
