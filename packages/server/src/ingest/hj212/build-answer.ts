import { computeCrc } from "./crc.ts";
import type { Hj212Message } from "./read-segment.ts";

/** Answer to delivered data, and to a notice. */
const [DATA_ANSWER, NOTICE_ANSWER] = ["9014", "9013"];
/** System code of what one side says to the other about the exchange itself. */
const INTERACTION = "91";

/**
 * Builds the frame that a delivery is answered with: its own request number, station and password, and the version bits of its Flag.
 *
 * Source: HJ 212-2017, appendix C: `QN=…;ST=91;CN=9014;PW=…;MN=…;Flag=4;CP=&&&&`.
 *
 * @returns undefined for what is an answer itself, or a command that stations do not send.
 */
export function buildAnswer({ qn, cn, pw, mn, version }: Hj212Message): string | undefined {
  const answer = cn.startsWith("1") ? NOTICE_ANSWER : /^[23]/.test(cn) ? DATA_ANSWER : undefined;
  if (answer === undefined) return undefined;
  return encodeFrame(
    `QN=${qn};ST=${INTERACTION};CN=${answer};PW=${pw};MN=${mn};Flag=${version << 2};CP=&&&&`,
  );
}

function encodeFrame(segment: string): string {
  const crc = computeCrc(Buffer.from(segment, "latin1")).toString(16).toUpperCase().padStart(4, "0");
  return `##${String(segment.length).padStart(4, "0")}${segment}${crc}\r\n`;
}
