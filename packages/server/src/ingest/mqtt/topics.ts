/** Where an integrator's messages are, in MQTT 3.1.1. */
const ROOT = "shuicheng/v1";

/** The topics of one integrator. Its token's name is one level; what a level cannot hold is percent-encoded. */
export interface IntegratorTopics {
  /** Batches. Below it, one observation a message: `…/observations/<datastream>`. */
  readonly observations: string;
  /** Acknowledgements and refusals. */
  readonly results: string;
  /** `online`, `offline`: what a gateway says of itself, and its last will. */
  readonly status: string;
}

/** Topics of the integrator of this name. */
export function topicsOf(integrator: string): IntegratorTopics {
  const level = integrator.replace(/[%/+#\0]/g, (mark) => encodeURIComponent(mark));
  const own = `${ROOT}/${level}`;
  return { observations: `${own}/observations`, results: `${own}/results`, status: `${own}/status` };
}

/** The datastream that a topic names, "" for a batch, undefined where it is no topic of observations. */
export function findDatastreamIn(topic: string, { observations }: IntegratorTopics): string | undefined {
  if (!topic.startsWith(observations)) return undefined;
  if (topic.length === observations.length) return "";
  const isBelow = topic.charCodeAt(observations.length) === SLASH && topic.length > observations.length + 1;
  return isBelow ? topic.slice(observations.length + 1) : undefined;
}

const SLASH = 0x2f;
