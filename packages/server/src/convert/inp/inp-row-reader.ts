import type { Issue, IssueSeverity } from "@shuicheng/shared/issues";
import type { InpField, InpRow, InpSection } from "./inp-text.ts";

/** A number as EPANET reads it: whole words only. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** What a number has to be. */
export type NumberRule = "any" | "not-negative" | "positive";

const RULE_WORDS: Readonly<Record<NumberRule, string>> = {
  any: "a number",
  "not-negative": "a number of 0 or more",
  positive: "a number above 0",
};

/** Collects findings of one file. */
export class InpFindings {
  readonly issues: Issue[];

  constructor(before: readonly Issue[]) {
    this.issues = [...before];
  }

  /** Adds a finding about one word of one row. `rule` names the section and the field. */
  add(
    code: string,
    at: { row: number; field?: InpField | undefined; rule: string; ref?: string },
    message: string,
    severity: IssueSeverity = "error",
  ): void {
    this.issues.push({
      code: `inp/${code}`,
      severity,
      row: at.row,
      column: at.field?.column ?? 1,
      rule: at.rule,
      message,
      ...(at.ref === undefined ? {} : { ref: at.ref }),
    });
  }
}

/** Reads the words of one row by position and name; what is wrong becomes a finding and the value a stand-in. */
export class InpRowReader {
  readonly row: number;
  readonly fields: readonly InpField[];
  readonly #section: InpSection;
  readonly #findings: InpFindings;

  constructor(section: InpSection, { row, fields }: InpRow, findings: InpFindings) {
    this.row = row;
    this.fields = fields;
    this.#section = section;
    this.#findings = findings;
  }

  get id(): string {
    return this.text(0);
  }

  /** Answers whether the row has its `names`, and finds fault when it has not. */
  hasAtLeast(count: number, names: string): boolean {
    if (this.fields.length >= count) return true;
    this.fault(
      "too-few-fields",
      undefined,
      `${this.fields.length} of at least ${count} fields; right would be: ${names}`,
    );
    return false;
  }

  /** Word at `index`, empty where the row is shorter. */
  text(index: number): string {
    return this.fields[index]?.text ?? "";
  }

  /** Word at `index`, or `undefined` where it is missing or a lone `*`, EPANET's mark for none. */
  optionalText(index: number): string | undefined {
    const text = this.text(index);
    return text === "" || text === "*" ? undefined : text;
  }

  /** Number at `index`; `fallback` where the row is shorter. */
  number(index: number, name: string, rule: NumberRule, fallback = 0): number {
    const field = this.fields[index];
    if (!field) return fallback;
    const value = NUMBER.test(field.text) ? Number(field.text) : Number.NaN;
    if (!Number.isFinite(value)) {
      this.fault(
        "not-a-number",
        index,
        `${name} is "${field.text}"; right would be ${RULE_WORDS[rule]}`,
        name,
      );
      return fallback;
    }
    if ((rule === "positive" && value <= 0) || (rule === "not-negative" && value < 0)) {
      this.fault("out-of-range", index, `${name} is ${field.text}; right would be ${RULE_WORDS[rule]}`, name);
      return fallback;
    }
    return value;
  }

  /** Answers whether the word at `index` is a number. */
  isNumber(index: number): boolean {
    return NUMBER.test(this.text(index));
  }

  /** Adds a finding about the word at `index`, or about the row. */
  fault(
    code: string,
    index: number | undefined,
    message: string,
    name?: string,
    severity: IssueSeverity = "error",
  ): void {
    const rule = `[${this.#section}]${name ? ` ${name}` : ""}`;
    const field = index === undefined ? this.fields[0] : this.fields[index];
    this.#findings.add(code, { row: this.row, field, rule, ref: this.id }, message, severity);
  }
}
