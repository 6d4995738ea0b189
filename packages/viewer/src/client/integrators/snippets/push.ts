// npm install socket.io-client
// node push.ts
import { io } from "socket.io-client";

const socket = io("SERVER_URL/ingest", { auth: { token: "YOUR_TOKEN" } });
const items = [{ datastream: "DATASTREAM_ID", time: Date.now(), result: "SAMPLE_RESULT" }];

try {
  // Sent again under the same batch name it is taken once.
  const answer = await socket
    .timeout(30_000)
    .emitWithAck("observations", { batch: `b-${Date.now()}`, items });
  // The answer means: on disk. {"accepted":1,"duplicates":0,"rejected":[]}
  console.log(JSON.stringify(answer));
} finally {
  socket.close();
}
