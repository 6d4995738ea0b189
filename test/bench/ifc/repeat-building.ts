import { openStep } from "@shuicheng/shared/ifc";

const GUID_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$";
/** Copies stand in rows of so many, so far apart, in the file's unit. */
const A_ROW = 8;
const SPACING = 40;

/**
 * A larger IFC file of one building: its DATA section `times` over, with other `#id`s and GlobalIds, each copy under the
 * one project and beside the one before it.
 */
export function repeatBuilding(bytes: Uint8Array, times: number): Buffer {
  const step = openStep(bytes);
  const text = Buffer.from(bytes).toString("latin1");
  const dataAt = text.indexOf("DATA;") + 5;
  const data = text.slice(dataAt, text.lastIndexOf("ENDSEC;"));
  const idStep = Math.max(...step.ids) + 1;
  const project = step.ids[step.rowsOfType("IFCPROJECT")[0] as number] as number;
  const tokens = data.split(/('(?:[^']|'')*'|#\d+)/);
  const parts = [text.slice(0, dataAt)];
  let guids = 0;
  for (let copy = 0; copy < times; copy++) {
    const point = `#${idStep * times + copy + 1}`;
    const place = `(${(copy % A_ROW) * SPACING}.,${Math.floor(copy / A_ROW) * SPACING}.,0.)`;
    const sitePoint = copy === 0 ? 0 : siteOrigin(text, step);
    const renumbered = tokens.map((token) => {
      if (token.startsWith("#")) {
        const id = Number(token.slice(1));
        if (copy > 0 && id === project) return token;
        return copy > 0 && id === sitePoint ? point : `#${id + copy * idStep}`;
      }
      return copy > 0 && /^'[0-3][\w$]{21}'$/.test(token) ? `'${guidOf(++guids)}'` : token;
    });
    const own = renumbered.join("");
    // The project is there once; what the copies say of it again would be a second record of one number.
    parts.push(copy === 0 ? own : own.replace(new RegExp(`#${project}\\s*=\\s*IFCPROJECT\\([^;]*;`), ""));
    if (copy > 0) parts.push(`${point}=IFCCARTESIANPOINT(${place});\n`);
  }
  parts.push("ENDSEC;\nEND-ISO-10303-21;\n");
  return Buffer.from(parts.join(""), "latin1");
}

/** `#id` of the point that the site's placement has of its own; 0 where it shares one with others. */
function siteOrigin(text: string, step: ReturnType<typeof openStep>): number {
  const refs = (id: number): number[] => {
    const row = step.rowOf(id);
    const args = text.slice(step.starts[row], step.ends[row]);
    return [...args.matchAll(/#(\d+)/g)].map(([, digits]) => Number(digits));
  };
  const site = step.ids[step.rowsOfType("IFCSITE")[0] as number] as number;
  const placement = refs(site).find((id) => typeOf(step, id) === "IFCLOCALPLACEMENT") ?? 0;
  const axes = refs(placement).find((id) => typeOf(step, id) === "IFCAXIS2PLACEMENT3D") ?? 0;
  const point = refs(axes).find((id) => typeOf(step, id) === "IFCCARTESIANPOINT") ?? 0;
  const uses = text.match(new RegExp(`#${point}[,)]`, "g"))?.length ?? 0;
  return uses === 1 ? point : 0;
}

const typeOf = (step: ReturnType<typeof openStep>, id: number) =>
  step.typeNames[step.types[step.rowOf(id)] as number] ?? "";

function guidOf(number: number): string {
  let rest = number;
  let digits = "";
  for (let place = 0; place < 21; place++) {
    digits = `${GUID_DIGITS[rest % 64]}${digits}`;
    rest = Math.floor(rest / 64);
  }
  return `3${digits}`;
}
