/** A data segment, read. Fields that it does not have are empty. */
export interface Hj212Message {
  /** Request number, `YYYYMMDDhhmmsszzz`: an answer repeats it. */
  readonly qn: string;
  readonly st: string;
  /** Command. */
  readonly cn: string;
  readonly pw: string;
  readonly mn: string;
  /** 0 for HJ/T 212-2005, 1 for HJ 212-2017. */
  readonly version: number;
  readonly isAnswerWanted: boolean;
  /** Of a packaged message: how many packages, and which this is, from 1. */
  readonly package: { readonly count: number; readonly number: number } | undefined;
  /** What stands between the `&&`: names with their values, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const ANSWER_BIT = 1;
const PACKAGE_BIT = 2;
const VERSION_SHIFT = 2;
/** The standard's have 17. */
const MAX_QN_LENGTH = 32;

/**
 * Reads `QN=…;ST=…;CN=…;PW=…;MN=…;Flag=…;PNUM=…;PNO=…;CP=&&…&&`. Blanks around names and values are left out.
 *
 * Source: HJ 212-2017, clauses 6.3.2 and 6.3.3 (Flag is one byte, `V5…V0 D A`, in decimal).
 *
 * @returns undefined where it is no data segment, or names neither command nor station.
 */
export function readSegment(segment: string): Hj212Message | undefined {
  const found = /^(.*?)CP\s*=\s*&&(.*)&&\s*$/s.exec(segment);
  if (!found) return undefined;
  const head = new Map(readPairs(found[1] ?? "", ";"));
  const field = (name: string) => head.get(name) ?? "";
  const [cn, mn, flagText] = [field("CN"), field("MN"), field("Flag")];
  if (!/^\d{4}$/.test(cn) || mn === "" || !/^\d{0,3}$/.test(flagText)) return undefined;
  if (field("QN").length > MAX_QN_LENGTH) return undefined;
  const flag = Number(flagText);
  return {
    ...{ qn: field("QN"), st: field("ST"), cn, pw: field("PW"), mn },
    version: flag >> VERSION_SHIFT,
    isAnswerWanted: (flag & ANSWER_BIT) !== 0,
    package: flag & PACKAGE_BIT ? { count: Number(field("PNUM")), number: Number(field("PNO")) } : undefined,
    fields: readPairs(found[2] ?? "", /[;,]/),
  };
}

function readPairs(text: string, between: string | RegExp): [string, string][] {
  return text.split(between).flatMap((part) => {
    const at = part.indexOf("=");
    return at > 0 ? [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as [string, string]] : [];
  });
}
