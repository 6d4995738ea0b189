import type { SourceInput } from "@shuicheng/shared/contracts";

/** What is shown of a source: its passwords are null. */
export function hideSecrets<S extends SourceInput>(input: S): S {
  if (input.kind === "hj212") {
    return { ...input, stations: input.stations.map(({ mn }) => ({ mn, password: null })) };
  }
  return input.user ? { ...input, user: { ...input.user, password: null } } : input;
}

/** A password that is null in a change stays what it was; where there was none, nothing matches it. */
export function keepSecrets(input: SourceInput, before: SourceInput | undefined): SourceInput {
  if (input.kind === "hj212") {
    const known = new Map(
      before?.kind === "hj212" ? before.stations.map(({ mn, password }) => [mn, password]) : [],
    );
    const stations = input.stations.map(({ mn, password }) => ({
      mn,
      password: password ?? known.get(mn) ?? null,
    }));
    return { ...input, stations };
  }
  if (!input.user) return input;
  const known = before?.kind === "opcua" ? before.user?.password : undefined;
  return { ...input, user: { ...input.user, password: input.user.password ?? known ?? null } };
}
