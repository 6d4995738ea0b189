import type { Model } from "@shuicheng/shared/contracts";
import { type QueryClient, QueryObserver } from "@tanstack/react-query";
import { modelsQuery } from "../client/model-queries.ts";

/** What is known of the models behind layers. */
interface ModelWatch {
  /** Undefined until it is read, and for a layer that is no model. */
  find(layer: string): Model | undefined;
  /** Reads them, and again when they change, while there are any. */
  follow(areThereAny: boolean): void;
  end(): void;
}

/** Follows the models; `onChange` is told when they are others. */
export function watchModels(queries: QueryClient, onChange: () => void): ModelWatch {
  let models: readonly Model[] = queries.getQueryData(modelsQuery.queryKey) ?? [];
  const observer = new QueryObserver(queries, { ...modelsQuery, enabled: false });
  const leave = observer.subscribe(({ data }) => {
    if (!data || data === models) return;
    models = data;
    onChange();
  });
  return {
    find: (layer) => models.find((model) => model.layer === layer),
    follow: (areThereAny) => observer.setOptions({ ...modelsQuery, enabled: areThereAny }),
    end: leave,
  };
}
