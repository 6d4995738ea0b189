import { Fault } from "@shuicheng/shared/faults";
import { MAX_FOLLOWED_DATASTREAMS, type Subscription, SubscriptionSchema } from "@shuicheng/shared/protocol";
import { findBboxFault } from "./interest.ts";

/** Loaded with the first screen, not at the start: the compiler is 300 files. */
let compiled: ReturnType<typeof compile> | undefined;

async function compile() {
  const { Compile } = await import("typebox/compile");
  return Compile(SubscriptionSchema);
}

/**
 * Reads what a screen wants.
 *
 * @throws {Fault} `live/invalid-subscription`, saying which field and what would be right.
 */
export async function parseSubscription(payload: unknown): Promise<Subscription> {
  compiled ??= compile();
  const schema = await compiled;
  const given = payload ?? {};
  if (!schema.Check(given)) {
    const [first] = schema.Errors(given);
    const where = first?.instancePath || "/";
    throw new Fault("live/invalid-subscription", `${where} ${first?.message ?? "is not a subscription"}`);
  }
  const fault = findBboxFault(given.bbox);
  if (fault) throw new Fault("live/invalid-subscription", fault);
  return given;
}

/**
 * Refuses more followed datastreams than one screen may have.
 *
 * @throws {Fault} `live/invalid-subscription`
 */
export function requireFollowable(count: number): void {
  if (count <= MAX_FOLLOWED_DATASTREAMS) return;
  throw new Fault(
    "live/invalid-subscription",
    `${count} datastreams; one screen follows at most ${MAX_FOLLOWED_DATASTREAMS} by value`,
  );
}
