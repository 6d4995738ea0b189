import { serveLocalModels } from "../client/local-model-store.ts";

/** Local files are converted by a part of the page that is loaded with the first of them. */
serveLocalModels(async () => (await import("../bim/local/index.ts")).localConverter);
