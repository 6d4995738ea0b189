import { formatFreeNumber, NO_VALUE, withUnit } from "./number.ts";

/** A property of an IFC element as the server describes it. */
interface DescribedValue {
  /** `single`, `enumerated`, `list`, `bounded`, `table`, `reference`. */
  readonly kind: string;
  readonly values: readonly (number | string | boolean | null)[];
  readonly unit?: string | undefined;
}

/** Words for logical values; the third of IfcLogical, unknown, is no value. */
interface LogicalWords {
  readonly yes: string;
  readonly no: string;
}

/** A property's value with its unit: one, a list, a range `2 – 5 mm`, or a table's pairs `1 → 10; 2 → 20`. */
export function formatProperty({ kind, values, unit }: DescribedValue, words: LogicalWords): string {
  const write = (value: DescribedValue["values"][number] | undefined): string => {
    if (value === null || value === undefined || value === "") return NO_VALUE;
    if (typeof value === "boolean") return value ? words.yes : words.no;
    return typeof value === "number" ? formatFreeNumber(value) : value;
  };
  if (values.length === 0) return NO_VALUE;
  if (kind === "bounded") return withUnit(formatRange(values, write), unit ?? null);
  if (kind === "table") {
    const pairs = Array.from({ length: values.length >> 1 }, (_, k) => {
      return `${write(values[2 * k])} → ${write(values[2 * k + 1])}`;
    });
    return withUnit(pairs.join("; "), unit ?? null);
  }
  const text = values.map(write).join(", ");
  return text === NO_VALUE ? text : withUnit(text, unit ?? null);
}

/** Lower, upper and set point; what is not given is left out. */
function formatRange(
  [lower = null, upper = null, setPoint = null]: DescribedValue["values"],
  write: (value: DescribedValue["values"][number]) => string,
): string {
  const range =
    lower === null ? (upper === null ? "" : `≤ ${write(upper)}`) : upper === null ? `≥ ${write(lower)}` : "";
  const both = lower !== null && upper !== null ? `${write(lower)} – ${write(upper)}` : range;
  return [both, setPoint === null ? "" : `= ${write(setPoint)}`].filter(Boolean).join(", ") || NO_VALUE;
}
