import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A message as it came. */
export interface ReceivedMessage {
  readonly atMs: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly type: string;
  readonly sequence: number;
  // biome-ignore lint/suspicious/noExplicitAny: what each type carries is for the test to look at.
  readonly data: any;
}

/** What a receiver answers. */
export type ReceiverAnswer = (response: ServerResponse, message: ReceivedMessage) => void;

const TAKE: ReceiverAnswer = (response) => response.writeHead(204).end();

/** Another system that messages are sent to. It answers as the test says. */
export class Receiver {
  readonly messages: ReceivedMessage[] = [];
  answer: ReceiverAnswer = TAKE;
  #server: Server | undefined;
  #port = 0;

  async open(): Promise<void> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const message = { atMs: Date.now(), headers: request.headers, text, ...JSON.parse(text) };
        this.messages.push(message);
        this.answer(response, message);
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Nobody listens there any more, until it is opened again. */
  async shut(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** Forgets what came, and takes all that comes. */
  reset(): void {
    this.messages.length = 0;
    this.answer = TAKE;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/events`;
  }

  /** Items of all messages of a type, each message once, in the order in which they came first. */
  // biome-ignore lint/suspicious/noExplicitAny: see ReceivedMessage.
  items(type: string): any[] {
    const seen = new Set<string>();
    return this.messages.flatMap(({ headers, type: own, data }) => {
      const id = String(headers["webhook-id"]);
      if (own !== type || seen.has(id)) return [];
      seen.add(id);
      return data.items;
    });
  }
}

/**
 * Checks a message as the specification tells a receiver to (Standard Webhooks, "Verifying webhook authenticity"): apart from what
 * signed it.
 */
export function isSignedBy({ headers, text }: ReceivedMessage, secret: string): boolean {
  const [id, timestamp] = [headers["webhook-id"], headers["webhook-timestamp"]];
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const expected = createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
    .update(`${id}.${timestamp}.`)
    .update(text, "utf8")
    .digest();
  return String(headers["webhook-signature"])
    .split(" ")
    .map((part) => part.split(","))
    .some(([version, signature = ""]) => {
      const given = Buffer.from(signature, "base64");
      return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
    });
}
