import { optionFault } from "../sta-fault.ts";
import { BINARY_OPERATORS, type BinaryOperator, type Expression } from "./expression.ts";
import { FILTER_FUNCTIONS } from "./filter-functions.ts";
import { readTokens, type Token } from "./read-tokens.ts";

/** Parentheses and signs within each other: more than any person writes, less than any stack holds. */
const MAX_DEPTH = 100;
/** `not` binds looser than a comparison, so that `not name eq 'x'` is what it reads like (OData's `notExpr`). */
const COMPARISON_LEVEL = 2;

/**
 * Parses the text of `$filter` (or one of `$orderby`): OGC 18-088, 9.3.3.5, with the grammar of OData 4.0.
 *
 * @param option Its name, for messages.
 * @throws {Fault} `sta/invalid-query` with `details.position`, the character from 0 at which it is wrong.
 */
export function parseFilter(text: string, option = "$filter"): Expression {
  const parser = new FilterParser(readTokens(text, option), (at, message) =>
    optionFault(option, text, at, message),
  );
  return parser.parse();
}

type Wrong = (at: number, message: string) => Error;

class FilterParser {
  readonly #tokens: readonly Token[];
  readonly #wrong: Wrong;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], wrong: Wrong) {
    this.#tokens = tokens;
    this.#wrong = wrong;
  }

  parse(): Expression {
    const expression = this.#binary(0);
    const rest = this.#peek();
    if (rest.kind !== "end") throw this.#wrong(rest.at, "an operator is expected: and, or, eq, add, …");
    return expression;
  }

  #peek(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #takeMark(text: string): boolean {
    const token = this.#peek();
    if (token.kind !== "mark" || token.text !== text) return false;
    this.#next++;
    return true;
  }

  #expectMark(text: string): void {
    if (!this.#takeMark(text)) throw this.#wrong(this.#peek().at, `'${text}' is expected`);
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH)
      throw this.#wrong(this.#peek().at, `is nested more than ${MAX_DEPTH} deep`);
    const result = read();
    this.#depth--;
    return result;
  }

  #binary(level: number): Expression {
    const operators: readonly string[] | undefined = BINARY_OPERATORS[level];
    if (!operators) return this.#unary();
    if (level === COMPARISON_LEVEL) {
      const token = this.#peek();
      if (token.kind === "word" && token.text === "not") {
        this.#next++;
        return { kind: "unary", operator: "not", of: this.#deeper(() => this.#binary(COMPARISON_LEVEL)) };
      }
    }
    let left = this.#binary(level + 1);
    for (;;) {
      const token = this.#peek();
      if (token.kind !== "word" || !operators.includes(token.text)) return left;
      this.#next++;
      left = { kind: "binary", operator: token.text as BinaryOperator, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): Expression {
    if (!this.#takeMark("-")) return this.#primary();
    const of = this.#deeper(() => this.#unary());
    const isNumber =
      of.kind === "literal" && typeof of.value === "number" && !Object.is(of.value, -0) && of.value >= 0;
    return isNumber
      ? { kind: "literal", value: -(of.value as number) }
      : { kind: "unary", operator: "-", of };
  }

  #primary(): Expression {
    const token = this.#peek();
    if (token.kind === "value") {
      this.#next++;
      return token.value;
    }
    if (this.#takeMark("(")) {
      const inner = this.#deeper(() => this.#binary(0));
      this.#expectMark(")");
      return inner;
    }
    if (token.kind !== "word") throw this.#wrong(token.at, "a value, a property or a function is expected");
    this.#next++;
    if (this.#takeMark("(")) return this.#call(token.text, token.at);
    if (token.text === "true" || token.text === "false")
      return { kind: "literal", value: token.text === "true" };
    if (token.text === "null") return { kind: "literal", value: null };
    return this.#path(token.text, token.at);
  }

  #path(first: string, at: number): Expression {
    const segments = [first];
    while (this.#takeMark("/")) {
      const token = this.#peek();
      const isName = token.kind === "word";
      // A key of JSON may look like a number, e.g. properties/2.
      const isIndex =
        token.kind === "value" && token.value.kind === "literal" && typeof token.value.value === "number";
      if (!isName && !isIndex) throw this.#wrong(token.at, "the name of a property is expected after '/'");
      this.#next++;
      segments.push(isName ? token.text : String((token.value as { value: number }).value));
    }
    return { kind: "path", segments, at };
  }

  #call(name: string, at: number): Expression {
    const known = FILTER_FUNCTIONS[name];
    if (!known)
      throw this.#wrong(
        at,
        `there is no function ${name}; known are ${Object.keys(FILTER_FUNCTIONS).join(", ")}`,
      );
    const args: Expression[] = [];
    if (!this.#takeMark(")")) {
      do args.push(this.#deeper(() => this.#binary(0)));
      while (this.#takeMark(","));
      this.#expectMark(")");
    }
    const [least, most] = known.arguments;
    if (args.length < least || args.length > most)
      throw this.#wrong(at, `${name} takes ${least === most ? least : `${least} or ${most}`} arguments`);
    return { kind: "call", name, args, at };
  }
}
