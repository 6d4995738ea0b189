import type { Role } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { Request, RequestHandler, Response } from "express";

/** Name of the session cookie: HttpOnly, SameSite=Strict, so another site's page cannot use it. */
export const SESSION_COOKIE = "shuicheng_session";

/** Session ids are base64url, so the value stands in the header as it is (RFC 6265, 4.2.1). */
const SESSION_PATTERN = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([A-Za-z0-9_-]+)`);

/** Who is asking, as HTTP needs to know. */
export interface HttpCaller {
  readonly name: string;
  readonly role: Role;
  /** Set for the holder of a token. */
  readonly tokenId?: number;
}

/** What a request shows of its sender. */
export interface ShownCredentials {
  readonly token?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** Reads the bearer token and the session cookie of a request or a socket handshake. */
export function readCredentials(headers: {
  authorization?: string | undefined;
  cookie?: string | undefined;
}): ShownCredentials {
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  return { token, sessionId: SESSION_PATTERN.exec(headers.cookie ?? "")?.[1] };
}

/** Lets a request pass whose sender has one of the roles; the rest get 401 or 403. */
export function requireRole(
  identify: (credentials: ShownCredentials) => HttpCaller,
  ...roles: readonly Role[]
): RequestHandler {
  return (request, response, next) => {
    const caller = identify(readCredentials(request.headers));
    if (!roles.includes(caller.role)) {
      throw caller.role === "anonymous"
        ? new Fault("access/unauthenticated", "sign in, or send a token as 'Authorization: Bearer …'")
        : new Fault(
            "access/forbidden",
            `this needs the role ${roles.join(" or ")}; ${caller.name} is ${caller.role}`,
          );
    }
    response.locals.caller = caller;
    next();
  };
}

/** Who sent a request that {@link requireRole} let pass. */
export const callerOf = (response: Response): HttpCaller => response.locals.caller as HttpCaller;

/** The session id of a request, or undefined. */
export function sessionIdOf(request: Request): string | undefined {
  return readCredentials(request.headers).sessionId;
}
