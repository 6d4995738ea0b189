import { enumOf, numberOf, type RecordReader, refOf } from "../geometry/index.ts";

/** IfcSIPrefix → factor, as far as anybody measures land in it. */
const PREFIXES: Readonly<Record<string, number>> = {
  "": 1,
  KILO: 1e3,
  HECTO: 1e2,
  DECA: 10,
  DECI: 0.1,
  CENTI: 0.01,
  MILLI: 0.001,
  MICRO: 1e-6,
};

/** Metres of the unit of length in record `#id`; undefined where it is none. */
export function readLengthUnit(reader: RecordReader, id: number): number | undefined {
  const values = reader.argumentsOf(id);
  switch (reader.typeOf(id)) {
    case "IFCSIUNIT":
      return enumOf(values[3]) === "METRE" ? PREFIXES[enumOf(values[2])] : undefined;
    case "IFCCONVERSIONBASEDUNIT":
    case "IFCCONVERSIONBASEDUNITWITHOFFSET": {
      const [value, unit] = reader.argumentsOf(refOf(values[3]));
      const base = readLengthUnit(reader, refOf(unit));
      return base === undefined ? undefined : base * numberOf(value);
    }
    default:
      return undefined;
  }
}

/** Words that people write for a unit of length in a property → metres. */
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/^milli-?met(re|er)s?$|^mm$/i, 0.001],
  [/^centi-?met(re|er)s?$|^cm$/i, 0.01],
  [/^kilo-?met(re|er)s?$|^km$/i, 1000],
  [/^met(re|er)s?$|^m$/i, 1],
  [/^us[ -]?survey[ -]?f(oo|ee)t$|^ft ?us$/i, 1200 / 3937],
  [/^f(oo|ee)t$|^ft$/i, 0.3048],
];

/** Metres of a unit of length by its name; undefined for words that name none. */
export function lengthUnitByName(name: string): number | undefined {
  return WORDS.find(([pattern]) => pattern.test(name.trim()))?.[1];
}
