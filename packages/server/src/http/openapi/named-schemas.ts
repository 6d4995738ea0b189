import * as contracts from "@shuicheng/shared/contracts";
import { FAULT_CODES } from "@shuicheng/shared/faults";
import Type, { type TSchema } from "typebox";

/** Any schema of a contract is known by its name there: `AssetSchema` is `Asset`. */
const ENDING = "Schema";

/** Problem details as every failure answers them: the contract's, its code one of all there are. */
export const PROBLEM_SCHEMA = Type.Object({
  ...contracts.ProblemSchema.properties,
  code: Type.Enum([...FAULT_CODES]),
});

/** Names of the schemas that the document gives once and points to. */
export const SCHEMA_NAMES: ReadonlyMap<object, string> = new Map<object, string>([
  ...Object.entries(contracts).flatMap(([name, value]): [object, string][] =>
    name.endsWith(ENDING) && value !== contracts.ProblemSchema
      ? [[value as TSchema, name.slice(0, -ENDING.length)]]
      : [],
  ),
  [contracts.SOURCE_INPUT_SCHEMAS.hj212, "Hj212Input"],
  [contracts.SOURCE_INPUT_SCHEMAS.opcua, "OpcuaInput"],
  [PROBLEM_SCHEMA, "Problem"],
]);
