import { IdentifierSchema } from "@shuicheng/shared/contracts";
import Type from "typebox";
import { begun, needed, query } from "../describe.ts";
import type { Area } from "../operation.ts";

/** Pipes and what hangs on them. */
export const NETWORKS: Area = {
  tag: "networks",
  description: "Networks of pipes, from the files of other programs.",
  operations: [
    {
      method: "post",
      path: "/api/v1/networks/import",
      summary: "Takes an EPANET network in and begins a job that makes a layer of it.",
      who: "writer",
      query: [
        needed(query("name", "Of the file, e.g. `Net3.inp`; its ending says the format.")),
        query("layer", "Id of the layer; without it the file's name.", IdentifierSchema),
        query("place", "Where its middle comes to: `lon,lat[,heightM[,headingDeg]]`, degrees and metres."),
      ],
      body: {
        isStreamed: true,
        description: "The file as it is, at most 256 MiB. Its type is not looked at.",
        content: { "text/plain": null, "application/octet-stream": null },
      },
      answers: { 202: begun(Type.Object({ job: Type.String() })) },
      codes: [
        "data/unreadable",
        "network/invalid-placement",
        "network/unsupported-format",
        "registry/invalid",
        "request/incomplete-body",
        "request/too-large",
      ],
    },
  ],
};
