import type {
  DatastreamHealth,
  HealthFilter,
  HealthSort,
  Integrator,
  TokenQuota,
} from "@shuicheng/shared/contracts";
import type { IntegratorQueries } from "./http/integrators-router.ts";
import type { Ledger } from "./ingest/ledger/ledger.ts";
import type { Tally } from "./ingest/ledger/tally-table.ts";
import type { StoredToken } from "./registry/identity-store.ts";
import type { Registry } from "./registry/registry.ts";

/** A clock that is further off than this is worth a look: the server refuses what is five minutes ahead. */
const SKEW_WORTH_A_LOOK_MS = 60_000;

const IS_SHOWN: Readonly<Record<HealthFilter, (health: DatastreamHealth) => boolean>> = {
  silent: (health) => health.silent,
  late: (health) => health.late > 0,
  duplicates: (health) => health.duplicates > 0,
  "out-of-range": (health) => health.outOfRange > 0,
  rejected: (health) => health.rejected > 0,
  skewed: (health) => Math.abs(health.clockSkewMs ?? 0) > SKEW_WORTH_A_LOOK_MS,
};

/** Integrators as the routes ask for them: tokens of the registry with what the ledger says of them. */
export function createIntegrators(
  registry: Pick<Registry, "identities" | "datastreams" | "quotas">,
  ledger: Ledger,
  now: () => number,
): IntegratorQueries {
  const { identities, datastreams, quotas } = registry;

  function healthOf(tally: Tally): DatastreamHealth | undefined {
    const datastream = datastreams.findByHandle(tally.handle);
    if (!datastream) return undefined;
    const { handle: _handle, newestMs, skewMs, lastArrivalMs, ...counters } = tally;
    return {
      id: datastream.id,
      name: datastream.name,
      expectedIntervalMs: datastream.expectedIntervalMs,
      ...counters,
      lastArrival: lastArrivalMs,
      newestTime: newestMs,
      clockSkewMs: skewMs,
      silent: isSilent(tally, datastream.staleAfterMs),
    };
  }

  /** Also of one of which everything so far was rejected. */
  function isSilent({ lastArrivalMs }: Tally, staleAfterMs: number): boolean {
    return now() - (lastArrivalMs ?? 0) > staleAfterMs;
  }

  function integratorOf({ id, name, createdAtMs, lastUsedAtMs }: StoredToken): Integrator {
    const { lastArrivalMs, quota, use, ...totals } = ledger.totals(id);
    const own = ledger.datastreams(id).flatMap((tally) => {
      const datastream = datastreams.findByHandle(tally.handle);
      return datastream ? [isSilent(tally, datastream.staleAfterMs)] : [];
    });
    return {
      ...{ id, name, createdAt: createdAtMs, lastUsedAt: lastUsedAtMs },
      ...totals,
      lastArrival: lastArrivalMs,
      datastreams: own.length,
      silent: own.filter(Boolean).length,
      quota: {
        perSecond: quota.perSecond,
        perDay: quota.perDay,
        mode: quota.isHard ? "hard" : "soft",
      },
      itemsToday: use.itemsToday,
      itemsBeyondQuota: use.itemsBeyond,
    };
  }

  return {
    list: () => identities.listTokens().map(integratorOf),
    find(token) {
      const stored = identities.listTokens().find(({ id }) => id === token);
      return stored && integratorOf(stored);
    },
    datastreams({ token, filter, sort, isDescending, after, limit }) {
      const all = ledger
        .datastreams(token)
        .flatMap((tally) => healthOf(tally) ?? [])
        .filter((health) => filter === undefined || IS_SHOWN[filter](health))
        .sort(compareBy(sort, isDescending));
      const end = after + limit;
      return { items: all.slice(after, end), next: end < all.length ? end : undefined };
    },
    rejections: (token) =>
      ledger
        .rejections(token)
        .map(({ atMs, ...rejection }) => ({ at: atMs, ...rejection }))
        .reverse(),
    setQuota(token, { perSecond, perDay, mode }: TokenQuota) {
      const quota = { perSecond, perDay, isHard: mode === "hard" };
      quotas.put({ token, ...quota });
      ledger.setQuota(token, quota);
    },
  };
}

/** What is unknown comes last; equals in order of id. */
function compareBy(sort: HealthSort, isDescending: boolean) {
  const sign = isDescending ? -1 : 1;
  return (a: DatastreamHealth, b: DatastreamHealth): number => {
    const byId = a.id < b.id ? -1 : 1;
    if (sort === "id") return sign * byId;
    const [left, right] = [a[sort], b[sort]];
    if (left === right) return byId;
    if (left === null || right === null) return left === null ? 1 : -1;
    return sign * (left - right);
  };
}

/** Brings a ledger to what the registry says: quotas in force, senders that are no more forgotten. */
export function alignLedger(ledger: Ledger, registry: Pick<Registry, "identities" | "quotas">): void {
  const inUse = new Set(registry.identities.listTokens().map(({ id }) => id));
  for (const token of ledger.tokens()) if (!inUse.has(token)) ledger.forget(token);
  for (const { token, ...quota } of registry.quotas.list()) {
    if (inUse.has(token)) ledger.setQuota(token, quota);
  }
}
