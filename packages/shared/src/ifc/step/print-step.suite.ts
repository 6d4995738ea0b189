import type { StepValue } from "./step-value.ts";

/** Prints values as ISO 10303-21 writes them; the test's counterpart of the readers. */
export function printArguments(values: readonly StepValue[]): string {
  return values.map(printValue).join(",");
}

function printValue(value: StepValue): string {
  if (value === null) return "$";
  if (typeof value === "string") return `'${encodeString(value)}'`;
  if (typeof value === "boolean") return value ? ".T." : ".F.";
  if (typeof value === "number") return printNumber(value);
  if (Array.isArray(value)) return `(${value.map(printValue).join(",")})`;
  if ("ref" in value) return `#${value.ref}`;
  if ("enum" in value) return `.${value.enum}.`;
  if ("binary" in value) return `"${value.binary}"`;
  if ("typed" in value) return `${value.typed}(${printValue(value.value)})`;
  return "*";
}

function printNumber(value: number): string {
  const text = String(value).toUpperCase();
  return /[.E]/.test(text) ? text.replace(/^(-?\d+)E/, "$1.E") : Number.isInteger(value) ? text : `${text}.`;
}

/** Encodes as most writers do: `\X2\` for the basic plane, `\X4\` above it, doubled apostrophes and backslashes. */
export function encodeString(text: string): string {
  let out = "";
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (character === "'" || character === "\\") out += character + character;
    else if (code >= 32 && code < 127) out += character;
    else if (code > 0xffff) out += `\\X4\\${code.toString(16).padStart(8, "0")}\\X0\\`;
    else out += `\\X2\\${code.toString(16).padStart(4, "0").toUpperCase()}\\X0\\`;
  }
  return out;
}

/** A whole STEP file around `records`, one a line. */
export function printStepFile(records: readonly string[], schema = "IFC4"): Uint8Array {
  const head = [
    "ISO-10303-21;",
    "HEADER;",
    "FILE_DESCRIPTION(('ViewDefinition [ReferenceView]'),'2;1');",
    "FILE_NAME('house.ifc','2026-03-01T00:00:00',('An author'),(''),'a writer','a system','');",
    `FILE_SCHEMA(('${schema}'));`,
    "ENDSEC;",
    "DATA;",
  ];
  return new TextEncoder().encode([...head, ...records, "ENDSEC;", "END-ISO-10303-21;", ""].join("\n"));
}
