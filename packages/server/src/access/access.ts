import type { Role } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import {
  buildPassword,
  buildSessionId,
  buildToken,
  hashPassword,
  hashSecret,
  isPasswordRight,
} from "./secrets.ts";

/** Who is asking. */
export interface Principal {
  readonly name: string;
  readonly role: Role;
  /** Set for integrators: the scope of batch names. */
  readonly tokenId?: number;
}

/** What access keeps, by hashes only. */
export interface AccessNeeds {
  findUser(name: string): { name: string; role: string; password: string } | undefined;
  countUsers(): number;
  putUser(user: { name: string; role: string; password: string }): void;
  putSession(session: { hash: string; user: string; expiresAtMs: number }): void;
  findSession(hash: string, nowMs: number): { user: string; role: string } | undefined;
  deleteSession(hash: string): void;
  deleteSessionsBefore(nowMs: number): void;
  addToken(token: { name: string; hash: string; createdAtMs: number }): number;
  findToken(hash: string): { id: number; name: string } | undefined;
  touchToken(id: number, usedAtMs: number): void;
}

/** A session lives this long: a shift and a handover. */
export const SESSION_MS = 12 * 3_600_000;
const ADMINISTRATOR = "admin";
/** The stored "last used" may lag by this much: it is written at most once a minute a token. */
const TOUCH_INTERVAL_MS = 60_000;

/** Users, sessions and tokens: who may do what. */
export interface Access {
  /**
   * Makes the administrator at the first start.
   *
   * @returns The generated password, to be printed once; undefined where the user exists or a password was given.
   */
  ensureAdministrator(password: string | undefined): Promise<string | undefined>;
  /** @throws {Fault} `access/invalid-credentials` */
  signIn(username: string, password: string): Promise<{ sessionId: string; principal: Principal }>;
  signOut(sessionId: string): void;
  /** Makes a token for an integrator; the secret is not kept. */
  createToken(name: string): { id: number; name: string; token: string };
  /**
   * Who holds these credentials. A token wins over a session; a wrong token is refused even where anonymous
   * viewing is allowed, because its sender believes in it.
   *
   * @throws {Fault} `access/unauthenticated` when nothing valid is given and public viewing is off.
   */
  identify(credentials: { token?: string | undefined; sessionId?: string | undefined }): Principal;
}

/** Creates the access rules over their store. */
export function createAccess(
  needs: AccessNeeds,
  options: { isPublicViewAllowed: boolean; now: () => number },
): Access {
  const { now } = options;
  const touchedAtMs = new Map<number, number>();

  function identifyToken(token: string): Principal {
    const known = needs.findToken(hashSecret(token));
    if (!known) {
      throw new Fault(
        "access/unauthenticated",
        "the token is unknown or revoked; an administrator makes a new one",
      );
    }
    if (now() - (touchedAtMs.get(known.id) ?? 0) > TOUCH_INTERVAL_MS) {
      touchedAtMs.set(known.id, now());
      needs.touchToken(known.id, now());
    }
    return { name: known.name, role: "integrator", tokenId: known.id };
  }

  return {
    async ensureAdministrator(password) {
      if (needs.countUsers() > 0) return undefined;
      const chosen = password ?? buildPassword();
      needs.putUser({ name: ADMINISTRATOR, role: "administrator", password: await hashPassword(chosen) });
      return password === undefined ? chosen : undefined;
    },
    async signIn(username, password) {
      const user = needs.findUser(username);
      // An unknown name costs as much time as a wrong password.
      const stored = user?.password ?? UNMATCHABLE;
      if (!(await isPasswordRight(password, stored)) || !user) {
        throw new Fault("access/invalid-credentials", "user name or password is wrong");
      }
      const sessionId = buildSessionId();
      needs.deleteSessionsBefore(now());
      needs.putSession({ hash: hashSecret(sessionId), user: user.name, expiresAtMs: now() + SESSION_MS });
      return { sessionId, principal: { name: user.name, role: user.role as Role } };
    },
    signOut: (sessionId) => needs.deleteSession(hashSecret(sessionId)),
    createToken(name) {
      const token = buildToken();
      return { id: needs.addToken({ name, hash: hashSecret(token), createdAtMs: now() }), name, token };
    },
    identify({ token, sessionId }) {
      if (token !== undefined) return identifyToken(token);
      const session = sessionId === undefined ? undefined : needs.findSession(hashSecret(sessionId), now());
      if (session) return { name: session.user, role: session.role as Role };
      if (options.isPublicViewAllowed) return { name: "anonymous", role: "anonymous" };
      throw new Fault("access/unauthenticated", "sign in, or send a token as 'Authorization: Bearer …'");
    },
  };
}

const UNMATCHABLE = `scrypt$${Buffer.alloc(16).toString("base64")}$${Buffer.alloc(32).toString("base64")}`;
