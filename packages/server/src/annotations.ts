import { randomUUID } from "node:crypto";
import { type Annotation, MAX_ANNOTATIONS } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import type { AnnotationQueries } from "./http/annotation-queries.ts";
import type { Registry } from "./registry/registry.ts";

/** How long a deletion can be taken back: whoever deleted the wrong one sees it within the day. */
const KEPT_AFTER_DELETION_MS = 86_400_000;

/** What annotations need besides the registry. */
export interface AnnotationNeeds {
  now(): number;
  /** Told after each change, which is on disk by then. */
  onChange(changed: Pick<Annotation, "datastreams" | "asset">): void;
  /** Most there may be. */
  readonly most?: number;
}

/** Annotations of charts as the routes ask for them. */
export function createAnnotations(
  registry: Pick<Registry, "annotations" | "assets" | "datastreams">,
  { now, onChange, most = MAX_ANNOTATIONS }: AnnotationNeeds,
): AnnotationQueries {
  const { annotations } = registry;

  function require(id: string): Annotation {
    const annotation = annotations.find(id);
    if (!annotation) throw new Fault("annotation/unknown", `there is no annotation ${id}`, { id });
    return annotation;
  }

  /** After a change that was refused: the annotation is gone, or another's change came first. */
  function conflictOf(id: string, seen: number): Fault {
    const { version } = require(id);
    const words = `annotation ${id} was changed since version ${seen}: it is version ${version} now`;
    return new Fault("annotation/conflict", words, { id, version });
  }

  function requireRoom(): void {
    if (annotations.count() < most) return;
    throw new Fault("annotation/too-many", `there are ${most} annotations, which is the most`, {
      limit: most,
    });
  }

  function requireSubjects(datastreams: readonly string[], asset: string | null): void {
    for (const id of datastreams) {
      if (!registry.datastreams.find(id))
        throw new Fault("datastream/unknown", `there is no datastream ${id}`, { id });
    }
    if (asset !== null && !registry.assets.find(asset))
      throw new Fault("asset/unknown", `there is no asset ${asset}`, { id: asset });
  }

  const told = (annotation: Annotation): Annotation => {
    onChange(annotation);
    return annotation;
  };

  return {
    list({ after, limit, ...query }) {
      const found = annotations.list({ ...query, before: after, limit: limit + 1 });
      const items = found.slice(0, limit);
      return {
        items: items.map(({ annotation }) => annotation),
        next: found.length > limit ? items.at(-1)?.number : undefined,
      };
    },
    find: require,
    add(content, by) {
      requireSubjects(content.datastreams, content.asset);
      requireRoom();
      const id = randomUUID();
      annotations.add(id, content, { by, atMs: now() });
      return told(require(id));
    },
    change(id, version, { span, text }, by) {
      const before = require(id);
      const content = { ...before, ...span, text: text ?? before.text };
      if (!annotations.change(id, version, content, { by, atMs: now() })) throw conflictOf(id, version);
      return told(require(id));
    },
    remove(id, version) {
      const before = require(id);
      if (!annotations.remove(id, version, now())) throw conflictOf(id, version ?? before.version);
      annotations.forget(now() - KEPT_AFTER_DELETION_MS);
      onChange(before);
    },
    restore(id) {
      const inUse = annotations.find(id);
      if (inUse) return inUse;
      requireRoom();
      annotations.restore(id);
      return told(require(id));
    },
  };
}
