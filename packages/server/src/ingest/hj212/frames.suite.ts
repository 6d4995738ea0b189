/** The standard's checksum as its appendix A has it, step by step: the encoder of the tests shares nothing with the server. */
function checksum(segment: string): string {
  let register = 0xffff;
  for (const byte of Buffer.from(segment, "latin1")) {
    register = (register >> 8) ^ byte;
    for (let step = 0; step < 8; step++) {
      const low = register & 1;
      register >>= 1;
      if (low) register ^= 0xa001;
    }
  }
  return register.toString(16).toUpperCase().padStart(4, "0");
}

/** Puts a data segment into a frame. */
export function frame(segment: string): string {
  return `##${String(segment.length).padStart(4, "0")}${segment}${checksum(segment)}\r\n`;
}

/** A data segment of the station `MN1`, as the standard has it. */
export function segment(
  cp: string,
  {
    qn = "20261123194500123",
    cn = "2011",
    pw = "123456",
    mn = "MN1",
    flag = "5",
  }: Partial<Record<"qn" | "cn" | "pw" | "mn" | "flag", string>> = {},
): string {
  return `QN=${qn};ST=31;CN=${cn};PW=${pw};MN=${mn};Flag=${flag};CP=&&${cp}&&`;
}

/** HJ 212-2017, clause 6.3.1 and appendix A: the frame that the standard computes its checksum for. */
export const STANDARD_FRAME =
  "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n";

/** HJ 212-2017, appendix C: the answer to delivered data, with its checksum as other implementations compute it. */
export const STANDARD_ANSWER =
  "##0087QN=20160801085000001;ST=91;CN=9014;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&&&C241\r\n";

/** Of a waste-water station with times of its samples. Source: the tests of fox-tech's hj212_2017 decoder. */
export const WATER_FRAME =
  "##0457QN=20210320163101890;ST=32;CN=2011;PW=123456;MN=81733553213013;Flag=4;CP=&&DataTime=20210320013400;w00000-Rtd=181.682,w00000-Flag=N;w21001-SampleTime=20210320005400,w21001-Rtd=45.160,w21001-Flag=N;w21011-SampleTime=20210320013400,w21011-Rtd=1.970,w21011-Flag=N;w21003-SampleTime=20210320013400,w21003-Rtd=53.131,w21003-Flag=N;w01018-SampleTime=20210320013400,w01018-Rtd=194.200,w01018-Flag=N;w01001-SampleTime=20210320013406,w01001-Rtd=7.496,w01001-Flag=N&&6E80\r\n";

/** Of an air station that puts its marks first. Source: the tests of zqgx' moniter-center. */
export const AIR_FRAME =
  "##0344QN=20220928142812336;ST=22;CN=2011;PW=123456;MN=JSRCTD000YD107;Flag=5;CP=&&DataTime=20220928142812;l01001-Flag=N,l01001-Rtd=119.90287;l01002-Flag=N,l01002-Rtd=32.48505;a34002-Rtd=5,a34002-Flag=N;a34004-Rtd=4,a34004-Flag=N;a21026-Rtd=22.25,a21026-Flag=N;a21004-Rtd=22.7,a21004-Flag=N;a21005-Rtd=0.36,a21005-Flag=N;a05024-Rtd=8.82,a05024-Flag=N&&9241\r\n";
