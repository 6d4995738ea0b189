import { LIVE_NAMESPACE } from "@shuicheng/shared/protocol";
import { serveRequests } from "./worker-process.ts";

/**
 * Screens that follow every status and every value to three digits, and read nothing of what comes, so that their own work is not what is measured: node
 * fanout-screens.ts URL TOKEN COUNT. Plain WebSockets that speak Engine.IO 4 and Socket.IO 5 as far as that needs.
 */
const [url, token, count] = process.argv.slice(2) as [string, string, string];
/** A frame's own header, bytes: two, or four from 126 bytes of payload on. */
const headerOf = (bytes: number): number => (bytes < 126 ? 2 : 4);
let bytes = 0;
let lost = 0;

function open(): Promise<void> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
  socket.binaryType = "arraybuffer";
  socket.onclose = () => void lost++;
  return new Promise((resolve) => {
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const length = typeof data === "string" ? data.length : data.byteLength;
      bytes += length + headerOf(length);
      if (typeof data !== "string") return;
      if (data === "2") socket.send("3");
      else if (data.startsWith("0")) socket.send(`40${LIVE_NAMESPACE},${JSON.stringify({ token })}`);
      else if (data.startsWith(`40${LIVE_NAMESPACE}`))
        socket.send(`42${LIVE_NAMESPACE},0["subscribe",{"levels":true}]`);
      else if (data.startsWith(`43${LIVE_NAMESPACE},0`)) resolve();
    };
  });
}

await Promise.all(Array.from({ length: Number(count) }, open));

serveRequests({}, async () => ({ bytes, lost }));
