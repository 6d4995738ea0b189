/** Of each value of a byte: what eight steps make of it. */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let register = byte;
  for (let step = 0; step < 8; step++) register = register & 1 ? (register >> 1) ^ 0xa001 : register >> 1;
  return register;
});

/**
 * Checksum of a data segment: register 0xFFFF at first; for each byte the register's *high* byte, exclusive-or the byte,
 * is the register, and eight steps with 0xA001 follow. Modbus takes the low byte there, so that its CRC is another one.
 *
 * Source: HJ 212-2017, appendix A.
 */
export function computeCrc(segment: Uint8Array): number {
  let register = 0xffff;
  for (const byte of segment) register = TABLE[(register >> 8) ^ byte] as number;
  return register;
}
