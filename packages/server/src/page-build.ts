import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "@shuicheng/shared/faults";

const STAMP = "built-from.txt";

/** Where the built page lies. */
export function pageFolderOf(root: string): string {
  return join(root, "packages/viewer/dist");
}

/**
 * Builds the page into `packages/viewer/dist` where its sources changed since the last build (by path, size and
 * time), else leaves it.
 *
 * @param root The repository's root.
 * @param onStart Called before a build, which takes some ten seconds.
 */
export async function ensurePage(root: string, onStart: () => void): Promise<void> {
  const viewer = join(root, "packages/viewer");
  const dist = pageFolderOf(root);
  const stamp = buildStamp(root);
  if (existsSync(join(dist, STAMP)) && readFileSync(join(dist, STAMP), "utf8") === stamp) return;
  onStart();
  await run(
    process.execPath,
    [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"],
    viewer,
  );
  writeFileSync(join(dist, STAMP), stamp);
}

function buildStamp(root: string): string {
  const hash = createHash("sha256");
  for (const folder of ["packages/viewer", "packages/shared/src"]) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).sort()) {
      if (/(^|[\\/])(dist|node_modules)([\\/]|$)|\.test\.tsx?$/.test(path)) continue;
      const { size, mtimeMs } = statSync(join(root, folder, path));
      hash.update(`${folder}/${path} ${size} ${mtimeMs}\n`);
    }
  }
  hash.update(readFileSync(join(root, "package-lock.json")));
  return hash.digest("hex");
}

function run(command: string, parameters: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd, stdio: ["ignore", process.stderr, process.stderr] });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0
        ? resolve()
        : reject(
            new Fault(
              "internal/unexpected",
              `the page could not be built (exit code ${code}): the lines above say why`,
            ),
          ),
    );
  });
}
