import { findFaultWords } from "../../format/fault-words.ts";
import { useLanguage } from "../use-time-style.ts";

/** Why a file has failed: what, its code, where (the message has the line or `#id`; it is English), what to do. */
export function FaultLines({ code, message }: { readonly code: string; readonly message: string }) {
  const words = findFaultWords(code, useLanguage(), message);
  return (
    <>
      <p>
        {words.what} <code>{code}</code>
      </p>
      <p lang="en">{message}</p>
      <p>{words.todo}</p>
    </>
  );
}
