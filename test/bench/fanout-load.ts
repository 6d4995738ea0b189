import type { Acknowledgement, BatchRefusal } from "@shuicheng/shared/contracts";
import { encodeObservationBatch, INGEST_NAMESPACE } from "@shuicheng/shared/protocol";
import { io } from "socket.io-client";
import { benchDatastream } from "./bench-city.ts";
import { serveRequests } from "./worker-process.ts";

/** Pushes so many observations a second, ten batches each second: node fanout-load.ts URL TOKEN DATASTREAMS RATE. */
const [url, token, datastreamCount, rate] = process.argv.slice(2) as [string, string, string, string];
const BATCHES_A_SECOND = 10;
const n = Math.round(Number(rate) / BATCHES_A_SECOND);
const count = Number(datastreamCount);

const socket = io(`${url}${INGEST_NAMESPACE}`, { auth: { token }, transports: ["websocket"] });
await socket.emitWithAck("open", {
  datastreams: Array.from({ length: count }, (_, at) => benchDatastream(at)),
});
let [next, sent, refused] = [0, 0, 0];

function push(): void {
  const nowMs = Date.now();
  const columns = {
    timeMs: new Float64Array(n).fill(nowMs),
    result: new Float64Array(n),
    handle: new Int32Array(n),
    quality: new Uint8Array(n),
  };
  for (let row = 0; row < n; row++, next++) {
    columns.handle[row] = next % count;
    // Within the limits and beyond them in turn: each observation changes a status.
    columns.result[row] = Math.floor(next / count) % 2 === 0 ? 25 : 45;
  }
  sent++;
  void socket
    .emitWithAck("observations.bin", encodeObservationBatch(columns), {})
    .then((answer: Acknowledgement | BatchRefusal) => {
      if ("error" in answer || answer.rejected.length > 0) refused++;
    });
}
setInterval(push, 1_000 / BATCHES_A_SECOND);

serveRequests({}, async () => ({ sent, refused }));
