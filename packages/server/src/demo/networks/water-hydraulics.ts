/** A pipe of a hydraulic model, by node numbers. */
export interface ModelPipe {
  readonly from: number;
  readonly to: number;
  readonly lengthM: number;
  /** Inner diameter, mm. */
  readonly diameterMm: number;
  /** Hazen–Williams coefficient. */
  readonly roughness: number;
}

/** What is asked: a connected network with at least one fixed head. */
export interface HydraulicModel {
  readonly pipes: readonly ModelPipe[];
  /** Demand by node, L/s. */
  readonly demandLS: Float64Array;
  /** Heads that are given, metres, by node. */
  readonly fixedHeadM: ReadonlyMap<number, number>;
}

/** Steady state: heads by node and flows by pipe (positive from `from` to `to`). */
export interface SteadyState {
  readonly headM: Float64Array;
  readonly flowLS: Float64Array;
}

/** Exponent of Hazen–Williams. */
const N = 1.852;

/** Head loss of a pipe, metres, at a flow in L/s. Source: Hazen–Williams in SI, 10.67 L Q^1.852 C^-1.852 d^-4.8704. */
export function headLossM(pipe: Omit<ModelPipe, "from" | "to">, flowLS: number): number {
  return resistance(pipe) * Math.abs(flowLS) ** (N - 1) * flowLS;
}

/** Mean velocity, m/s, of a flow in L/s through an inner diameter in mm. */
export function velocityMS(flowLS: number, diameterMm: number): number {
  return Math.abs(flowLS) / 1000 / ((Math.PI / 4) * (diameterMm / 1000) ** 2);
}

/** Flows change by less than this share of their sum: solved. */
const ACCURACY = 1e-4;
const MOST_ROUNDS = 60;

/**
 * Solves heads and flows by the global gradient method (Todini and Pilati 1988, EPANET's own), the linear systems by
 * conjugate gradients. Meant for networks of some thousand nodes with loops; long chains converge slowly.
 *
 * @throws {RangeError} when it does not settle, as for nodes without a way to a fixed head.
 */
export function solveSteadyState(model: HydraulicModel): SteadyState {
  const { pipes, demandLS, fixedHeadM } = model;
  const headM = new Float64Array(demandLS.length).fill(Math.max(...fixedHeadM.values()));
  for (const [node, head] of fixedHeadM) headM[node] = head;
  const resistances = pipes.map(resistance);
  const flowLS = Float64Array.from(
    pipes,
    (pipe) => 1000 * (Math.PI / 4) * (pipe.diameterMm / 1000) ** 2 * 0.3,
  );
  const ease = new Float64Array(pipes.length);
  const ends = {
    from: Int32Array.from(pipes, ({ from }) => from),
    to: Int32Array.from(pipes, ({ to }) => to),
  };
  const isFixed = new Uint8Array(headM.length);
  for (const node of fixedHeadM.keys()) isFixed[node] = 1;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wanted = demandLS.map((demand) => -demand);
    pipes.forEach(({ from, to }, k) => {
      const flow = flowLS[k] as number;
      // dh/dQ, kept off zero so that a still pipe does not make the system singular.
      const slope = N * (resistances[k] as number) * Math.max(Math.abs(flow), LEAST_FLOW_LS) ** (N - 1);
      ease[k] = 1 / slope;
      const carried = flow * (1 - 1 / N);
      wanted[from] = (wanted[from] as number) - carried;
      wanted[to] = (wanted[to] as number) + carried;
    });
    solveHeads(ends, ease, wanted, isFixed, headM);
    let change = 0;
    let sum = 0;
    pipes.forEach(({ from, to }, k) => {
      const before = flowLS[k] as number;
      const drop = (headM[from] as number) - (headM[to] as number);
      const after = before * (1 - 1 / N) + (ease[k] as number) * drop;
      flowLS[k] = after;
      change += Math.abs(after - before);
      sum += Math.abs(after);
    });
    // A network that stands still settles by what no meter shows.
    if (change <= ACCURACY * sum + LEAST_FLOW_LS) return { headM, flowLS };
  }
  throw new RangeError("the network does not settle: some of it may have no way to a source");
}

const LEAST_FLOW_LS = 1e-3;

function resistance({ lengthM, diameterMm, roughness }: Omit<ModelPipe, "from" | "to">): number {
  // 10.67 for m³/s; the flow is in L/s.
  return (10.67 * lengthM) / (roughness ** N * (diameterMm / 1000) ** 4.8704) / 1000 ** N;
}

/** Conjugate gradients stop when the residual has shrunk this much: each round of flows only needs a better head. */
const SHRINK = 1e-10;

/** Conjugate gradients with the diagonal as preconditioner on Σ ease (h_i − h_j) = wanted, started from the last heads. */
function solveHeads(
  ends: Ends,
  ease: Float64Array,
  wanted: Float64Array,
  isFixed: Uint8Array,
  headM: Float64Array,
): void {
  const count = headM.length;
  const diagonal = new Float64Array(count);
  for (let k = 0; k < ease.length; k++) {
    for (const node of [ends.from[k] as number, ends.to[k] as number]) {
      diagonal[node] = (diagonal[node] as number) + (ease[k] as number);
    }
  }
  const product = new Float64Array(count);
  multiply(ends, ease, headM, product);
  const residual = wanted.map((value, i) => (isFixed[i] ? 0 : value - (product[i] as number)));
  const relaxed = residual.map((value, i) => (isFixed[i] ? 0 : value / (diagonal[i] as number)));
  const step = relaxed.slice();
  let strength = dot(residual, relaxed);
  const goal = strength * SHRINK;
  for (let i = 0; i < 20 * count && strength > goal && strength > LEAST_STRENGTH; i++) {
    multiply(ends, ease, step, product);
    // The step is zero at fixed nodes, so they do not count.
    const reach = strength / dot(step, product);
    for (let j = 0; j < count; j++) {
      if (isFixed[j]) continue;
      headM[j] = (headM[j] as number) + reach * (step[j] as number);
      residual[j] = (residual[j] as number) - reach * (product[j] as number);
      relaxed[j] = (residual[j] as number) / (diagonal[j] as number);
    }
    const before = strength;
    strength = dot(residual, relaxed);
    for (let j = 0; j < count; j++)
      step[j] = (relaxed[j] as number) + (strength / before) * (step[j] as number);
  }
}

/** Less than this is nothing: L/s times metres. */
const LEAST_STRENGTH = 1e-14;

/** Nodes of pipes, by pipe. */
interface Ends {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** What flows out of each node under heads: Σ ease (h_i − h_j). */
function multiply({ from, to }: Ends, ease: Float64Array, head: Float64Array, out: Float64Array): void {
  out.fill(0);
  for (let k = 0; k < ease.length; k++) {
    const [a, b] = [from[k] as number, to[k] as number];
    const flow = (ease[k] as number) * ((head[a] as number) - (head[b] as number));
    out[a] = (out[a] as number) + flow;
    out[b] = (out[b] as number) - flow;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
