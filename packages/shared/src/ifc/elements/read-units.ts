import type { ProjectUnits, Unit } from "./ifc-data.ts";
import { openRecord, type Reading, type RecordReader, rowsBelow } from "./reading.ts";
import { conversionByName, siUnit } from "./si-units.ts";

/** The project's units, and how values find theirs. */
export interface ReadUnits {
  readonly units: ProjectUnits;
  /** Number of the unit that record `#id` is, into `units.units`; 0 for none. */
  unitOf(id: number): number;
  /** Number of the project's unit for a kind like `LENGTHUNIT`; 0 for none. */
  unitOfKind(kind: string): number;
  /** Number of the project's unit for values of a measure like `IFCPOSITIVELENGTHMEASURE`; 0 for plain numbers. */
  unitOfMeasure(measure: string): number;
}

const NO_UNIT: Unit = { kind: "", name: "", symbol: "", toSi: 1, siOffset: 0 };
/** Relative. Writers round factors to four digits; for lengths and angles that would move a model on the map. */
const FACTOR_TOLERANCE = 1e-3;
const STRICT_TOLERANCE = 1e-6;

/**
 * Reads the units of the project (IfcUnitAssignment) and resolves any other on demand. Where length or angle have none,
 * metre and radian are assumed; that, repeated kinds and odd conversion factors are reported.
 */
export function readUnits(reading: Reading): ReadUnits {
  const units: Unit[] = [NO_UNIT];
  const byId = new Map<number, number>();
  const byKind = new Map<string, number>();
  const unitOf = (id: number): number => {
    const known = byId.get(id);
    if (known !== undefined) return known;
    const record = openRecord(reading, id);
    const unit = record && resolveUnit(reading, record, 0);
    const same = unit
      ? units.findIndex((one) => one.kind === unit.kind && one.name === unit.name && one.toSi === unit.toSi)
      : 0;
    const number = unit && same < 0 ? units.push(unit) - 1 : Math.max(same, 0);
    byId.set(id, number);
    return number;
  };
  for (const record of assignedUnits(reading)) {
    const number = unitOf(record.id);
    const kind = units[number]?.kind ?? "";
    if (number === 0) continue;
    if (!byKind.has(kind)) byKind.set(kind, number);
    else if (byKind.get(kind) !== number) {
      report(
        reading,
        record,
        "ifc/unit-repeated",
        `The project has several units for ${kind}; the first counts`,
      );
    }
  }
  const unitOfKind = (kind: string) => byKind.get(kind) ?? 0;
  return {
    units: {
      metresPerUnit: projectFactor(reading, units[unitOfKind("LENGTHUNIT")], "length", "metre"),
      radiansPerUnit: projectFactor(reading, units[unitOfKind("PLANEANGLEUNIT")], "angle", "radian"),
      units,
    },
    unitOf,
    unitOfKind,
    unitOfMeasure: (measure) => unitOfKind(kindOfMeasure(measure)),
  };
}

/** Of the project; of a file without one (a library, a fragment), of the first assignment there is. */
function assignedUnits(reading: Reading): RecordReader[] {
  const { step } = reading;
  const projects = [...rowsBelow(reading, "IfcProject"), ...rowsBelow(reading, "IfcContext")];
  for (const row of projects) {
    const assignment = openRecord(reading, step.ids[row] as number)?.record("UnitsInContext");
    if (assignment) return assignment.records("Units");
  }
  const row = step.rowsOfType("IFCUNITASSIGNMENT")[0];
  return (
    (row === undefined ? undefined : openRecord(reading, step.ids[row] as number))?.records("Units") ?? []
  );
}

function projectFactor(reading: Reading, unit: Unit | undefined, what: string, assumed: string): number {
  if (unit && unit !== NO_UNIT && unit.toSi > 0) return unit.toSi;
  reading.issues.add({
    code: "ifc/unit-missing",
    severity: what === "length" ? "warning" : "info",
    message: `The project has no usable unit of ${what}; ${assumed} is assumed`,
  });
  return 1;
}

function resolveUnit(reading: Reading, record: RecordReader, depth: number): Unit | undefined {
  switch (record.className) {
    case "IfcSIUnit":
      return resolveSiUnit(reading, record);
    case "IfcConversionBasedUnit":
    case "IfcConversionBasedUnitWithOffset":
      return resolveConversion(reading, record, depth);
    case "IfcContextDependentUnit":
      return {
        kind: record.enum("UnitType"),
        name: record.text("Name"),
        symbol: record.text("Name"),
        toSi: Number.NaN,
        siOffset: 0,
      };
    case "IfcDerivedUnit":
      return resolveDerived(reading, record, depth);
    case "IfcMonetaryUnit": {
      // An enum in IFC2x3, a label from IFC4 on.
      const currency = record.enum("Currency") || record.text("Currency");
      return { kind: "MONETARYUNIT", name: currency, symbol: currency, toSi: Number.NaN, siOffset: 0 };
    }
    default:
      report(reading, record, "ifc/unit-unreadable", `${record.className} is no unit`);
      return undefined;
  }
}

