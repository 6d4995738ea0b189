import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { Fault } from "@shuicheng/shared/faults";

/**
 * Reads flags and the files named beside them.
 *
 * @param usage A right command line, for the message.
 * @throws {Fault} `config/unknown-setting`.
 */
export function readFlags<const Flags extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  flags: Flags,
  usage: string,
) {
  // A value that starts with a minus looks like a flag to parseArgs: west and south are joined to theirs.
  const joined: string[] = [];
  for (const word of argv) {
    if (joined.at(-1) === "--place" && /^-\d/.test(word)) joined[joined.length - 1] = `--place=${word}`;
    else joined.push(word);
  }
  try {
    const { values, positionals } = parseArgs({
      args: joined,
      options: flags,
      allowPositionals: true,
      strict: true,
    });
    return { flags: values, files: positionals };
  } catch (error) {
    const [what] = (error as Error).message.split(/\. |\n/);
    throw new Fault("config/unknown-setting", `${what}; right would be: ${usage}`, {}, { cause: error });
  }
}
