import { CredentialsSchema, type CurrentSession } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import express, { type CookieOptions, Router } from "express";
import { rateLimit } from "express-rate-limit";
import {
  type HttpCaller,
  readCredentials,
  SESSION_COOKIE,
  type ShownCredentials,
  sessionIdOf,
} from "./principal.ts";
import { createBodyReader } from "./read-request.ts";

/** What the sessions' routes need. */
export interface SessionNeeds {
  identify(credentials: ShownCredentials): HttpCaller;
  signIn(username: string, password: string): Promise<{ sessionId: string; principal: HttpCaller }>;
  signOut(sessionId: string): void;
  readonly sessionMs: number;
  readonly isPublicViewAllowed: boolean;
  readonly timeZone: string;
  readonly isDemo: boolean;
  readonly version: string;
  now(): number;
}

/** Failed attempts one address may make in a quarter of an hour. */
const MAX_FAILED_ATTEMPTS = 20;

/** `/sessions`: signing in, out, and who I am. */
export function createSessionsRouter(needs: SessionNeeds): Router {
  const router = Router();
  const readBody = createBodyReader(CredentialsSchema);
  const attempts = rateLimit({
    windowMs: 15 * 60_000,
    limit: MAX_FAILED_ATTEMPTS,
    skipSuccessfulRequests: true,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    handler: () => {
      throw new Fault("access/too-many-attempts", "too many failed attempts; wait a quarter of an hour");
    },
  });
  const describe = (user: HttpCaller | null): CurrentSession => ({
    user: user && { name: user.name, role: user.role },
    publicView: needs.isPublicViewAllowed,
    timeZone: needs.timeZone,
    isDemo: needs.isDemo,
    version: needs.version,
    serverTime: needs.now(),
  });

  router.post("/", attempts, express.json(), async (request, response) => {
    const { username, password } = await readBody(request);
    const { sessionId, principal } = await needs.signIn(username, password);
    response.cookie(SESSION_COOKIE, sessionId, { ...cookieOptions(request.secure), maxAge: needs.sessionMs });
    response.status(201).json(describe(principal));
  });
  router.get("/current", (request, response) => {
    response.json(describe(findCaller(needs, readCredentials(request.headers))));
  });
  router.delete("/current", (request, response) => {
    const sessionId = sessionIdOf(request);
    if (sessionId !== undefined) needs.signOut(sessionId);
    response.clearCookie(SESSION_COOKIE, cookieOptions(request.secure)).status(204).end();
  });
  return router;
}

function cookieOptions(secure: boolean): CookieOptions {
  return { httpOnly: true, sameSite: "strict", path: "/", secure };
}

/** Nobody is an answer here, not a failure: the page asks this before it knows whether to show a form. */
function findCaller(needs: SessionNeeds, credentials: ShownCredentials): HttpCaller | null {
  try {
    const caller = needs.identify(credentials);
    return caller.role === "anonymous" ? null : caller;
  } catch (error) {
    if (error instanceof Fault && error.code === "access/unauthenticated") return null;
    throw error;
  }
}
