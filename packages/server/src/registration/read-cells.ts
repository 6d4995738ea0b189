import { ASSET_CLASSES, findObservedProperty, OBSERVED_PROPERTIES, UNITS } from "@shuicheng/shared/catalogue";
import { IDENTIFIER_PATTERN, type ResultType, type Unit } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";

const IDENTIFIER = new RegExp(IDENTIFIER_PATTERN);
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const RESULT_TYPES: ReadonlyMap<string, ResultType> = new Map([
  ["number", "number"],
  ["数值", "number"],
  ["boolean", "boolean"],
  ["开关", "boolean"],
  ["开关量", "boolean"],
  ["category", "category"],
  ["类别", "category"],
  ["枚举", "category"],
]);

const keyByName = (entries: Readonly<Record<string, { zh: string; en: string }>>) =>
  new Map(
    Object.entries(entries).flatMap(([key, { zh, en }]) => [zh, en.toLowerCase()].map((name) => [name, key])),
  );

const PROPERTY_BY_NAME = keyByName(OBSERVED_PROPERTIES);
const CLASS_BY_NAME = keyByName(ASSET_CLASSES);
const UNIT_BY_SYMBOL = new Map<string, Unit>(
  Object.values<Unit>(UNITS)
    .reverse()
    .flatMap((unit) => [unit.definition, unit.symbol].map((text) => [text, unit])),
);

/** Reads an id of the integrator's own. */
export function readIdentifier(text: string): string {
  if (IDENTIFIER.test(text)) return text;
  throw unreadable(`${quote(text)} is no id: 1 to 128 characters of A–Z a–z 0–9 . _ ~ - are right`);
}

/** Reads a number; full-width digits, as typed in Chinese, are as good. */
export function readNumber(
  text: string,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
): number {
  const plain = text.normalize("NFKC");
  const value = NUMBER.test(plain) ? Number(plain) : Number.NaN;
  if (!Number.isFinite(value)) throw unreadable(`${quote(text)} is not a number`);
  if (value < min || value > max) throw unreadable(`${quote(text)} is not from ${min} to ${max}`);
  return value;
}

/** Reads a text of at most `length` characters. */
export function readWords(text: string, length: number): string {
  if (text.length <= length) return text;
  throw unreadable(`the text is longer than ${length} characters`);
}

/** Reads an observed property: a key of the catalogue, its name in English or Chinese, or a word of one's own. */
export const readProperty = (text: string): string =>
  PROPERTY_BY_NAME.get(text) ?? PROPERTY_BY_NAME.get(text.toLowerCase()) ?? readWords(text, 128);

/** Reads an asset class likewise. */
export const readClass = (text: string): string =>
  CLASS_BY_NAME.get(text) ?? CLASS_BY_NAME.get(text.toLowerCase()) ?? readWords(text, 64);

/** Reads how results are written. */
export function readResultType(text: string): ResultType {
  const found = RESULT_TYPES.get(text.toLowerCase());
  if (found) return found;
  throw unreadable(`${quote(text)} is none of number (数值), boolean (开关), category (类别)`);
}

/** How results of a property are written where nobody says. */
export const resultTypeOf = (property: string): ResultType =>
  findObservedProperty(property)?.resultType ?? "number";

/** Reads a unit: a symbol or UCUM code of the catalogue, or a symbol of one's own, which then has no code. */
export const readUnit = (text: string): Unit =>
  UNIT_BY_SYMBOL.get(text.normalize("NFC")) ?? { name: readWords(text, 64), symbol: text, definition: "" };

/** Reads categories in order, with | between them. */
export function readCategories(text: string): string[] {
  const categories = text.split("|").map((category) => readWords(category.trim(), 128));
  if (categories.length <= 255 && categories.every((one, i) => one !== "" && categories.indexOf(one) === i))
    return categories;
  throw unreadable("categories are 1 to 255 different words with | between them");
}

const unreadable = (reason: string) => new Fault("request/invalid", reason);
const quote = (text: string) => JSON.stringify(text.slice(0, 64));
