import { Fault, type FaultCode } from "@shuicheng/shared/faults";

/** A filter, an order or another option that cannot be read: what is wrong, and at which character of its text. */
export function optionFault(option: string, text: string, at: number, message: string): Fault {
  const position = Math.min(at, text.length);
  return new Fault(
    "sta/invalid-query",
    `${option}: ${message}, at character ${position + 1} of ${shorten(text)}`,
    {
      option,
      position,
    },
  );
}

/** Something a client sent that cannot be taken. @param pointer Where, e.g. `/Datastreams/0/name` */
export const entityFault = (
  pointer: string,
  message: string,
  code: FaultCode = "sta/invalid-entity",
): Fault => new Fault(code, `${pointer === "" ? "the body" : pointer}: ${message}`, { pointer });

/** Texts of any length go into messages. */
const shorten = (text: string) => JSON.stringify(text.length > 200 ? `${text.slice(0, 199)}…` : text);
