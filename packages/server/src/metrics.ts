/** Figures the process shows of itself, read when asked for. */
export interface MetricSources {
  acceptedObservations(): number;
  committedSeq(): number;
  tailObservations(): number;
  screens(): number;
  /** Of ways in that are on: name, help, reading. */
  gauges(): readonly (readonly [name: string, help: string, read: () => number])[];
}

/** Creates the reader of `/metrics`: Prometheus text. The library is loaded when first asked for. */
export function createMetrics(sources: MetricSources): () => Promise<{ body: string; contentType: string }> {
  let reader: ReturnType<typeof createReader> | undefined;
  return async () => {
    reader ??= createReader(sources);
    return (await reader)();
  };
}

async function createReader(
  sources: MetricSources,
): Promise<() => Promise<{ body: string; contentType: string }>> {
  const { collectDefaultMetrics, Counter, Gauge, Registry } = await import("prom-client");
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  let counted = 0;
  new Counter({
    name: "shuicheng_observations_accepted_total",
    help: "Observations on disk since the start",
    registers: [registry],
    collect() {
      const accepted = sources.acceptedObservations();
      this.inc(accepted - counted);
      counted = accepted;
    },
  });
  const gauges: readonly (readonly [string, string, () => number])[] = [
    ["shuicheng_log_seq", "Last durable record of the log", sources.committedSeq],
    ["shuicheng_tail_observations", "Observations not in chunks yet", sources.tailObservations],
    ["shuicheng_screens", "Connected screens", sources.screens],
    ...sources.gauges(),
  ];
  for (const [name, help, read] of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }
  return async () => ({ body: await registry.metrics(), contentType: registry.contentType });
}
