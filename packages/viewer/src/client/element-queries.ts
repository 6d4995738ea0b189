import type { Asset } from "@shuicheng/shared/contracts";
import { useQuery } from "@tanstack/react-query";
import Type, { type Static } from "typebox";
import { requestJson } from "./http-client.ts";
import { modelPath } from "./model-queries.ts";

const LinkSchema = Type.Object({
  globalId: Type.String(),
  class: Type.String(),
  name: Type.String(),
});
/** Another object of the model. */
export type ElementLink = Static<typeof LinkSchema>;

const PropertySchema = Type.Object({
  name: Type.String(),
  kind: Type.String(),
  values: Type.Array(Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()])),
  unit: Type.Optional(Type.String()),
});

const SetSchema = Type.Object({
  name: Type.String(),
  /** `properties`, `quantities` or another the server names. */
  kind: Type.String(),
  inherited: Type.Boolean(),
  properties: Type.Array(PropertySchema),
});
export type ElementSet = Static<typeof SetSchema>;

const MaterialSchema = Type.Object({
  /** `material`, `list`, `layers`, `profiles`, `constituents`. */
  kind: Type.String(),
  name: Type.String(),
  parts: Type.Array(
    Type.Object({
      material: Type.String(),
      thicknessM: Type.Optional(Type.Number()),
      category: Type.Optional(Type.String()),
    }),
  ),
});

const ClassificationSchema = Type.Object({
  system: Type.String(),
  identification: Type.String(),
  name: Type.String(),
});

const ElementSchema = Type.Object({
  globalId: Type.String(),
  class: Type.String(),
  name: Type.String(),
  expressId: Type.Integer(),
  longName: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  objectType: Type.Optional(Type.String()),
  predefinedType: Type.Optional(Type.String()),
  tag: Type.Optional(Type.String()),
  hasRepresentation: Type.Boolean(),
  type: Type.Optional(LinkSchema),
  storey: Type.Optional(Type.Object({ name: Type.String(), elevationM: Type.Optional(Type.Number()) })),
  path: Type.Array(LinkSchema),
  parts: Type.Array(LinkSchema),
  sets: Type.Array(SetSchema),
  materials: Type.Array(MaterialSchema),
  classifications: Type.Array(ClassificationSchema),
  groups: Type.Array(LinkSchema),
  connectedTo: Type.Array(LinkSchema),
});
/** Everything about an element, as far as a panel shows it. */
export type ElementDetail = Static<typeof ElementSchema>;

/** Key of an element within its model: what follows the model's id in its asset's, `~` standing for `$`. */
function elementKeyOf({ id, layer }: Pick<Asset, "id" | "layer">): string {
  return id.slice(layer.length + 1).replaceAll("~", "$");
}

/** The element that an asset of a model's layer is. */
export function useElement(asset: Pick<Asset, "id" | "layer">) {
  return useQuery({
    queryKey: ["models", asset.layer, "element", asset.id],
    queryFn: ({ signal }): Promise<ElementDetail> => {
      const part = `/elements/${encodeURIComponent(elementKeyOf(asset))}`;
      return requestJson(modelPath(asset.layer, part), ElementSchema, { signal });
    },
  });
}
