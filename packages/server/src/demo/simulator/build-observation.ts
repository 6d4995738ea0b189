import type { ObservationInput } from "@shuicheng/shared/contracts";
import type { CityModel, Reading } from "./city-model.ts";
import type { Subject } from "./subject.ts";

/** What a datastream shows at a moment (the quiet city's reading unless given), as it is sent. */
export function buildObservation(
  model: CityModel,
  index: number,
  timeMs: number,
  reading: Reading = model.readingAt(index, timeMs),
): ObservationInput {
  const { id, resultType } = model.subjects[index] as Subject;
  const result = resultType === "boolean" ? reading.result >= 0.5 : reading.result;
  return {
    datastream: id,
    time: timeMs,
    result,
    ...(reading.quality === "good" ? {} : { quality: reading.quality }),
  };
}
