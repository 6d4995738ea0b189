import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
/** 256 bits; the specification asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** Makes a secret: `whsec_` and 32 random bytes in base64. */
export function buildSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/** How many bytes a secret stands for. The specification asks for 24 to 64. */
export function countSecretBytes(secret: string): number {
  return Buffer.from(secret.slice(PREFIX.length), "base64").length;
}

/**
 * Headers of a signed message. Source: Standard Webhooks specification 1.0.0, "Webhook metadata" and "Signature scheme".
 *
 * @param id The same for each attempt to deliver this message. @param atMs When this attempt is made.
 * @param secrets More than one while an old one is still valid: a signature by each, in their order.
 */
export function signMessage(
  id: string,
  atMs: number,
  body: string,
  secrets: readonly string[],
): { "webhook-id": string; "webhook-timestamp": string; "webhook-signature": string } {
  const timestamp = String(Math.floor(atMs / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