function resolveSiUnit(reading: Reading, record: RecordReader): Unit | undefined {
  const prefix = record.enum("Prefix");
  const name = record.enum("Name");
  const unit = siUnit(prefix, name);
  if (!unit) {
    report(reading, record, "ifc/unit-unreadable", `${prefix} ${name} is no SI unit of IFC`);
    return undefined;
  }
  return { kind: record.enum("UnitType"), name: `${prefix}${name}`, ...unit };
}

/** A unit may be made of others; more steps than this are a circle. */
const MAX_DEPTH = 8;

function resolveConversion(reading: Reading, record: RecordReader, depth: number): Unit | undefined {
  const name = record.text("Name");
  const known = conversionByName(name);
  const factor = record.record("ConversionFactor");
  const base = factor?.record("UnitComponent");
  const baseUnit = base && depth < MAX_DEPTH ? resolveUnit(reading, base, depth + 1) : undefined;
  let toSi = (factor?.number("ValueComponent") ?? Number.NaN) * (baseUnit?.toSi ?? Number.NaN);
  if (!(toSi > 0)) {
    report(
      reading,
      record,
      "ifc/unit-unreadable",
      `${name} has no usable conversion factor${known ? "; the usual one is assumed" : ""}`,
    );
    if (!known) return undefined;
    toSi = known.toSi;
  } else if (known && Math.abs(toSi / known.toSi - 1) > toleranceOf(record.enum("UnitType"))) {
    report(
      reading,
      record,
      "ifc/unit-odd",
      `${name} is written as ${toSi} SI units, but usually is ${known.toSi}; the written factor is used`,
    );
  }
  const offset = record.number("ConversionOffset");
  return {
    kind: record.enum("UnitType"),
    name: name.toUpperCase(),
    symbol: known?.symbol ?? name,
    toSi,
    siOffset: Number.isFinite(offset) ? offset * toSi : 0,
  };
}

function toleranceOf(kind: string): number {
  return kind === "LENGTHUNIT" || kind === "PLANEANGLEUNIT" ? STRICT_TOLERANCE : FACTOR_TOLERANCE;
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

function resolveDerived(reading: Reading, record: RecordReader, depth: number): Unit | undefined {
  const kind = record.enum("UnitType");
  let toSi = 1;
  const factors: string[] = [];
  for (const element of record.records("Elements")) {
    const part = element.record("Unit");
    const unit = part && depth < MAX_DEPTH ? resolveUnit(reading, part, depth + 1) : undefined;
    const exponent = element.number("Exponent");
    if (!unit || !Number.isInteger(exponent)) {
      report(reading, record, "ifc/unit-unreadable", `${kind} has an unreadable factor`);
      return undefined;
    }
    toSi *= unit.toSi ** exponent;
    const raised = exponent === 1 ? "" : [...String(exponent)].map((digit) => SUPERSCRIPTS[digit]).join("");
    // m² raised to a power would read as m²⁻¹.
    factors.push(
      raised && /[²³]$/.test(unit.symbol) ? `(${unit.symbol})${raised}` : `${unit.symbol}${raised}`,
    );
  }
  const symbol = factors.join("·");
  return {
    kind: kind === "USERDEFINED" ? record.text("UserDefinedType") || kind : kind,
    name: symbol,
    symbol,
    toSi,
    siOffset: 0,
  };
}

/** `IFCPOSITIVELENGTHMEASURE` → `LENGTHUNIT`; empty for measures without one, e.g. `IFCLABEL`, `IFCRATIOMEASURE`. */
function kindOfMeasure(measure: string): string {
  const base = /^IFC(?:POSITIVE|NONNEGATIVE)?(\w+?)MEASURE$/.exec(measure)?.[1];
  if (base === undefined) return "";
  return base === "MONETARY" ? "MONETARYUNIT" : `${base}UNIT`;
}

function report({ step, issues }: Reading, record: RecordReader, code: string, message: string): void {
  issues.add({ code, severity: "warning", message, at: step.starts[record.row] as number, id: record.id });
}
