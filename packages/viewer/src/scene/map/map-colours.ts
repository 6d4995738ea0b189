import type { ThemeName } from "../../client/view-store.ts";

/** Colours of the base map, sRGB `#RRGGBB`: greys and two quiet hues, never as strong as a pipe or a status. */
export interface MapColours {
  readonly ground: string;
  readonly block: string;
  /** Blocks of public buildings and of industry, told from dwellings by a shade. */
  readonly publicBlock: string;
  readonly workBlock: string;
  readonly water: string;
  /** Line along the water's edge, and the strip of land beside it. */
  readonly shore: string;
  readonly bank: string;
  readonly green: string;
  readonly plaza: string;
  readonly boundary: string;
  readonly road: string;
  readonly mainRoad: string;
  readonly casing: string;
  readonly lane: string;
  readonly railway: string;
}

/** The base map's colours by theme. */
export const MAP_COLOURS: Readonly<Record<ThemeName, MapColours>> = {
  night: {
    ground: "#1E262D",
    block: "#29333C",
    publicBlock: "#2F3842",
    workBlock: "#263039",
    water: "#1A4059",
    shore: "#3C6681",
    bank: "#22332F",
    green: "#27412F",
    plaza: "#2D3236",
    boundary: "#55636F",
    road: "#44525F",
    mainRoad: "#566675",
    casing: "#141A1F",
    lane: "#6A7884",
    railway: "#5A6772",
  },
  day: {
    ground: "#E4E8EB",
    block: "#EEF0F1",
    publicBlock: "#F1EEE9",
    workBlock: "#E6E8EC",
    water: "#AECDE0",
    shore: "#82AAC3",
    bank: "#D5E0CF",
    green: "#CBDFC4",
    plaza: "#F0EBE0",
    boundary: "#8894A0",
    road: "#FFFFFF",
    mainRoad: "#FFFFFF",
    casing: "#C3CBD2",
    lane: "#B4BEC7",
    railway: "#8E9AA5",
  },
};
