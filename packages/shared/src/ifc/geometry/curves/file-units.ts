/** What the numbers of a file's geometry mean. */
export interface FileUnits {
  /** Metres of its unit of length. */
  readonly lengthM: number;
  /** Radians of its unit of plane angle. */
  readonly angleRad: number;
}
