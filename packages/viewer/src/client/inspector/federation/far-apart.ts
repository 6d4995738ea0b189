/** Models whose middles are further apart than this are hardly seen together, metres. */
export const FAR_APART_M = 5_000;
