import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegistry, type Registry } from "../registry/registry.ts";
import { type Access, createAccess, SESSION_MS } from "./access.ts";
import { buildPassword, buildToken, hashPassword, hashSecret, isPasswordRight } from "./secrets.ts";

const PASSWORD = "correct horse";
let folder: string;
let registry: Registry;
let nowMs: number;
let access: Access;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-access-"));
  registry = openRegistry(folder);
  nowMs = 1_000_000;
  access = openAccess(false);
  await access.ensureAdministrator(PASSWORD);
});

afterEach(() => {
  registry.close();
  rmSync(folder, { recursive: true });
});

const openAccess = (isPublicViewAllowed: boolean) =>
  createAccess(registry.identities, { isPublicViewAllowed, now: () => nowMs });
const fault = (code: string) => expect.objectContaining({ code });
const ADMIN = { name: "admin", role: "administrator" };

describe("createAccess", () => {
  it("makes the administrator once: a later password changes nothing", async () => {
    expect(await access.ensureAdministrator("another")).toBeUndefined();
    await expect(access.signIn("admin", "another")).rejects.toEqual(fault("access/invalid-credentials"));
    expect((await access.signIn("admin", PASSWORD)).principal).toEqual(ADMIN);
  });

  it("makes up a password where none is given, and it is the right one", async () => {
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), "shuicheng-access-"));
    registry.close();
    registry = openRegistry(folder);
    access = openAccess(false);
    const generated = await access.ensureAdministrator(undefined);
    expect(generated).toMatch(/^[a-z2-9]{16}$/);
    expect((await access.signIn("admin", generated!)).principal).toEqual(ADMIN);
  });

  it("says the same of an unknown name as of a wrong password", async () => {
    const messageOf = (name: string, password: string) =>
      access.signIn(name, password).then(
        () => "signed in",
        (error: Error) => error.message,
      );
    const [unknown, wrong] = [await messageOf("nobody", PASSWORD), await messageOf("admin", "wrong")];
    expect(unknown).not.toBe("signed in");
    expect(unknown).toBe(wrong);
  });

  it("keeps a session for its time and not a millisecond longer", async () => {
    const { sessionId } = await access.signIn("admin", PASSWORD);
    nowMs += SESSION_MS - 1;
    expect(access.identify({ sessionId })).toEqual(ADMIN);
    nowMs += 1;
    expect(() => access.identify({ sessionId })).toThrow(fault("access/unauthenticated"));
  });

  it("ends the session that signs out and no other", async () => {
    const one = await access.signIn("admin", PASSWORD);
    const two = await access.signIn("admin", PASSWORD);
    access.signOut(one.sessionId);
    expect(() => access.identify(one)).toThrow(fault("access/unauthenticated"));
    expect(access.identify(two)).toEqual(ADMIN);
  });

  it("knows an integrator by its token until that is revoked", () => {
    const made = access.createToken("pump house");
    const integrator = { name: "pump house", role: "integrator", tokenId: made.id };
    expect(access.identify({ token: made.token })).toEqual(integrator);
    expect(registry.identities.revokeToken(made.id)).toBe(true);
    expect(() => access.identify({ token: made.token })).toThrow(fault("access/unauthenticated"));
    expect(registry.identities.revokeToken(made.id)).toBe(false);
  });

  it("writes down when a token was used, at most once a minute", () => {
    const { id, token } = access.createToken("x");
    const lastUsed = () => registry.identities.listTokens().find((one) => one.id === id)?.lastUsedAtMs;
    expect(lastUsed()).toBeNull();
    access.identify({ token });
    const first = nowMs;
    nowMs += 60_000;
    access.identify({ token });
    expect(lastUsed()).toBe(first);
    nowMs += 1;
    access.identify({ token });
    expect(lastUsed()).toBe(nowMs);
  });

  it("refuses a wrong token even beside a good session and where nobody may look", async () => {
    const { sessionId } = await access.signIn("admin", PASSWORD);
    const open = openAccess(true);
    for (const shown of [{ token: "sct_wrong", sessionId }, { token: "sct_wrong" }, { token: "" }])
      expect(() => open.identify(shown)).toThrow(fault("access/unauthenticated"));
    expect(open.identify({})).toEqual({ name: "anonymous", role: "anonymous" });
    expect(open.identify({ sessionId: "gone" })).toEqual({ name: "anonymous", role: "anonymous" });
    expect(open.identify({ sessionId })).toEqual(ADMIN);
    expect(() => access.identify({})).toThrow(fault("access/unauthenticated"));
  });

  it("stores no secret: neither password, token nor session is in the file", async () => {
    const { token } = access.createToken("x");
    const { sessionId } = await access.signIn("admin", PASSWORD);
    const files = ["registry.db", "registry.db-wal"].map((name) =>
      readFileSync(join(folder, name), "latin1"),
    );
    expect(files.join("")).toContain(hashSecret(token));
    for (const secret of [PASSWORD, token, token.slice(4), sessionId])
      expect(files.join("")).not.toContain(secret);
  });
});

describe("secrets", () => {
  it("hashes a password with its own salt and knows it again, composed or not", async () => {
    const [one, two] = [await hashPassword("Ångström 水"), await hashPassword("Ångström 水")];
    expect(one).not.toBe(two);
    expect(await isPasswordRight("A\u030Angstro\u0308m 水", one)).toBe(true);
    expect(await isPasswordRight("Angstrom 水", one)).toBe(false);
    for (const broken of ["", "md5$a$b", "scrypt$", "scrypt$YQ==$"])
      expect(await isPasswordRight("x", broken)).toBe(false);
  });

  it("makes tokens and passwords that differ each time", () => {
    expect(new Set(Array.from({ length: 100 }, buildToken)).size).toBe(100);
    expect(new Set(Array.from({ length: 100 }, buildPassword)).size).toBe(100);
    expect(buildToken()).toMatch(/^sct_[A-Za-z0-9_-]{43}$/);
  });
});
