import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { serveRequests } from "./worker-process.ts";

/**
 * What Socket.IO alone can do: takes the same batches with the same options and acknowledges them in the same
 * words, without looking at an item; relays `relay` to every screen at once.
 */
const server = createServer();
const io = new Server(server, {
  serveClient: false,
  transports: ["websocket", "polling"],
  maxHttpBufferSize: 2 * 1024 * 1024,
  perMessageDeflate: false,
});
io.of("/ingest").on("connection", (socket) => {
  socket.on("observations", (batch: { items: unknown[] }, answer: (answer: object) => void) => {
    answer({ accepted: batch.items.length, duplicates: 0, rejected: [] });
  });
  socket.on("open", ({ datastreams }: { datastreams: unknown[] }, answer: (answer: object) => void) => {
    answer({ handles: datastreams.map((_, at) => at) });
  });
  socket.on("observations.bin", (columns: Buffer, _: object, answer: (answer: object) => void) => {
    answer({ accepted: columns.readUInt32LE(4), duplicates: 0, rejected: [] });
  });
  socket.on("relay", (batch: { items: unknown[] }) => io.of("/live").emit("relayed", batch.items));
});
io.of("/live");
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  serveRequests({ url: `http://127.0.0.1:${port}` }, async () => ({}));
});
