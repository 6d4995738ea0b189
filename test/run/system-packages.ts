import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** What the tests need of the system: Debian package, how to see that it (or its like) is there. */
const NEEDED = [
  { name: "chromium", isThere: () => existsSync(process.env.CHROMIUM ?? "/usr/bin/chromium") },
  { name: "fonts-noto-cjk", isThere: hasChineseFont },
  // What integrators push with from a shell.
  { name: "curl", isThere: () => has("curl") },
  // Brokers and clients that others wrote, for MQTT.
  { name: "mosquitto", isThere: () => existsSync("/usr/sbin/mosquitto") },
  { name: "mosquitto-clients", isThere: () => has("mosquitto_pub") },
  { name: "python3-paho-mqtt", isThere: hasPaho },
];

/**
 * Installs from Debian's packages what is missing where we may, else says what to install.
 *
 * @param say Takes one line for a person.
 * @returns What is missing and how to get it; undefined when all is there.
 */
export function ensureSystemPackages(say: (line: string) => void): string | undefined {
  const missing = NEEDED.filter(({ isThere }) => !isThere()).map(({ name }) => name);
  if (missing.length === 0) return undefined;
  const install = ["install", "-y", "--no-install-recommends", ...missing];
  const advice = `${missing.join(" and ")} missing; install with: apt-get update && apt-get ${install.join(" ")}`;
  if (process.getuid?.() !== 0 || !has("apt-get")) return advice;
  say(`test: installing ${missing.join(", ")} from Debian's packages`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], install]) {
    if (spawnSync("apt-get", args, { stdio: "inherit", env }).status !== 0) return advice;
  }
  return NEEDED.every(({ isThere }) => isThere()) ? undefined : advice;
}

function hasChineseFont(): boolean {
  const { stdout } = spawnSync("fc-list", [":lang=zh-cn", "family"], { encoding: "utf8" });
  return typeof stdout === "string" && stdout.trim() !== "";
}

function hasPaho(): boolean {
  // Debian's own Python: another one in the path does not see its packages.
  return spawnSync("/usr/bin/python3", ["-c", "import paho.mqtt.client"]).status === 0;
}

function has(command: string): boolean {
  return spawnSync("which", [command]).status === 0;
}
