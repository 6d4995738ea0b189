/** Symbol of each IfcSIUnitName, its base in the coherent SI unit, and the power of the metre in it. */
const SI_NAMES: Readonly<Record<string, { symbol: string; toSi?: number; offset?: number; power?: number }>> =
  {
    AMPERE: { symbol: "A" },
    BECQUEREL: { symbol: "Bq" },
    CANDELA: { symbol: "cd" },
    COULOMB: { symbol: "C" },
    CUBIC_METRE: { symbol: "m³", power: 3 },
    DEGREE_CELSIUS: { symbol: "°C", offset: 273.15 },
    FARAD: { symbol: "F" },
    GRAM: { symbol: "g", toSi: 1e-3 },
    GRAY: { symbol: "Gy" },
    HENRY: { symbol: "H" },
    HERTZ: { symbol: "Hz" },
    JOULE: { symbol: "J" },
    KELVIN: { symbol: "K" },
    LUMEN: { symbol: "lm" },
    LUX: { symbol: "lx" },
    METRE: { symbol: "m" },
    MOLE: { symbol: "mol" },
    NEWTON: { symbol: "N" },
    OHM: { symbol: "Ω" },
    PASCAL: { symbol: "Pa" },
    RADIAN: { symbol: "rad" },
    SECOND: { symbol: "s" },
    SIEMENS: { symbol: "S" },
    SIEVERT: { symbol: "Sv" },
    SQUARE_METRE: { symbol: "m²", power: 2 },
    STERADIAN: { symbol: "sr" },
    TESLA: { symbol: "T" },
    VOLT: { symbol: "V" },
    WATT: { symbol: "W" },
    WEBER: { symbol: "Wb" },
  };

/** IfcSIPrefix: symbol and power of ten. */
const SI_PREFIXES: Readonly<Record<string, readonly [string, number]>> = {
  EXA: ["E", 18],
  PETA: ["P", 15],
  TERA: ["T", 12],
  GIGA: ["G", 9],
  MEGA: ["M", 6],
  KILO: ["k", 3],
  HECTO: ["h", 2],
  DECA: ["da", 1],
  DECI: ["d", -1],
  CENTI: ["c", -2],
  MILLI: ["m", -3],
  MICRO: ["µ", -6],
  NANO: ["n", -9],
  PICO: ["p", -12],
  FEMTO: ["f", -15],
  ATTO: ["a", -18],
};

/**
 * An IfcSIUnit: its symbol and its factor and offset to the coherent SI unit. A prefix before a square or cubic metre
 * belongs to the metre (`MILLI.SQUARE_METRE` is mm²), as the SI has it. Undefined for a name or prefix that IFC does not have.
 */
export function siUnit(
  prefix: string,
  name: string,
): { symbol: string; toSi: number; siOffset: number } | undefined {
  const unit = SI_NAMES[name];
  const [prefixSymbol, exponent] = prefix === "" ? ["", 0] : (SI_PREFIXES[prefix] ?? []);
  if (!unit || exponent === undefined) return undefined;
  const total = exponent * (unit.power ?? 1);
  return {
    symbol: `${prefixSymbol}${unit.symbol}`,
    // Division keeps the factors exact: 1 / 1000 is the double nearest to a thousandth, 10 ** -3 need not be.
    toSi: (unit.toSi ?? 1) * (total < 0 ? 1 / 10 ** -total : 10 ** total),
    siOffset: unit.offset ?? 0,
  };
}

/**
 * Conversion-based units that writers name, lower case: symbol and factor to SI. Sources: NIST SP 811 (2008), appendix B;
 * names: IFC4 ADD2 TC1, IfcConversionBasedUnit.
 */
const CONVERSIONS: Readonly<Record<string, readonly [symbol: string, toSi: number]>> = {
  inch: ["in", 0.0254],
  foot: ["ft", 0.3048],
  "us survey foot": ["ftUS", 1200 / 3937],
  yard: ["yd", 0.9144],
  mile: ["mi", 1609.344],
  "square inch": ["in²", 0.0254 ** 2],
  "square foot": ["ft²", 0.3048 ** 2],
  "square yard": ["yd²", 0.9144 ** 2],
  acre: ["ac", 4046.8564224],
  hectare: ["ha", 10_000],
  "cubic inch": ["in³", 0.0254 ** 3],
  "cubic foot": ["ft³", 0.3048 ** 3],
  "cubic yard": ["yd³", 0.9144 ** 3],
  litre: ["L", 1e-3],
  degree: ["°", Math.PI / 180],
  gon: ["gon", Math.PI / 200],
  grad: ["gon", Math.PI / 200],
  pound: ["lb", 0.45359237],
  ounce: ["oz", 0.028349523125],
  minute: ["min", 60],
  hour: ["h", 3600],
  day: ["d", 86_400],
  psi: ["psi", 6894.757293168],
  kip: ["kip", 4448.2216152605],
  lbf: ["lbf", 4.4482216152605],
};

/** What is known of a conversion-based unit by its name, whatever its case and with `_` for blanks. */
export function conversionByName(name: string): { symbol: string; toSi: number } | undefined {
  const known = CONVERSIONS[name.trim().toLowerCase().replaceAll("_", " ")];
  return known && { symbol: known[0], toSi: known[1] };
}
