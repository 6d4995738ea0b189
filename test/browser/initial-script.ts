import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A script that a page loads before it can show anything. */
export interface InitialScript {
  readonly name: string;
  readonly text: string;
  readonly gzipBytes: number;
}

/** The script of a built page and all that it imports statically, as the browser must load it before the first picture. */
export function readInitialScripts(pageFolder: string): readonly InitialScript[] {
  const html = readFileSync(join(pageFolder, "index.html"), "utf8");
  const entries = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="\/?([^"]+\.js)"/g)];
  const found = new Map<string, InitialScript>();
  const waiting = entries.flatMap(([, path]) => path ?? []);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const bytes = readFileSync(join(pageFolder, path));
    const text = bytes.toString("utf8");
    found.set(path, { name: path, text, gzipBytes: gzipSync(bytes).length });
    // Static imports stand apart from `import(…)` by what follows the word.
    const imports = text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g);
    for (const [, name] of imports) waiting.push(`assets/${name}`);
  }
  return [...found.values()];
}
