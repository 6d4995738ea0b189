import { BINARY_OPERATORS, type Expression } from "./expression.ts";

/** Writes an expression so that parsing it gives the same again. */
export function printFilter(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return typeof expression.value === "string" ? quote(expression.value) : String(expression.value);
    case "time":
      return expression.text;
    case "duration":
      return `duration${quote(expression.text)}`;
    case "geometry":
      return `geography${quote(expression.wkt)}`;
    case "path":
      return expression.segments.join("/");
    case "call":
      return `${expression.name}(${expression.args.map(printFilter).join(",")})`;
    case "unary":
      return expression.operator === "not"
        ? `not (${printFilter(expression.of)})`
        : `-(${printFilter(expression.of)})`;
    case "binary": {
      const level = levelOf(expression);
      const left = inside(expression.left, level);
      // Operators of one level bind to the left.
      const right = inside(expression.right, level + 1);
      return `${left} ${expression.operator} ${right}`;
    }
  }
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

function inside(expression: Expression, level: number): string {
  const text = printFilter(expression);
  const isNot = expression.kind === "unary" && expression.operator === "not";
  const isLooser = isNot || (expression.kind === "binary" && levelOf(expression) < level);
  return isLooser ? `(${text})` : text;
}

const levelOf = ({ operator }: Extract<Expression, { kind: "binary" }>) =>
  BINARY_OPERATORS.findIndex((operators) => (operators as readonly string[]).includes(operator));
