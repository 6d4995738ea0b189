import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** OWASP Password Storage Cheat Sheet, scrypt: N = 2^15, r = 8, p = 3 is one of its equivalent settings (32 MiB). */
const SCRYPT = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

/** Prefix of integrators' tokens, so that a leaked one is recognised by scanners. */
export const TOKEN_PREFIX = "sct_";

/** Makes a token: 256 random bits, base64url. Shown once, stored as {@link hashSecret}. */
export function buildToken(): string {
  return TOKEN_PREFIX + randomBytes(32).toString("base64url");
}

/** Makes a session id: 256 random bits. */
export function buildSessionId(): string {
  return randomBytes(32).toString("base64url");
}

/** Makes a password a person can type: 16 characters without look-alikes, about 80 bits. */
export function buildPassword(): string {
  const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
  return Array.from(randomBytes(16), (byte) => alphabet[byte % alphabet.length]).join("");
}

/** SHA-256 in hex: enough for secrets that are random and long, and quick to look up by. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Hashes a password with scrypt and a fresh salt: `scrypt$salt$key`, base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await deriveKey(password, salt);
  return `scrypt$${salt.toString("base64")}$${key.toString("base64")}`;
}

/** Checks a password against {@link hashPassword}'s answer, in constant time. */
export async function isPasswordRight(password: string, stored: string): Promise<boolean> {
  const [scheme, salt, key] = stored.split("$");
  if (scheme !== "scrypt" || !salt || !key) return false;
  const expected = Buffer.from(key, "base64");
  return timingSafeEqual(await deriveKey(password, Buffer.from(salt, "base64")), expected);
}

function deriveKey(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, SCRYPT, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
