import { dirname, join } from "node:path/posix";

/** Source files by path below `packages/`, e.g. `server/src/twin/twin.ts`. */
export type Sources = ReadonlyMap<string, string>;

const STATIC_IMPORT =
  /(?:^|;)\s*(?:import|export)\b[^;'"]*?\bfrom\s*["']([^"']+)["']|(?:^|;)\s*import\s*["']([^"']+)["']/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*["']([^"']+)["']/g;
const TEMPLATE = /`(?:\\.|[^`\\])*`/g;

/** What a file imports, types included: paths below `packages/`, else library names as written. */
export function findImports(path: string, text: string): string[] {
  // A command line that is shown to a person may hold an `import(…)`: it stands in a template.
  const code = withoutComments(text).replace(TEMPLATE, "``");
  const found = [...text.matchAll(STATIC_IMPORT), ...code.matchAll(DYNAMIC_IMPORT)];
  return found.map(([, from, bare]) => {
    const target = (from ?? bare) as string;
    return target.startsWith(".") ? join(dirname(path), target) : target;
  });
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, "");
}

/**
 * The folder of the table that a path belongs to: `<package>/src/<folder>`, or `<package>/src` for files in it. Where
 * the table has rows for folders inside that one, the innermost.
 */
export function homeOf(path: string, rows: readonly string[] = []): string {
  const parts = path.split("/");
  const home = parts.slice(0, parts.length > 3 ? 3 : 2).join("/");
  const inner = rows.filter((row) => row.startsWith(`${home}/`) && path.startsWith(`${row}/`));
  return inner.reduce((longest, row) => (row.length > longest.length ? row : longest), home);
}

/** What breaks the rules of one file, in words; empty when nothing does. */
export function findViolations(
  path: string,
  text: string,
  mayImport: Readonly<Record<string, readonly string[]>>,
): string[] {
  const rows = Object.keys(mayImport);
  const home = homeOf(path, rows);
  const rules = mayImport[home];
  if (rules === undefined) return [`${home} has no import rule; add a row`];
  return findImports(path, text).flatMap((target) => findViolation(path, { home, rules, rows }, target));
}

interface Place {
  readonly home: string;
  readonly rules: readonly string[];
  readonly rows: readonly string[];
}

function findViolation(path: string, { home, rules, rows }: Place, target: string): string[] {
  const door = /^@shuicheng\/shared\/([\w-]+)$/.exec(target)?.[1];
  if (door === undefined && target.startsWith("@shuicheng/"))
    return [`${target} is past the door of the package`];
  const isFile = door === undefined && /\.(tsx?|json|css)$/.test(target);
  const owner = door === undefined ? (isFile ? homeOf(target, rows) : target) : `shared/src/${door}`;
  if (owner === home) return [];
  if (isFile && packageOf(target) !== packageOf(path))
    return [`${target} is reached past the package's door`];
  // Files directly in shared/src are doors of their own: faults, issues.
  const name = isFile && owner === "shared/src" ? target.replace(/\.ts$/, "") : owner;
  if (!rules.some((rule) => covers(rule, name))) return [`${home} may not import ${target}`];
  if (isFile && packageOf(target) === "shared" && owner !== "shared/src" && !target.endsWith("/index.ts")) {
    return [`${target} is reached past its folder's index.ts`];
  }
  return [];
}

const packageOf = (path: string) => path.split("/")[0];

const covers = (rule: string, target: string) =>
  rule.endsWith(":") ? target.startsWith(rule) : target === rule || target.startsWith(`${rule}/`);

const IMPURE: readonly [RegExp, string][] = [
  [/\bDate\.now\s*\(|\bnew Date\s*\(\s*\)|\bperformance\./, "reads a clock"],
  [/\bMath\.random\b|\bcrypto\./, "takes random numbers"],
  [/\basync\b|\bawait\b|\bPromise\b/, "waits"],
  [/\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/, "starts a timer"],
  [/\bprocess\.|\bfetch\s*\(|\bconsole\./, "touches the world"],
];

/** What a file of a pure folder does that it may not; comments don't count. */
export function findImpurities(text: string): string[] {
  const code = withoutComments(text);
  return IMPURE.filter(([pattern]) => pattern.test(code)).map(([, words]) => words);
}

/** Every cycle of imports between files, as the files of each, sorted; types count too. */
export function findCycles(sources: Sources): string[][] {
  const edges = new Map(
    [...sources].map(([path, text]) => [
      path,
      findImports(path, text)
        .map(resolveDoor)
        .filter((to) => sources.has(to)),
    ]),
  );
  return findComponents(edges).filter(
    (files) => files.length > 1 || edges.get(files[0] as string)?.includes(files[0] as string),
  );
}

function resolveDoor(target: string): string {
  const door = /^@shuicheng\/shared\/([\w-]+)$/.exec(target)?.[1];
  if (door === undefined) return target;
  return door === "faults" || door === "issues" ? `shared/src/${door}.ts` : `shared/src/${door}/index.ts`;
}

/** Strongly connected components. Source: Tarjan 1972, "Depth-first search and linear graph algorithms". */
function findComponents(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const components: string[][] = [];
  const visit = (from: string) => {
    order.set(from, order.size);
    lowest.set(from, order.get(from) as number);
    stack.push(from);
    for (const to of edges.get(from) ?? []) {
      if (!order.has(to)) visit(to);
      if (stack.includes(to))
        lowest.set(from, Math.min(lowest.get(from) as number, lowest.get(to) as number));
    }
    if (lowest.get(from) === order.get(from)) components.push(stack.splice(stack.indexOf(from)).sort());
  };
  for (const path of edges.keys()) if (!order.has(path)) visit(path);
  return components;
}
