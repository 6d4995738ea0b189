/** Which city: the same order gives the same city, to the byte. */
export interface CityOrder {
  readonly seed: number;
  /** 1: about 20,000 buildings, 65,000 segments, 6,000 datastreams; 4: four times as many. */
  readonly scale: number;
}

/** The seed of the city that `npm start` shows. */
export const DEFAULT_SEED = 3715;
