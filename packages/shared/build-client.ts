import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const HERE = import.meta.dirname;
const ROOT = join(HERE, "../..");

/** Where the package comes to lie. */
export const CLIENT_PACKAGE_FOLDER = join(HERE, "dist/client-package");

/**
 * Builds what integrators install, `@shuicheng/client`: the client and what it imports of this workspace as
 * JavaScript with declarations, since Node strips no types inside `node_modules`.
 *
 * @returns The folder, ready for `npm pack`.
 */
export function buildClientPackage(): string {
  rmSync(CLIENT_PACKAGE_FOLDER, { recursive: true, force: true });
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [compiler, "-p", join(HERE, "tsconfig.client.json")], { stdio: "inherit" });
  for (const file of globSync("**/*.d.ts", { cwd: CLIENT_PACKAGE_FOLDER }))
    endInJs(join(CLIENT_PACKAGE_FOLDER, file));
  writeFileSync(join(CLIENT_PACKAGE_FOLDER, "package.json"), `${JSON.stringify(buildManifest(), null, 2)}\n`);
  writeFileSync(join(CLIENT_PACKAGE_FOLDER, "README.md"), README);
  copyFileSync(join(ROOT, "LICENSE"), join(CLIENT_PACKAGE_FOLDER, "LICENSE"));
  const protocol = join(HERE, "src/protocol/PROTOCOL.md");
  if (existsSync(protocol)) copyFileSync(protocol, join(CLIENT_PACKAGE_FOLDER, "PROTOCOL.md"));
  return CLIENT_PACKAGE_FOLDER;
}

/** `tsc` rewrites the endings of imports in what it emits as JavaScript, not in declarations. */
function endInJs(path: string): void {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(/((?:from |import\()"\.[^"]*)\.ts"/g, '$1.js"'));
}

function buildManifest(): object {
  const shared = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8")) as {
    version: string;
    license: string;
    dependencies: Record<string, string>;
  };
  return {
    name: "@shuicheng/client",
    version: shared.version,
    description:
      "Typed Socket.IO client of Shuicheng, the city digital twin: push observations, follow live state",
    license: shared.license,
    type: "module",
    sideEffects: false,
    exports: { ".": { types: "./client/index.d.ts", default: "./client/index.js" } },
    dependencies: {
      "socket.io-client": shared.dependencies["socket.io-client"],
      typebox: shared.dependencies.typebox,
    },
  };
}

const README = `# @shuicheng/client

The typed socket client of Shuicheng, the city digital twin. Runs in Node 20 and later, in browsers and in
workers. PROTOCOL.md beside this file has the rules on the wire; any Socket.IO 4 client that keeps them will do.

## Push observations

\`\`\`ts
import { createIngestClient } from "@shuicheng/client";

const client = createIngestClient({ url: "https://city.example", token: process.env.TOKEN });
const answer = await client.push([
  { datastream: "net3.p-10", time: Date.now(), result: 28.25 }, // in the datastream's unit
]);
// { accepted: 1, duplicates: 0, rejected: [] }: accepted means on disk
await client.drain();
client.close();
\`\`\`

One batch carries 1–5,000 observations. Items are rejected one by one, with a code; \`push\` itself throws a
\`Fault\` with a code only when the whole batch is refused. A lost connection is mended and what was not
acknowledged is sent again under the same batch name, so that it counts once. \`ingest/busy\` is waited out.
\`push\` waits while eight batches (\`maxInFlight\`) are on their way.

## Follow live state

\`\`\`ts
import { createLiveClient } from "@shuicheng/client";

const client = createLiveClient({ url: "https://city.example", token: process.env.TOKEN });
client.on({
  onValues: (values) => values.forEach((value) => console.log(value.datastream, value.result, value.quality)),
  onLink: (link) => console.log(link.phase), // connecting, live, lost, refused
  onHealed: ({ changes }) => console.log(\`back, \${changes} changes caught up\`),
});
client.subscribe({ datastreams: ["net3.p-10"] });
\`\`\`

The link is \`lost\` when the server has not been heard for three seconds, also while the socket looks open.
`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.stdout.write(`${buildClientPackage()}\n`);
}
