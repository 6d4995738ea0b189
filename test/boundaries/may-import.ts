const SHARED_BASE = ["shared/src/contracts", "shared/src/faults", "shared/src/issues"];

/**
 * Who may import whom: folder → folders and libraries. A rule covers what lies under it; one that ends in `:`
 * is a prefix. Files directly in `src` belong to `src` itself. Own folder: always. What is not here is
 * forbidden, and so is a folder without a row.
 *
 * The stages (ingest, log, twin, history, live) never import each other: `compose.ts` hands each what it needs.
 * `record` is the packed form that log, history and ingest exchange, as `contracts` is the one on the wire.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  // shared: what both sides run; neither node: nor DOM
  "shared/src": [],
  "shared/src/contracts": ["typebox"],
  "shared/src/protocol": [...SHARED_BASE, "typebox"],
  "shared/src/catalogue": SHARED_BASE,
  "shared/src/geo": [...SHARED_BASE, "egm96-universal"],
  // Apart from geo, whose door every page and the server go through: proj4 is for conversions.
  "shared/src/geo/crs": [...SHARED_BASE, "proj4"],
  // What comes packed: read by the server and by a page.
  "shared/src/archive": SHARED_BASE,
  // IFC: step reads the file, schema knows the classes, elements come of both, query answers over them.
  "shared/src/ifc/step": SHARED_BASE,
  "shared/src/ifc/schema": SHARED_BASE,
  // Storeys stand where placements put them, which are read with the curves that some follow.
  "shared/src/ifc/elements": [
    ...SHARED_BASE,
    "shared/src/ifc/geometry",
    "shared/src/ifc/schema",
    "shared/src/ifc/step",
  ],
  "shared/src/ifc/query": [...SHARED_BASE, "shared/src/ifc/elements", "shared/src/ifc/schema"],
  // Hands over what a model tile is made of. web-ifc runs here and nowhere else.
  "shared/src/ifc/geometry": [...SHARED_BASE, "shared/src/ifc/step", "shared/src/tiles", "web-ifc"],
  // Placements and curves are read with the same functions; frames and projections are those of geo.
  "shared/src/ifc/placement": [
    ...SHARED_BASE,
    "shared/src/geo",
    "shared/src/ifc/geometry",
    "shared/src/ifc/step",
    "shared/src/tiles",
  ],
  "shared/src/ifc/health": [...SHARED_BASE, "shared/src/ifc/placement"],
  // The conversion itself, which ties them.
  "shared/src/ifc": [...SHARED_BASE, "shared/src/geo", "shared/src/ifc", "shared/src/tiles"],
  // Of a conversion in another thread: needs nothing of it, so that a server can watch without loading it.
  "shared/src/ifc-watch": SHARED_BASE,
  "shared/src/tiles": [...SHARED_BASE, "shared/src/geo", "earcut", "meshoptimizer"],
  "shared/src/client": [...SHARED_BASE, "shared/src/protocol", "socket.io-client"],

  // server: main.ts, compose.ts and config.ts wire everything; compose.ts creates the socket and HTTP servers
  "server/src": ["server/src", "shared/src", "node:", "pino", "prom-client", "socket.io"],
  "server/src/access": [...SHARED_BASE, "node:crypto"],
  "server/src/record": SHARED_BASE,
  "server/src/ingest": [
    ...SHARED_BASE,
    ...["shared/src/protocol", "server/src/record", "node:zlib", "socket.io", "typebox"],
  ],
  // What each sender sent; ingest hands it what became of a batch.
  "server/src/ingest/ledger": [...SHARED_BASE, "node:"],
  // MQTT's libraries here and nowhere else.
  "server/src/ingest/mqtt": [...SHARED_BASE, "server/src/ingest", "node:", "aedes", "mqtt"],
  // Ways in with a protocol of their own: what they share, then each with its library and nowhere else.
  "server/src/ingest/sources": [...SHARED_BASE, "server/src/ingest", "node:"],
  "server/src/ingest/hj212": [...SHARED_BASE, "server/src/ingest", "node:"],
  "server/src/ingest/opcua": [
    ...SHARED_BASE,
    "server/src/ingest",
    "node:",
    "node-opcua-certificate-manager",
    "node-opcua-client",
  ],
  "server/src/log": [...SHARED_BASE, "server/src/record", "node:"],
  "server/src/twin": [...SHARED_BASE, "shared/src/protocol"],
  "server/src/history": [...SHARED_BASE, "server/src/record", "node:"],
  "server/src/live": [...SHARED_BASE, "shared/src/protocol", "socket.io", "typebox"],
  // What a person at a terminal sees of long work.
  "server/src/terminal": [],
  // Calls into worker threads, for any stage that has one.
  "server/src/threads": [...SHARED_BASE, "node:"],
  // Of SensorThings only what is to be kept for it: types.
  "server/src/registry": [...SHARED_BASE, "server/src/sta/shelf", "server/src/threads", "node:"],
  "server/src/convert": [
    ...SHARED_BASE,
    "shared/src/archive",
    "shared/src/catalogue",
    "shared/src/geo",
    "shared/src/ifc",
    "shared/src/ifc-watch",
    "shared/src/tiles",
    "server/src/threads",
    "node:",
  ],
  // The demo city: base → networks → defects → monitoring, all pure; build makes layers of it in a worker of its own.
  "server/src/demo": [...SHARED_BASE, "server/src/demo"],
  "server/src/demo/model": [...SHARED_BASE, "shared/src/geo"],
  "server/src/demo/base": [...SHARED_BASE, "shared/src/geo", "server/src/demo/model", "node:"],
  "server/src/demo/networks": [
    ...SHARED_BASE,
    "shared/src/catalogue",
    "shared/src/geo",
    "server/src/demo/model",
  ],
  "server/src/demo/defects": [
    ...SHARED_BASE,
    "shared/src/catalogue",
    "shared/src/geo",
    "server/src/demo/model",
  ],
  "server/src/demo/monitoring": [
    ...SHARED_BASE,
    "shared/src/catalogue",
    "shared/src/geo",
    "server/src/demo/model",
  ],
  "server/src/demo/build": [
    ...SHARED_BASE,
    "shared/src/catalogue",
    "shared/src/geo",
    "shared/src/tiles",
    "server/src/demo",
    "node:",
  ],
  // A client of the public interfaces, as any integrator's.
  "server/src/demo/simulator": [
    ...SHARED_BASE,
    "shared/src/client",
    "shared/src/protocol",
    "server/src/demo/model",
    "node:",
  ],
  // Datastreams from a table that somebody filled in.
  "server/src/registration": [...SHARED_BASE, "shared/src/catalogue", "shared/src/geo", "csv-parse"],
  // OGC SensorThings over what it is told of the city: pure but for the calls it is given.
  "server/src/sta": [...SHARED_BASE, "shared/src/catalogue", "server/src/sta", "node:timers"],
  // What is to be kept for it, as types: the registry keeps it.
  "server/src/sta/shelf": [],
  "server/src/sta/filter": [...SHARED_BASE, "server/src/sta"],
  "server/src/sta/geometry": SHARED_BASE,
  "server/src/sta/entities": [...SHARED_BASE, "shared/src/catalogue", "server/src/sta"],
  "server/src/sta/write": [...SHARED_BASE, "server/src/sta"],
  "server/src/sta/feed": [...SHARED_BASE, "server/src/sta", "node:timers"],
  // Files of the history, page by page.
  "server/src/export": [...SHARED_BASE, "node:", "hyparquet-writer"],
  // Documents of other systems, fetched on a schedule.
  "server/src/connectors": [...SHARED_BASE, "node:"],
  // Who is told of what happens: reads the log's file in a thread of its own.
  "server/src/webhooks": [...SHARED_BASE, "server/src/record", "server/src/threads", "node:"],
  "server/src/http": [
    ...SHARED_BASE,
    "shared/src/protocol",
    "node:",
    "compression",
    "cookie",
    "express",
    "express-rate-limit",
    "helmet",
    "prom-client",
    "typebox",
  ],
  // The command line tools are clients of the public interfaces; `convert` runs offline as well.
  "server/src/cli": [
    ...SHARED_BASE,
    "shared/src/client",
    "shared/src/ifc",
    "server/src/convert",
    "server/src/demo/simulator",
    "server/src/terminal",
    "csv-parse",
    "node:",
  ],

  // viewer: panels and scene never call each other, both follow client/
  "viewer/src": ["viewer/src", "shared/src", "react", "react-dom", "@fontsource-variable/noto-sans-sc"],
  "viewer/src/format": [...SHARED_BASE, "shared/src/catalogue", "shared/src/protocol", "i18next"],
  "viewer/src/client": [
    ...SHARED_BASE,
    "shared/src/client",
    // The inspector's element table, and what is asked of it.
    "shared/src/ifc",
    "shared/src/protocol",
    // As text: what an integrator copies.
    "viewer/src/client/integrators/snippets",
    "viewer/src/format",
    "@tanstack/react-query",
    "react",
    "typebox",
    "zustand",
  ],
  // What an integrator copies: its own program, not a part of the page.
  "viewer/src/client/integrators/snippets": ["socket.io-client"],
  "viewer/src/app": [
    "shared/src",
    "viewer/src",
    "@tanstack/react-query",
    "antd",
    "i18next",
    "react",
    "react-dom",
    "react-i18next",
    "zustand",
  ],
  "viewer/src/panels": [
    ...SHARED_BASE,
    "shared/src/catalogue",
    "shared/src/client",
    "shared/src/ifc",
    "shared/src/protocol",
    "viewer/src/app",
    "viewer/src/client",
    "viewer/src/format",
    "@tanstack/react-query",
    "antd",
    "echarts",
    "i18next",
    "react",
    "react-i18next",
    "zustand",
  ],
  "viewer/src/scene": [
    ...SHARED_BASE,
    "shared/src/catalogue",
    "shared/src/geo",
    "shared/src/protocol",
    // Names of the property table and of the feature id that the tiles carry.
    "shared/src/tiles",
    "viewer/src/app",
    "viewer/src/client",
    "viewer/src/format",
    "@cesium/engine",
    "cesium",
  ],
  // The inspector's picture: three.js here and nowhere else. model decodes tiles, stage draws them.
  "viewer/src/bim/model": [
    ...SHARED_BASE,
    "shared/src/geo",
    "shared/src/ifc",
    "shared/src/tiles",
    "viewer/src/client",
    "meshoptimizer",
  ],
  // What tools need of triangles; pure, as are the cutting, measuring and clash functions beside their tools.
  "viewer/src/bim/triangles": ["shared/src/tiles", "viewer/src/bim/model", "viewer/src/bim/stage"],
  "viewer/src/bim/section": [
    "viewer/src/app",
    "viewer/src/bim/model",
    "viewer/src/bim/stage",
    "viewer/src/bim/triangles",
    "viewer/src/client",
    "three",
  ],
  "viewer/src/bim/measure": [
    "viewer/src/app",
    "viewer/src/bim/model",
    "viewer/src/bim/stage",
    "viewer/src/bim/triangles",
    "viewer/src/client",
  ],
  // Points are held on to as in measuring.
  "viewer/src/bim/federation": [
    "viewer/src/app",
    "viewer/src/bim/measure",
    "viewer/src/bim/stage",
    "viewer/src/client",
  ],
  // Pictures to keep: what stands on them beside the model, and their files.
  "viewer/src/bim/picture": ["viewer/src/bim/local", "viewer/src/bim/stage", "viewer/src/client"],
  // Drawn over the picture: of the stage the way it looks, and nothing of its models.
  "viewer/src/bim/markup": [...SHARED_BASE, "viewer/src/bim/stage", "viewer/src/client"],
  "viewer/src/bim/clash": [
    "shared/src/ifc-watch",
    "viewer/src/app",
    "viewer/src/bim/model",
    "viewer/src/bim/stage",
    "viewer/src/bim/triangles",
    "viewer/src/client",
  ],
  // Local files become tiles by the same conversion as on the server. Of web-ifc only the address of its wasm file.
  "viewer/src/bim/local": [
    ...SHARED_BASE,
    "shared/src/archive",
    "shared/src/geo",
    "shared/src/ifc",
    "shared/src/ifc-watch",
    "shared/src/tiles",
    "viewer/src/bim/model",
    "viewer/src/client",
    "web-ifc/web-ifc.wasm?url",
  ],
  "viewer/src/bim/stage": [
    ...SHARED_BASE,
    "shared/src/geo",
    "viewer/src/bim/model",
    "viewer/src/client",
    "camera-controls",
    "three",
    "three-mesh-bvh",
  ],
};

/** Folders without I/O, clock, random or waiting: time is an argument (style 3.2, rule 4). */
export const PURE_FOLDERS: readonly string[] = [
  "server/src/twin",
  "server/src/network",
  "server/src/demo/model",
  "server/src/demo/networks",
  "server/src/demo/defects",
  "server/src/demo/monitoring",
];
