import { Input } from "antd";

/** Narrows a list down by a text. @param props.label What is sought; stands in the field too. */
export function SearchField(props: {
  readonly label: string;
  readonly value: string;
  readonly testId: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <Input
      size="small"
      allowClear
      value={props.value}
      placeholder={props.label}
      aria-label={props.label}
      data-testid={props.testId}
      onChange={({ target }) => props.onChange(target.value)}
    />
  );
}
