import { buildPublishes } from "./publish-packet.ts";
import type { Session } from "./session.ts";
import type { Things } from "./things.ts";

/** Topics of SensorThings that connections follow; each is written once, however many follow it. */
export interface FollowedTopics {
  /** Messages that went past followers who did not read. */
  readonly skipped: number;
  /**
   * Lets a connection follow a topic.
   *
   * @param address Of this server, as the connection reaches it.
   * @throws {Fault} See {@link Things}.
   */
  join(session: Session, topic: string, address: string): Promise<void>;
  leave(session: Session, topic: string): void;
  leaveAll(session: Session): void;
}

interface Followed {
  readonly key: string;
  readonly sessions: Set<Session>;
  /** Resolves, with how to stop, when it is followed. */
  readonly stop: Promise<() => void>;
}

/** Creates the list. */
export function createFollowedTopics(things: Pick<Things, "follow">): FollowedTopics {
  const byKey = new Map<string, Followed>();
  const bySession = new Map<Session, Map<string, Followed>>();
  let skipped = 0;

  function follow(topic: string, address: string): Followed {
    const key = `${address} ${topic}`;
    const known = byKey.get(key);
    if (known) return known;
    const sessions = new Set<Session>();
    const stop = things.follow(topic, address, {
      hasRoom() {
        for (const session of sessions) if (session.hasRoom) return true;
        return false;
      },
      deliver(messages, past) {
        skipped += past * sessions.size;
        if (messages.length === 0) return;
        const packets = buildPublishes(topic, messages);
        for (const session of sessions) if (!session.offer(packets)) skipped += messages.length;
      },
    });
    const made: Followed = { key, sessions, stop };
    byKey.set(key, made);
    return made;
  }

  function drop(session: Session, followed: Followed): void {
    followed.sessions.delete(session);
    if (followed.sessions.size > 0) return;
    byKey.delete(followed.key);
    // Where it could not be followed, whoever asked has been told.
    followed.stop.then(
      (stop) => stop(),
      () => undefined,
    );
  }

  function leave(session: Session, topic: string): void {
    const own = bySession.get(session);
    const followed = own?.get(topic);
    if (!followed) return;
    own?.delete(topic);
    if (own?.size === 0) bySession.delete(session);
    drop(session, followed);
  }

  return {
    get skipped() {
      return skipped;
    },
    async join(session, topic, address) {
      if (bySession.get(session)?.has(topic)) return;
      const followed = follow(topic, address);
      followed.sessions.add(session);
      bySession.set(session, (bySession.get(session) ?? new Map()).set(topic, followed));
      try {
        await followed.stop;
      } catch (error) {
        leave(session, topic);
        throw error;
      }
      if (session.stream.destroyed) leave(session, topic);
    },
    leave,
    leaveAll(session) {
      for (const topic of [...(bySession.get(session)?.keys() ?? [])]) leave(session, topic);
    },
  };
}
