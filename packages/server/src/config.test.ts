import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseConfig } from "./config.ts";

describe("parseConfig", () => {
  it("takes a flag over the environment, and the environment over the default", () => {
    const config = parseConfig(["--port", "9000"], { SHUICHENG_PORT: "9001", SHUICHENG_HOST: "0.0.0.0" });
    expect(config).toMatchObject({
      port: 9000,
      host: "0.0.0.0",
      timeZone: "Asia/Shanghai",
      isPublicViewAllowed: undefined,
      demo: undefined,
      isSimulatorOn: undefined,
    });
  });

  it.each([
    [["--prot", "1"], "config/unknown-setting", /--prot is not a setting; there are --port/],
    [["8080"], "config/unknown-setting", /8080 is not a setting/],
    [["--port", "many"], "config/invalid-value", /--port many: allowed is a port number/],
    [["--port=70000"], "config/invalid-value", /--port 70000/],
    [["--port"], "config/invalid-value", /--port has no value/],
    [["--public-view", "yes"], "config/invalid-value", /true or false/],
    [["--time-zone", "Mars/Base"], "config/invalid-value", /IANA/],
    [["--demo", "paris"], "config/invalid-value", /--demo paris: allowed is liaocheng/],
    [["--demo-scale", "0"], "config/invalid-value", /--demo-scale 0: allowed is how many times/],
    [["--simulator", "yes"], "config/invalid-value", /--simulator yes: allowed is on or off/],
    [["--role", "edge"], "config/invalid-value", /--role edge: allowed is all/],
    [["--admin-password", "seven77"], "config/invalid-value", /--admin-password: allowed is .* 8 to/],
    [["--admin-password", "--demo", "none"], "config/invalid-value", /--admin-password has no value/],
    [["--data", "--port=1"], "config/invalid-value", /--data has no value/],
  ])("refuses %j, naming the setting and what is allowed", (flags, code, message) => {
    expect(() => parseConfig(flags, {})).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it("refuses a misspelt variable of its own and leaves others alone", () => {
    expect(() => parseConfig([], { SHUICHENG_PROT: "1" })).toThrow(
      expect.objectContaining({ code: "config/unknown-setting" }),
    );
    expect(parseConfig([], { PATH: "/bin", SHUICHENG_SAMPLES: "/x" }).port).toBe(8080);
  });

  it("takes a password that begins with dashes where it is meant as one, and never repeats one", () => {
    expect(parseConfig(["--admin-password=--dashes--"], {}).adminPassword).toBe("--dashes--");
    expect(() => parseConfig([], { SHUICHENG_ADMIN_PASSWORD: "secret" })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("secret") }),
    );
  });

  it("has every setting in the table of the README", () => {
    const readme = readFileSync(join(import.meta.dirname, "../../../README.md"), "utf8");
    const rows = readme.split("\n").filter((line) => line.startsWith("| `--"));
    const documented = rows.flatMap((row) => row.split("|")[1]?.match(/--[a-z-]+/g) ?? []);
    expect(documented.sort()).toEqual(knownSettings().sort());
  });
});

/** All there are, as the refusal of an unknown one lists them. */
function knownSettings(): string[] {
  try {
    parseConfig(["--unknown"], {});
  } catch (error) {
    return (error as Error).message.split("there are")[1]?.match(/--[a-z-]+/g) ?? [];
  }
  return [];
}
