/** Where the commands go: this server, with a token that was just made, or a placeholder. */
export interface CommandTarget {
  readonly origin: string;
  readonly token: string | null;
}

/** Imports the sample network at Liaocheng. */
export function importCommand({ origin, token }: CommandTarget): string {
  return `npm run import -- Net3.inp \\
  --place 115.98,36.45 \\
  --url ${origin} \\
  --token ${token ?? TOKEN}`;
}

/** Imports a model; where its file does not say where it stands, `--place` does. */
export function importModelCommand({ origin, token }: CommandTarget): string {
  return `npm run import -- model.ifc \\
  --place 115.98,36.45 \\
  --url ${origin} \\
  --token ${token ?? TOKEN}`;
}

/** Registers one asset with one datastream, then pushes one observation over Socket.IO. */
export function pushCommand({ origin, token }: CommandTarget): string {
  const registration = {
    layer: { id: "my-sensors", kind: "sensors" },
    assets: [{ id: "P-1", class: "sensor", position: { lon: 115.98, lat: 36.45, heightM: 30 } }],
    datastreams: [
      {
        id: "P-1.pressure",
        asset: "P-1",
        observedProperty: "pressure",
        unit: { name: "metre of water", symbol: "m", definition: "m[H2O]" },
        limits: { L: 10, H: 60 },
      },
    ],
  };
  const push = `import("socket.io-client").then(({ io }) => {
  const socket = io("${origin}/ingest", { auth: { token: "${token ?? TOKEN}" } });
  const items = [{ datastream: "P-1.pressure", time: Date.now(), result: 42.5 }];
  socket.emit("observations", { items }, (answer) => { console.log(answer); socket.close(); });
})`;
  return `curl -sS ${origin}/api/v1/datastreams/import \\
  -H "Authorization: Bearer ${token ?? TOKEN}" \\
  -H "Content-Type: application/json" \\
  -d '${JSON.stringify(registration, null, 1)}'
node -e '${push}'`;
}

/** Replays a recording of the sample network sixty times as fast as it was. */
export function replayCommand({ origin, token }: CommandTarget): string {
  return `npm run simulate -- --replay wntr_pressure.csv \\
  --speed 60 \\
  --url ${origin} \\
  --token ${token ?? TOKEN}`;
}

/** Stands where a token belongs; no shell reads anything into it. */
const TOKEN = "TOKEN";
