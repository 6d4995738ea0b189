import type { ServerProcess } from "../server-process.ts";

/** A figure that the server tells of itself in `/metrics`. @throws {Error} when it does not. */
export async function readMetric(server: ServerProcess, name: string): Promise<number> {
  const text = await (await server.request("/metrics")).text();
  const [, value] = new RegExp(`^${name} ([\\d.e+]+)`, "m").exec(text) ?? [];
  if (value === undefined) throw new Error(`the server does not tell ${name}`);
  return Number(value);
}
