import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** What a browser sent to the server. */
interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** Of its body; of a web socket everything that came up it so far. */
  bytes: number;
}

/** A server's door that writes down what comes through. */
export interface RequestLog {
  readonly url: string;
  readonly requests: readonly LoggedRequest[];
  close(): Promise<void>;
}

/** Stands before a server and passes everything on, web sockets too; what it logs is what the server gets. */
export async function startRequestLog(serverUrl: string): Promise<RequestLog> {
  const target = new URL(serverUrl);
  const requests: LoggedRequest[] = [];
  const sockets = new Set<Socket>();
  const note = (request: IncomingMessage): LoggedRequest => {
    const logged = { method: request.method ?? "", path: request.url ?? "", bytes: 0 };
    requests.push(logged);
    return logged;
  };
  const door = createServer((request, response) => {
    const logged = note(request);
    const { method, url: path, headers } = request;
    const onward = forward({ host: target.hostname, port: target.port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.on("data", (chunk: Buffer) => {
      logged.bytes += chunk.length;
    });
    request.pipe(onward);
  });
  door.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  door.on("upgrade", (request, socket, head) => {
    const logged = note(request);
    const onward = connect(Number(target.port), target.hostname, () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let at = 0; at < request.rawHeaders.length; at += 2)
        lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
      onward.write(`${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      socket.on("data", (chunk: Buffer) => {
        logged.bytes += chunk.length;
      });
      socket.pipe(onward).pipe(socket);
    });
    const end = () => {
      socket.destroy();
      onward.destroy();
    };
    for (const each of [socket, onward]) each.on("error", end).on("close", end);
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    requests,
    async close() {
      const closed = once(door, "close");
      door.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
