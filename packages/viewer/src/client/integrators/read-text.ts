/** A number as a person writes it; NaN where nothing stands, which no contract takes. */
export const readNumber = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));

/** What stands in a list with one entry a line, without blanks around it and empty lines. */
export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
