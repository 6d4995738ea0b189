import { DatastreamSchema, TableImportSchema } from "@shuicheng/shared/contracts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Type from "typebox";
import { buildPath, requestJson } from "../http-client.ts";

/** Datastreams that are offered where one is to be chosen; any other can be typed. */
const OFFERED = 200;
const DatastreamsAnswer = Type.Object({ items: Type.Array(DatastreamSchema) });

/** Some datastreams of the city, to begin with. */
export function useOfferedDatastreams() {
  return useQuery({
    queryKey: ["datastreams", "offered"],
    queryFn: async ({ signal }) =>
      (await requestJson(buildPath("/datastreams", { limit: OFFERED }), DatastreamsAnswer, { signal })).items,
  });
}

/** A table that is to become datastreams. */
export interface TableUpload {
  readonly file: Blob;
  readonly layer: string;
  readonly isDryRun: boolean;
}

/** Registers the rows of a table, or says what would become of them. */
export function useImportTable() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, layer, isDryRun }: TableUpload) =>
      requestJson(buildPath("/datastreams/import", { layer, dryRun: String(isDryRun) }), TableImportSchema, {
        method: "POST",
        // Bytes as they are: the server finds out whether they are UTF-8 or GBK.
        file: new Blob([file], { type: "text/csv" }),
      }),
    onSuccess: ({ dryRun }) =>
      dryRun ? undefined : queries.invalidateQueries({ queryKey: ["datastreams"] }),
  });
}
