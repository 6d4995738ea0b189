/** Upper limit of the bench's datastreams, far above any moment of a run in milliseconds. */
export const LATENCY_LIMIT = 4_000_000;
