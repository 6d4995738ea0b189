import type { OpcuaFolder, OpcuaNode } from "@shuicheng/shared/contracts";
import {
  BrowseDirection,
  browseAll,
  type ClientSession,
  NodeClass,
  type NodeId,
  resolveNodeId,
} from "node-opcua-client";
import { fillTemplate } from "../sources/fill-template.ts";

/** Most variables that one folder may bring. */
const MAX_VARIABLES = 50_000;
const HIERARCHICAL_REFERENCES = "i=33";
const VARIABLE_AND_OBJECT = NodeClass.Variable | NodeClass.Object;
/** BrowseName, NodeClass and the node itself: OPC UA part 4, clause 7.5. */
const ALL_OF_A_REFERENCE = 63;

/**
 * Finds the variables below a folder, down to its depth, breadth first, each once. Properties of variables are left out:
 * a variable is not looked into.
 */
export async function browseFolder(session: ClientSession, folder: OpcuaFolder): Promise<OpcuaNode[]> {
  const found: OpcuaNode[] = [];
  const seen = new Set<string>([folder.folder]);
  let level: { readonly nodeId: NodeId; readonly path: string }[] = [
    { nodeId: resolveNodeId(folder.folder), path: "" },
  ];
  for (let depth = 0; depth < folder.depth && level.length > 0; depth++) {
    const next: typeof level = [];
    for (const { nodeId, path } of level) {
      const { references } = await browseAll(session, {
        nodeId,
        browseDirection: BrowseDirection.Forward,
        referenceTypeId: resolveNodeId(HIERARCHICAL_REFERENCES),
        includeSubtypes: true,
        nodeClassMask: VARIABLE_AND_OBJECT,
        resultMask: ALL_OF_A_REFERENCE,
      });
      for (const reference of references ?? []) {
        const id = reference.nodeId.toString();
        if (seen.has(id)) continue;
        seen.add(id);
        const name = reference.browseName.name ?? "";
        const own = path === "" ? name : `${path}.${name}`;
        if (reference.nodeClass === NodeClass.Object) next.push({ nodeId: reference.nodeId, path: own });
        else if (found.length < MAX_VARIABLES)
          found.push(nodeOf(id, reference.nodeId.value, own, name, folder));
      }
    }
    level = next;
  }
  return found;
}

function nodeOf(
  nodeId: string,
  value: unknown,
  path: string,
  name: string,
  { datastream }: OpcuaFolder,
): OpcuaNode {
  return { nodeId, datastream: fillTemplate(datastream, { path, name, id: String(value) }) };
}
