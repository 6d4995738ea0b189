import { Fault } from "@shuicheng/shared/faults";
import { splitTopLevel } from "./split-top-level.ts";

/** A part of a resource path: a name, and the key in parentheses after it. */
export interface PathStep {
  readonly name: string;
  readonly key: string | undefined;
}

const STEP = /^([^()]+)(?:\((.*)\))?$/s;

/**
 * Reads the path of a resource behind the service root, e.g. `/Things('a')/Datastreams`: OGC 18-088, 9.2. A key is a text
 * in quotes, a quote within it doubled; ids without quotes are taken as they are.
 *
 * @param path As it stands in the request line, percent-encoded.
 * @throws {Fault} `sta/unknown-resource` for what is no path at all.
 */
export function readStaPath(path: string): PathStep[] {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch (cause) {
    throw new Fault("sta/unknown-resource", "the path is not percent-encoded UTF-8", {}, { cause });
  }
  const parts = splitTopLevel(decoded, "/").filter(
    (part, i, all) => part.text !== "" || (i > 0 && i < all.length - 1),
  );
  return parts.map(({ text }) => {
    const found = STEP.exec(text);
    if (!found) throw unknown(text);
    const [, name, key] = found as unknown as [string, string, string | undefined];
    return { name, key: key === undefined ? undefined : readKey(key) };
  });
}

function readKey(key: string): string {
  if (key.length >= 2 && key.startsWith("'") && key.endsWith("'"))
    return key.slice(1, -1).replaceAll("''", "'");
  if (key === "" || key.includes("'")) throw unknown(`(${key})`);
  return key;
}

const unknown = (text: string) =>
  new Fault(
    "sta/unknown-resource",
    `${JSON.stringify(text.slice(0, 200))} is no part of a path; write e.g. Things('a')/Datastreams`,
  );

/** Writes an id as a key. */
export const writeKey = (id: string): string => `('${encodeURIComponent(id).replaceAll("'", "''")}')`;

/**
 * Reads the options of a request as they stand after the `?`.
 *
 * @throws {Fault} `sta/invalid-query` where one is given twice or not percent-encoded.
 */
export function readOptions(query: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const part of query.split("&")) {
    if (part === "") continue;
    const [name, ...value] = part.split("=").map(decodeOption);
    if (name === undefined || name === "") continue;
    if (options.has(name))
      throw new Fault("sta/invalid-query", `${name} is given more than once`, { option: name });
    options.set(name, value.join("="));
  }
  return options;
}

function decodeOption(text: string): string {
  // Forms send a blank as "+"; an offset of a time (…T08:00:00+08:00) is a plus all the same.
  const spaced = text.replaceAll(/\+(?!\d{2}(?::|%3A)\d{2})/gi, " ");
  try {
    return decodeURIComponent(spaced);
  } catch (cause) {
    throw new Fault(
      "sta/invalid-query",
      `${JSON.stringify(text.slice(0, 200))} is not percent-encoded UTF-8`,
      {},
      { cause },
    );
  }
}
