import { median, printFigure, tell } from "./figure.ts";
import type { Tiling } from "./pipes-tiler.ts";
import { WorkerProcess } from "./worker-process.ts";

const SIZES = {
  "200k": { segments: 200_000, runs: 3 },
  "1m": { segments: 1_000_000, runs: 1 },
} as const;

/** Pipes → 3D Tiles on disk: 200,000 and 1,000,000 segments in one thread, and the memory that takes. */
export async function benchPipes(): Promise<void> {
  await benchSize("200k");
  const { peakMb } = await benchSize("1m");
  printFigure({
    ...{ bench: "pipes", metric: "pipes.peak-memory", value: peakMb, unit: "MB", n: 1 },
    note: "resident, 1,000,000 segments, the generated city included",
  });
}

/** The smaller size alone. */
export async function benchPipes200k(): Promise<void> {
  await benchSize("200k");
}

async function benchSize(size: keyof typeof SIZES): Promise<Tiling> {
  const { segments, runs } = SIZES[size];
  tell(`pipes: generating the demo's networks, then ${runs} × ${segments} segments`);
  const { worker } = await WorkerProcess.start("pipes-tiler.ts", []);
  const tilings: Tiling[] = [];
  try {
    for (let run = 0; run < runs; run++) {
      const tiling = await worker.ask<Tiling>({ segments });
      tell(
        `pipes: ${tiling.segments} segments in ${tiling.seconds.toFixed(1)} s, ${tiling.peakMb.toFixed(0)} MB`,
      );
      tilings.push(tiling);
    }
  } finally {
    await worker.stop();
  }
  const last = tilings.at(-1) as Tiling;
  const value = median(tilings.map(({ seconds }) => seconds));
  const made = `${last.features} features in ${last.tiles} tiles, ${last.megabytes.toFixed(0)} MB`;
  printFigure({
    ...{ bench: "pipes", metric: `pipes.tiles-${size}`, value, unit: "s", n: runs },
    note: `${last.segments} segments of eight utilities, the demo city's laid side by side; ${made}, compressed and on disk; peak ${last.peakMb.toFixed(0)} MB`,
  });
  return last;
}
