import type { DatabaseSync } from "node:sqlite";

/** A stored token; its secret is kept only as a hash. */
export interface StoredToken {
  readonly id: number;
  readonly name: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

/** Users, sessions and tokens. Secrets come in hashed: this store never sees one. */
export interface IdentityStore {
  findUser(name: string): { name: string; role: string; password: string } | undefined;
  countUsers(): number;
  putUser(user: { name: string; role: string; password: string }): void;
  putSession(session: { hash: string; user: string; expiresAtMs: number }): void;
  findSession(hash: string, nowMs: number): { user: string; role: string } | undefined;
  deleteSession(hash: string): void;
  deleteSessionsBefore(nowMs: number): void;
  addToken(token: { name: string; hash: string; createdAtMs: number }): number;
  findToken(hash: string): { id: number; name: string } | undefined;
  listTokens(): StoredToken[];
  touchToken(id: number, usedAtMs: number): void;
  /** Answers false where there is no such token in use. */
  revokeToken(id: number): boolean;
}

/** Creates the store on an open registry. */
export function createIdentityStore(database: DatabaseSync): IdentityStore {
  const user = database.prepare("SELECT name, role, password FROM user WHERE name = ?");
  const users = database.prepare("SELECT count(*) AS n FROM user");
  const putUser = database.prepare("INSERT OR REPLACE INTO user (name, role, password) VALUES (?, ?, ?)");
  const putSession = database.prepare("INSERT INTO session (hash, user, expires_at) VALUES (?, ?, ?)");
  const session = database.prepare(
    "SELECT user.name AS user, role FROM session JOIN user ON user.name = session.user WHERE hash = ? AND expires_at > ?",
  );
  const deleteSession = database.prepare("DELETE FROM session WHERE hash = ?");
  const deleteSessions = database.prepare("DELETE FROM session WHERE expires_at <= ?");
  const addToken = database.prepare("INSERT INTO token (name, hash, created_at) VALUES (?, ?, ?)");
  const token = database.prepare("SELECT id, name FROM token WHERE hash = ? AND is_revoked = 0");
  const tokens = database.prepare(
    `SELECT id, name, created_at AS createdAtMs, last_used_at AS lastUsedAtMs FROM token
     WHERE is_revoked = 0 ORDER BY id`,
  );
  const touch = database.prepare("UPDATE token SET last_used_at = ? WHERE id = ?");
  const revoke = database.prepare("UPDATE token SET is_revoked = 1 WHERE id = ? AND is_revoked = 0");
  return {
    findUser: (name) => user.get(name) as ReturnType<IdentityStore["findUser"]>,
    countUsers: () => (users.get() as { n: number }).n,
    putUser: ({ name, role, password }) => void putUser.run(name, role, password),
    putSession: ({ hash, user: name, expiresAtMs }) => void putSession.run(hash, name, expiresAtMs),
    findSession: (hash, nowMs) => session.get(hash, nowMs) as ReturnType<IdentityStore["findSession"]>,
    deleteSession: (hash) => void deleteSession.run(hash),
    deleteSessionsBefore: (nowMs) => void deleteSessions.run(nowMs),
    addToken: ({ name, hash, createdAtMs }) => Number(addToken.run(name, hash, createdAtMs).lastInsertRowid),
    findToken: (hash) => token.get(hash) as ReturnType<IdentityStore["findToken"]>,
    listTokens: () => tokens.all() as unknown as StoredToken[],
    touchToken: (id, usedAtMs) => void touch.run(usedAtMs, id),
    revokeToken: (id) => Number(revoke.run(id).changes) > 0,
  };
}
