import type { DatastreamInput, Registration } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";

const LIMITS = ["LL", "L", "H", "HH"] as const;

/**
 * Checks what the form of a registration does not tell: that no id stands twice, limits ascend, ranges are not upside down, and
 * categories are there where results are one of them.
 *
 * @throws {Fault} `registry/invalid` with `details.pointer`, the place in the body.
 */
export function checkRegistration({ assets = [], datastreams = [] }: Registration): void {
  requireOnce("assets", assets);
  requireOnce("datastreams", datastreams);
  datastreams.forEach((datastream, index) => {
    const fault = findFault(datastream);
    if (fault)
      throw invalid(
        `/datastreams/${index}${fault.pointer}`,
        `datastreams[${index}] ${datastream.id}: ${fault.message}`,
      );
  });
}

function requireOnce(list: "assets" | "datastreams", entries: readonly { readonly id: string }[]): void {
  const seen = new Map<string, number>();
  entries.forEach(({ id }, index) => {
    const first = seen.get(id);
    if (first !== undefined)
      throw invalid(`/${list}/${index}/id`, `${list}[${index}] ${id} stands at ${list}[${first}] already`);
    seen.set(id, index);
  });
}

function findFault({ limits, range, resultType, categories }: DatastreamInput) {
  let last: { readonly key: string; readonly value: number } | undefined;
  for (const key of LIMITS) {
    const value = limits?.[key];
    if (value === undefined || value === null) continue;
    if (last && value < last.value)
      return {
        pointer: `/limits/${key}`,
        message: `${key}, ${value}, is less than ${last.key}, ${last.value}`,
      };
    last = { key, value };
  }
  const { min = null, max = null } = range ?? {};
  if (min !== null && max !== null && min > max)
    return { pointer: "/range/max", message: `max, ${max}, is less than min, ${min}` };
  if (resultType === "category" && (categories ?? []).length === 0)
    return { pointer: "/categories", message: "a category datastream needs its categories" };
  return undefined;
}

const invalid = (pointer: string, message: string) => new Fault("registry/invalid", message, { pointer });
