import type { Client } from "aedes";
import type { LaneResult } from "./lane.ts";
import type { Session } from "./session.ts";
import type { IntegratorTopics } from "./topics.ts";

/** An integrator's connection. */
export interface Caller {
  readonly session: Session;
  readonly name: string;
  readonly tokenId: number;
  readonly topics: IntegratorTopics;
  /** Of this server, as it reaches it. */
  readonly address: string;
  /** From the moment that it has been told that it is connected. */
  client: Client | undefined;
  followsResults: boolean;
}

/** Who is connected, by session, by integrator and by token. */
export interface Callers {
  add(caller: Caller): void;
  remove(session: Session): void;
  /** Also of one that is gone: its last will comes after it. */
  findBySession(session: Session): Caller | undefined;
  countOfToken(tokenId: number): number;
  disconnect(tokenId: number): void;
  /**
   * Tells an integrator what became of its messages: on those of its connections that follow its results and read what
   * they are sent. Quality of service 0 and past the broker's own queue, so that one who does not read holds up nobody.
   */
  report(name: string, result: LaneResult, then?: () => void): void;
}

/** Creates the list. */
export function createCallers(): Callers {
  const bySession = new WeakMap<Session, Caller>();
  const byName = new Map<string, Set<Caller>>();
  const byToken = new Map<number, Set<Caller>>();

  return {
    add(caller) {
      bySession.set(caller.session, caller);
      groupOf(byName, caller.name).add(caller);
      groupOf(byToken, caller.tokenId).add(caller);
    },
    remove(session) {
      const caller = bySession.get(session);
      if (!caller) return;
      leave(byName, caller.name, caller);
      leave(byToken, caller.tokenId, caller);
    },
    findBySession: (session) => bySession.get(session),
    countOfToken: (tokenId) => byToken.get(tokenId)?.size ?? 0,
    disconnect(tokenId) {
      for (const { session } of byToken.get(tokenId) ?? []) session.stream.destroy();
    },
    report(name, result, then) {
      const followers = [...(byName.get(name) ?? [])].filter(
        ({ client, followsResults, session }) => client && followsResults && !session.isClogged,
      );
      let waiting = followers.length;
      if (waiting === 0) then?.();
      const payload = waiting > 0 ? JSON.stringify(result) : "";
      for (const { client, topics } of followers) {
        const packet = { topic: topics.results, payload, qos: 0, retain: false, dup: false } as const;
        client?.publish({ cmd: "publish", ...packet }, () => {
          waiting--;
          if (waiting === 0) then?.();
        });
      }
    },
  };
}

function groupOf<K>(groups: Map<K, Set<Caller>>, key: K): Set<Caller> {
  const known = groups.get(key);
  if (known) return known;
  const made = new Set<Caller>();
  groups.set(key, made);
  return made;
}

function leave<K>(groups: Map<K, Set<Caller>>, key: K, caller: Caller): void {
  const group = groups.get(key);
  group?.delete(caller);
  if (group?.size === 0) groups.delete(key);
}
