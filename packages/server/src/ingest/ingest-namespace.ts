import type { Acknowledgement, BatchRefusal } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { Namespace, Socket } from "socket.io";
import type { Admission } from "./admission.ts";

/** Who is behind a socket. */
export interface IngestCaller {
  readonly name: string;
  /** Absent: not an integrator. */
  readonly tokenId?: number;
}

/** What the namespace needs. */
export interface IngestNamespaceNeeds {
  /** @throws {Fault} `access/unauthenticated` */
  identify(token: string): IngestCaller;
  admission: Admission;
  /** A failure of ours, for the log. */
  onUnexpected(error: unknown, caller: string): void;
}

/**
 * Serves `/ingest`: a token at the door, then batches with acknowledgements. Whatever is wrong with a batch, the
 * connection lives (PROTOCOL.md, section 2).
 */
export function serveIngest(namespace: Namespace, needs: IngestNamespaceNeeds): void {
  namespace.use((socket, next) => {
    try {
      socket.data = identifySocket(socket, needs);
      next();
    } catch (error) {
      next(refusalOf(error));
    }
  });
  namespace.on("connection", (socket) => {
    const caller = socket.data as Required<IngestCaller>;
    socket.on("observations", (...parts: unknown[]) => {
      // The acknowledgement is the last part, whatever came before it or did not.
      const answer = parts.at(-1);
      const payload = parts.length > 1 || typeof answer !== "function" ? parts[0] : undefined;
      const reply =
        typeof answer === "function" ? (answer as (body: Acknowledgement | BatchRefusal) => void) : undefined;
      needs.admission.admit(caller.tokenId, payload).then(
        (acknowledgement) => reply?.(acknowledgement),
        (error: unknown) => {
          if (!(error instanceof Fault)) needs.onUnexpected(error, caller.name);
          reply?.(refuse(error));
        },
      );
    });
  });
}

/** A handshake refusal as socket.io sends it: `connect_error` with `data.code`. */
export function refusalOf(error: unknown): Error {
  const fault =
    error instanceof Fault ? error : new Fault("internal/unexpected", "the server failed; try again");
  return Object.assign(new Error(fault.message), { data: { code: fault.code, message: fault.message } });
}

function identifySocket(socket: Socket, needs: IngestNamespaceNeeds): Required<IngestCaller> {
  const { token } = socket.handshake.auth as { token?: unknown };
  if (typeof token !== "string" || token === "") {
    throw new Fault("access/unauthenticated", "observations need a token: connect with auth: { token }");
  }
  const caller = needs.identify(token);
  if (caller.tokenId === undefined) throw new Fault("access/forbidden", "only a token may push observations");
  return { name: caller.name, tokenId: caller.tokenId };
}

function refuse(error: unknown): BatchRefusal {
  if (!(error instanceof Fault)) {
    return {
      error: { code: "internal/unexpected", message: "the server failed; nothing of the batch was taken" },
    };
  }
  const { retryAfterMs } = error.details;
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(typeof retryAfterMs === "number" ? { retryAfterMs } : {}),
    },
  };
}
