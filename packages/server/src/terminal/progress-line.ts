/** Long work on a terminal: one line that is rewritten; elsewhere a line for each new stage. */
export interface ProgressLine {
  /** @param progress 0–1 over all stages. */
  show(stage: string, progress: number): void;
  /** Leaves the terminal clean. */
  end(): void;
}

/** A terminal is written to no more often than this. */
const REWRITE_MS = 100;

/** Creates the line on a stream. */
export function createProgressLine(
  stream: Pick<NodeJS.WriteStream, "isTTY" | "write">,
  now: () => number = () => performance.now(),
): ProgressLine {
  let lastStage = "";
  let lastMs = Number.NEGATIVE_INFINITY;
  const isTerminal = stream.isTTY === true;
  return {
    show(stage, progress) {
      const percent = `${Math.floor(progress * 100)}`.padStart(3);
      if (isTerminal) {
        if (stage === lastStage && now() - lastMs < REWRITE_MS) return;
        lastMs = now();
        stream.write(`\r\x1b[K${percent} % ${stage}`);
      } else if (stage !== lastStage) stream.write(`${percent} % ${stage}\n`);
      lastStage = stage;
    },
    end() {
      if (isTerminal && lastStage !== "") stream.write("\r\x1b[K");
    },
  };
}
