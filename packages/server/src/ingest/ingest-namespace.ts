import type { Acknowledgement, BatchRefusal, OpenAnswer } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { Namespace, Socket } from "socket.io";
import type { Admission } from "./admission.ts";
import { holdWhileUnread } from "./hold-unread.ts";

/** Who is behind a socket. */
export interface IngestCaller {
  readonly name: string;
  /** Absent: not an integrator. */
  readonly tokenId?: number;
}

/** Most datastreams that a connection may open. */
const MAX_OPENED = 100_000;

/** What the namespace needs. */
export interface IngestNamespaceNeeds {
  /** Our handle of a datastream. */
  findHandle(datastream: string): number | undefined;
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
    /** Our handles by those of the connection; −1 where there is no such datastream. */
    const opened: number[] = [];
    const noteSent = holdWhileUnread(socket);
    const say = (answer: Answer, body: Acknowledgement | BatchRefusal | OpenAnswer) => {
      if (!answer) return;
      noteSent(body);
      answer(body);
    };
    const sayRefused = (answer: Answer, error: unknown) => {
      if (!(error instanceof Fault)) needs.onUnexpected(error, caller.name);
      say(answer, refuse(error));
    };
    const reply = (answer: Answer, taking: Promise<Acknowledgement>) =>
      taking.then(
        (acknowledgement) => say(answer, acknowledgement),
        (error: unknown) => sayRefused(answer, error),
      );
    socket.on("observations", (...parts: unknown[]) => {
      const { values, answer } = splitAnswer(parts);
      void reply(answer, needs.admission.admit(caller.tokenId, values[0]));
    });
    socket.on("observations.bin", (...parts: unknown[]) => {
      const { values, answer } = splitAnswer(parts);
      const options = values[1] as { batch?: unknown } | null | undefined;
      void reply(answer, needs.admission.admitBinary(caller.tokenId, values[0], options?.batch, opened));
    });
    socket.on("open", (...parts: unknown[]) => {
      const { values, answer } = splitAnswer(parts);
      try {
        say(answer, openDatastreams(values[0], opened, needs.findHandle));
      } catch (error) {
        sayRefused(answer, error);
      }
    });
  });
}

type Answer = ((body: Acknowledgement | BatchRefusal | OpenAnswer) => void) | undefined;

/** The acknowledgement is the last part of an event, whatever came before it or did not. */
function splitAnswer(parts: readonly unknown[]): {
  readonly values: readonly unknown[];
  readonly answer: Answer;
} {
  const last = parts.at(-1);
  return typeof last === "function"
    ? { values: parts.slice(0, -1), answer: last as Answer }
    : { values: parts, answer: undefined };
}

/** Gives each datastream the next handle of the connection; null where there is none of that id. */
function openDatastreams(
  payload: unknown,
  opened: number[],
  findHandle: IngestNamespaceNeeds["findHandle"],
): OpenAnswer {
  const ids = (payload as { datastreams?: unknown } | null | undefined)?.datastreams;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === "string"))
    throw new Fault("ingest/malformed-payload", "open takes {datastreams: [id, …]}");
  if (opened.length + ids.length > MAX_OPENED) {
    throw new Fault(
      "ingest/batch-too-large",
      `${opened.length + ids.length} datastreams; a connection opens at most ${MAX_OPENED}`,
      { limit: MAX_OPENED },
    );
  }
  return {
    handles: ids.map((id) => {
      const handle = findHandle(id);
      return handle === undefined ? null : opened.push(handle) - 1;
    }),
  };
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
