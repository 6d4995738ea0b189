import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  decodeElementTable,
  type ElementTable,
  markListed,
  openStep,
  readIfcTable,
} from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { describeRows } from "../find/row-texts.ts";
import { buildTree } from "./build-tree.ts";
import {
  createTreeWriter,
  hasChildren,
  nodeKindOf,
  pathToNode,
  rowsUnder,
  siblingPlaces,
  type TreeModel,
} from "./tree-model.ts";
import { countStates } from "./tree-states.ts";
import { listShownNodes, matchTree, openAtFirst, openSiblings, revealNode, setOpen } from "./tree-view.ts";

const FOLDER = join(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc");
const hasSamples = existsSync(join(FOLDER, "office_a_20110811.ifc"));

function readSample(name: string): ElementTable {
  return decodeElementTable(readIfcTable(openStep(readFileSync(join(FOLDER, `${name}.ifc`)))).table);
}

/** Labels of a node's children with their counts. */
function childrenOf(tree: TreeModel, node: number): string[] {
  const found: string[] = [];
  for (let child = node + 1; child < (tree.end[node] as number); child = tree.end[child] as number) {
    found.push(`${tree.labels[child]} ${tree.elements[child]}`);
  }
  return found;
}

/** A site of two storeys, each with a wall (rows 3 and 4) and with a window (5) in the second wall. */
function aTree(): TreeModel {
  const writer = createTreeWriter(6, (row) => row > 2);
  writer.open("object", "site", 0);
  for (const [storey, walls] of [
    [1, [3]],
    [2, [4]],
  ] as const) {
    writer.open("object", `storey ${storey}`, storey);
    writer.open("class", "IfcWall");
    for (const wall of walls) {
      writer.open("object", `wall ${wall}`, wall);
      if (wall === 4) writer.attach(5);
      writer.close();
    }
    writer.close();
    writer.close();
  }
  writer.close();
  return writer.finish();
}

describe("createTreeWriter", () => {
  const tree = aTree();

  it("numbers nodes depth first with the range below each", () => {
    expect([...tree.depth]).toEqual([0, 1, 2, 3, 1, 2, 3]);
    expect([...tree.parent]).toEqual([-1, 0, 1, 2, 0, 4, 5]);
    expect([...tree.end]).toEqual([7, 4, 4, 4, 7, 7, 7]);
    expect([...tree.elements]).toEqual([2, 1, 1, 1, 1, 1, 1]);
    expect(hasChildren(tree, 3)).toBe(false);
  });

  it("says which of its parent's children a node is", () => {
    const { place, of } = siblingPlaces(tree);
    expect([...place]).toEqual([1, 1, 1, 1, 2, 1, 1]);
    expect([...of]).toEqual([1, 2, 1, 1, 2, 1, 1]);
    expect(siblingPlaces(tree).place).toBe(place);
  });

  it("gives what is no node the node that it belongs to, and with it to whoever hides that", () => {
    expect([...tree.nodeOfRow]).toEqual([0, 1, 4, 3, 6, 6]);
    expect([...rowsUnder(tree, 4)]).toEqual([2, 4, 5]);
    expect(pathToNode(tree, 6)).toEqual([0, 4, 5, 6]);
  });
});

describe("countStates", () => {
  const tree = aTree();

  it("counts objects with a bit at each node and below it", () => {
    const { withBit, objects } = countStates(tree, Uint8Array.of(0, 0, 1, 0, 1, 1), 1);
    expect([...objects]).toEqual([5, 2, 1, 1, 2, 1, 1]);
    expect([...withBit]).toEqual([2, 0, 0, 0, 2, 1, 1]);
    expect([...countStates(tree, new Uint8Array(6), 1).withBit]).toEqual(Array(7).fill(0));
  });
});

describe("listShownNodes", () => {
  const tree = aTree();
  const closed = new Uint8Array(tree.count);

  it("opens what has no siblings at first, and leaps over what is closed", () => {
    const open = openAtFirst(tree);
    expect([...listShownNodes(tree, open)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...listShownNodes(tree, setOpen(open, 1, false))]).toEqual([0, 1, 4, 5, 6]);
    expect([...listShownNodes(tree, closed)]).toEqual([0]);
  });

  it("opens all that stand beside a node", () => {
    const open = openSiblings(tree, setOpen(closed, 0, true), 4);
    expect([...listShownNodes(tree, open)]).toEqual([0, 1, 2, 4, 5]);
    expect([...listShownNodes(tree, openSiblings(tree, closed, 0))]).toEqual([0, 1, 4]);
  });

  it("opens the way to a node and nothing else", () => {
    const open = revealNode(tree, closed, 6);
    expect([...listShownNodes(tree, open)]).toEqual([0, 1, 4, 5, 6]);
    expect(revealNode(tree, open, 6)).toBe(open);
  });

  it("narrows to what was found, with the way to it open", () => {
    const match = matchTree(tree, Uint8Array.from([0, 0, 0, 0, 1, 0]));
    expect([...listShownNodes(tree, closed, match)]).toEqual([0, 4, 5, 6]);
    expect([...match.found]).toEqual([1, 0, 0, 0, 1, 1, 1]);
  });

  it("keeps closed what stands below a label that was found", () => {
    const match = matchTree(tree, new Uint8Array(6), "ifcwall");
    expect([...listShownNodes(tree, closed, match)]).toEqual([0, 1, 2, 4, 5]);
    expect([...listShownNodes(tree, setOpen(closed, 5, true), match)]).toEqual([0, 1, 2, 4, 5, 6]);
  });
});

describe.skipIf(!hasSamples)("buildTree", () => {
  it.each([
    "office_a_20110811",
    "issue171_surface_curve_swept",
    "duplex_georeferenced",
    "bridge_pgsuper",
    "kit_simple_road_4x3rc2",
  ])(
    "holds every element of %s once in the spatial and the type tree",
    async (name) => {
      const table = readSample(name);
      const listed = [...markListed(table).keys()].filter((row) => markListed(table)[row] === 1);
      for (const order of ["space", "type"] as const) {
        const tree = await buildTree(table, order);
        const rows = [...tree.row].filter((row) => row >= 0 && describeRows(table).isCounted(row));
        expect(rows.toSorted((a, b) => a - b)).toEqual(listed);
        const roots = [...tree.parent.keys()].filter((node) => tree.parent[node] === -1);
        expect(roots.reduce((sum, node) => sum + (tree.elements[node] as number), 0)).toBe(listed.length);
      }
    },
    60_000,
  );

  it("reads office_a from the top storey down, with rooms and elements by class", async () => {
    const table = readSample("office_a_20110811");
    const tree = await buildTree(table, "space");
    const building = tree.labels.findIndex(
      (_, node) => describeRows(table).className(tree.row[node] as number) === "IfcBuilding",
    );
    expect(childrenOf(tree, building)).toEqual(["Roof 10", "Level 2 387", "Level 1 507"]);
    // Doors in IfcRelContainedInSpatialStructure of Level 1, counted with a regular expression.
    const storey = tree.labels.indexOf("Level 1");
    expect(childrenOf(tree, storey)).toContain("IfcDoor 66");
    expect(nodeKindOf(tree, storey + 1)).toBe("class");
  });

  it("puts an opening of a wall at its wall", async () => {
    const table = readSample("office_a_20110811");
    const tree = await buildTree(table, "space");
    const { classes, objects } = table;
    const opening = objects.classIndex.findIndex((index) => classes[index]?.name === "IfcOpeningElement");
    const wall = objects.parentRow[opening] as number;
    expect(tree.row[tree.nodeOfRow[opening] as number]).toBe(wall);
    expect([...rowsUnder(tree, tree.nodeOfRow[wall] as number)]).toContain(opening);
  });

  it("lists the drainage system's members by name as numbers", async () => {
    const tree = await buildTree(readSample("infra_drainage_system_1"), "system");
    expect(tree.labels.slice(2)).toEqual([
      "8",
      "10",
      "51",
      "54",
      "56",
      "60",
      "62",
      "109",
      "111",
      "191",
      "193",
      "210",
      "212",
    ]);
  });

  it("has an element of several layers at each of its materials", async () => {
    const table = readSample("office_a_20110811");
    const tree = await buildTree(table, "material");
    const count = (name: string) => tree.elements[tree.labels.indexOf(name)];
    expect([count("Metal - Stud Layer"), count("Plasterboard")]).toEqual([476, 451]);
  });

  it("has nothing where a model has nothing of the kind", async () => {
    expect((await buildTree(readSample("office_a_20110811"), "classification")).count).toBe(0);
  });
});
