import { InputNumber, type InputNumberProps } from "antd";
import { readDecimal } from "../../format/read-decimal.ts";

/** A small field for a number, which may be typed with a decimal comma. */
export function NumberInput(props: Omit<InputNumberProps<number>, "parser" | "size" | "className">) {
  return (
    <InputNumber<number>
      size="small"
      className="metre-input"
      // What is no number comes out as NaN, which the field takes back.
      parser={(text) => Number(readDecimal(text ?? ""))}
      {...props}
    />
  );
}
