import { INGEST_NAMESPACE, LIVE_NAMESPACE } from "@shuicheng/shared/protocol";
import type { Server } from "socket.io";
import type { createAccess } from "./access/access.ts";
import { readCredentials } from "./http/principal.ts";
import { refusalOf } from "./ingest/ingest-namespace.ts";
import type { Live } from "./live/live.ts";
import type { LiveSocket } from "./live/screen.ts";

/** By what a socket was let in. */
interface Held {
  readonly tokenId?: number;
  readonly sessionId?: string;
}

/** Lets screens in by a token or a session, and answers how to cut the open sockets of who loses access. */
export function openSocketDoors(
  io: Server,
  live: Live,
  identify: ReturnType<typeof createAccess>["identify"],
): (isMeant: (held: Held) => boolean) => void {
  io.of(LIVE_NAMESPACE).use((socket, next) => {
    try {
      const { token } = socket.handshake.auth as { token?: unknown };
      const shown = readCredentials(socket.handshake.headers);
      const { tokenId } = identify(typeof token === "string" ? { token } : shown);
      socket.data = { tokenId, sessionId: tokenId === undefined ? shown.sessionId : undefined };
      next();
    } catch (error) {
      next(refusalOf(error));
    }
  });
  io.of(LIVE_NAMESPACE).on("connection", (socket) => live.connect(socket as unknown as LiveSocket));
  return (isMeant) => {
    for (const name of [INGEST_NAMESPACE, LIVE_NAMESPACE]) {
      for (const socket of io.of(name).sockets.values()) if (isMeant(socket.data)) socket.disconnect(true);
    }
  };
}
