import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { Plugin } from "vite";
import { COMPILED_IN, type CompiledIn, TOOLS } from "./third-party-parts.ts";

/** Where the page finds the notices of what ships in it: on our own server, so offline as well. */
const NOTICES_FILE = "third-party-notices.txt";

/** A package that ships in the page, with what its licence wants to be told. */
export interface Notice {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, or what the package says instead. */
  readonly licence: string;
  readonly source: string;
  /** Its own licence and notice files; where it brings none, the text that its licence names. */
  readonly text: string;
}

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name?: string };
  readonly homepage?: string;
  readonly repository?: string | { readonly url?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** Full texts of licences for packages that name one and bring no copy. */
interface LicenceTexts {
  readonly apache: string;
  readonly mit: string;
}

/**
 * Every package that the page may ship: what the viewer depends on, what that depends on, and so on, without the tools that
 * only build it.
 *
 * @throws {TypeError} where a package is not installed, or has neither a licence file nor a licence whose text is known.
 */
export function collectNotices(viewer: string): Notice[] {
  const root = readPackage(viewer);
  const texts: LicenceTexts = {
    apache: readFileSync(join(viewer, "../../LICENSE"), "utf8"),
    mit: readFileSync(join(findPackage("react", viewer), "LICENSE"), "utf8").replace(
      /^[\s\S]*?(?=Permission)/,
      "",
    ),
  };
  const found = new Map<string, PackageJson>();
  const visit = (name: string, from: string): void => {
    const folder = findPackage(name, from);
    if (found.has(folder)) return;
    const json = readPackage(folder);
    found.set(folder, json);
    for (const each of shippedDependencies(json)) visit(each, folder);
  };
  for (const name of Object.keys(root.dependencies ?? {})) if (!TOOLS.has(name)) visit(name, viewer);
  const notices = [...found]
    .filter(([, { name }]) => !name.startsWith("@shuicheng/"))
    .map(([folder, json]): Notice => noticeOf(folder, json, texts));
  const unique = new Map(notices.map((notice) => [`${notice.name} ${notice.version}`, notice]));
  return [...unique.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function shippedDependencies({
  dependencies,
  peerDependencies,
  peerDependenciesMeta,
}: PackageJson): string[] {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  // Types leave nothing in the page.
  return [...Object.keys(dependencies ?? {}), ...peers].filter(
    (name) => !name.startsWith("@types/") && !TOOLS.has(name),
  );
}

/** As Node finds it: the nearest `node_modules` upwards that has it. */
function findPackage(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (dirname(folder) === folder) throw new TypeError(`${name}, which ${from} needs, is not installed`);
  }
}

const readPackage = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageJson;

function noticeOf(folder: string, json: PackageJson, texts: LicenceTexts): Notice {
  const files = readdirSync(folder)
    .filter((name) => /^(licen[cs]es?|copying|notice)([.-]|$)/i.test(name))
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? readdirSync(path).map((each) => join(path, each)) : [path];
    });
  const own = files.map((path) => readFileSync(path, "utf8").trim()).join("\n\n");
  const { name, version } = json;
  return {
    name,
    version,
    licence: json.license ?? "see below",
    source: sourceOf(json),
    text: own || standIn(json, texts),
  };
}

function sourceOf({ name, repository, homepage }: PackageJson): string {
  const url = typeof repository === "string" ? repository : repository?.url;
  const address = url
    ?.replace(/^git\+/, "")
    .replace(/^(ssh:\/\/)?git@([^:/]+)[:/]/, "https://$2/")
    .replace(/^git:\/\//, "https://")
    .replace(/\.git$/, "")
    .replace(/^github:/, "");
  const isPath = address !== undefined && /^[\w-]+\/[\w.-]+$/.test(address);
  return (
    (isPath ? `https://github.com/${address}` : address) ??
    homepage ??
    `https://www.npmjs.com/package/${name}`
  );
}

function standIn({ name, license, author }: PackageJson, { apache, mit }: LicenceTexts): string {
  const whose = (typeof author === "string" ? author : author?.name) ?? `the authors of ${name}`;
  if (license === "MIT") return `MIT License\n\nCopyright (c) ${whose}\n\n${mit.trim()}`;
  if (license === "Apache-2.0") return `Copyright ${whose}\n\n${apache.trim()}`;
  throw new TypeError(`${name} has no licence file, and no text is known for ${license ?? "no licence"}`);
}

/** The notices as one text. */
export function writeNotices(notices: readonly Notice[], parts: readonly CompiledIn[]): string {
  const lines = [
    "This page is Shuicheng (Apache-2.0). It contains software and fonts of others, whose licences follow.",
    "本页面为“水城”（Apache-2.0），包含下列第三方软件与字体，其许可证原文如下。",
    "",
    ...notices.map(({ name, version, licence }) => `${name} ${version} — ${licence}`),
    ...parts.map(({ name, within, licence }) => `${name} (compiled into ${within}) — ${licence}`),
  ];
  const sections = notices.map(({ name, version, licence, source, text }) =>
    [RULE, `${name} ${version}`, `Licence: ${licence}`, `Source: ${source}`, "", text].join("\n"),
  );
  const compiled = parts.map(({ name, within, licence, copyright, source, text }) =>
    [
      RULE,
      `${name}, compiled into ${within}`,
      `Licence: ${licence}`,
      `Source: ${source}`,
      "",
      copyright,
      "",
      text,
    ].join("\n"),
  );
  return `${[lines.join("\n"), ...sections, ...compiled].join("\n\n")}\n`;
}

const RULE = "=".repeat(80);

/** Adds the notices to the page, and ends a build in which there is a package without one. */
export function thirdPartyNotices(): Plugin {
  const notices = collectNotices(import.meta.dirname);
  const text = writeNotices(notices, COMPILED_IN);
  return {
    ...thirdPartyCheck(notices),
    name: "shuicheng:third-party-notices",
    configureServer(server) {
      server.middlewares.use(`/${NOTICES_FILE}`, (_request, response) => {
        response.setHeader("Content-Type", "text/plain; charset=utf-8");
        response.end(text);
      });
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: NOTICES_FILE, source: text });
    },
  };
}

/**
 * Ends a build of the page in which there is a package without a notice; workers are builds of their own. Other pages,
 * those of tests and benches, are shipped to nobody and may use what is here for comparison.
 */
export function thirdPartyCheck(notices: readonly Notice[] = collectNotices(import.meta.dirname)): Plugin {
  const known = new Set(notices.map(({ name }) => name));
  let isShipped = true;
  return {
    name: "shuicheng:third-party-check",
    configResolved({ root }) {
      isShipped = resolve(root) === import.meta.dirname;
    },
    buildEnd() {
      if (!isShipped) return;
      const shipped = new Set([...this.getModuleIds()].flatMap((id) => packageOf(id) ?? []));
      const missing = [...shipped].filter((name) => !known.has(name) && !TOOLS.has(name));
      if (missing.length > 0) this.error(`no third-party notice for ${missing.join(", ")}`);
    },
  };
}

/** Package of a module, by the last `node_modules` on its path; undefined for our own and for what a tool makes up. */
function packageOf(id: string): string | undefined {
  if (id.startsWith("\0")) return undefined;
  const parts = id.split(sep === "\\" ? /[\\/]/ : "/");
  const at = parts.lastIndexOf("node_modules");
  const [scope, name] = at < 0 ? [] : parts.slice(at + 1);
  return scope?.startsWith("@") ? `${scope}/${name}` : scope;
}
