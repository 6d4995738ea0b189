import type { ReactNode } from "react";

const SHAPES = {
  search: <path d="M7 2a5 5 0 1 1 0 10A5 5 0 0 1 7 2zM11 11l3.5 3.5" />,
  pulse: <path d="M2 8h3l2-4 3 8 2-4h2" />,
  user: <path d="M8 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6M2.5 14.5c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5" />,
  eye: (
    <>
      <path d="M1 8c1.8-3 4-4.5 7-4.5S13.2 5 15 8c-1.8 3-4 4.5-7 4.5S2.8 11 1 8z" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  eyeOff: <path d="M1 8c1.8-3 4-4.5 7-4.5S13.2 5 15 8c-1.8 3-4 4.5-7 4.5S2.8 11 1 8zM2.5 2.5l11 11" />,
  lock: <path d="M3.5 7h9v7h-9zM5.5 7V4.8a2.5 2.5 0 0 1 5 0V7" />,
  close: <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />,
  home: <path d="M2 8l6-5.5L14 8M4 6.5V14h8V6.5" />,
  fold: <path d="M10 3L5 8l5 5" />,
  unfold: <path d="M6 3l5 5-5 5" />,
  file: <path d="M4 1.5h5l3 3v10H4zM9 1.5v3h3" />,
  replay: <path d="M3 3v4h4M3.3 7a5.5 5.5 0 1 1-.6 3M8 5.5V9l2.3 1.3" />,
  check: <path d="M3 8.4l3.4 3.4L13 4.8" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />,
  target: <path d="M8 1v4M8 11v4M1 8h4M11 8h4M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6" />,
  ruler: <path d="M2 11l9-9 3 3-9 9zM5 8l1.5 1.5M7.5 5.5L9 7M10 3l1.5 1.5" />,
  pointer: <path d="M3.5 2l9 5.2-4.2 1.2L6.4 13z" />,
  share: (
    <path d="M11.5 4.5 4.5 8l7 3.5M13 2.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3M3 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3M13 10.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3" />
  ),
  compass: <path d="M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M8 4l2 4H6zM8 12l-2-4" />,
  sun: (
    <path d="M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13" />
  ),
  moon: <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z" />,
  camera: <path d="M1.5 4.5h3l1.2-2h4.6l1.2 2h3v8.5h-13zM8 6a2.6 2.6 0 1 1 0 5.2A2.6 2.6 0 0 1 8 6" />,
  down: <path d="M3.5 6 8 10.5 12.5 6" />,
  up: <path d="M3.5 10 8 5.5 12.5 10" />,
  link: (
    <path d="M6.5 9.5l3-3M7 4.5l1.6-1.6a3 3 0 0 1 4.4 4.4L11.5 9M9 11.5l-1.6 1.6A3 3 0 0 1 3 8.7L4.5 7" />
  ),
  clock: <path d="M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 4.5V8l2.5 1.6" />,
  tools: <path d="M2 4.5h6M12 4.5h2M10 2.8v3.4M2 11.5h2M8 11.5h6M6 9.8v3.4" />,
  upload: <path d="M8 10.5v-8M4.8 5.5 8 2.3l3.2 3.2M2.5 10.5v3h11v-3" />,
  download: <path d="M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M2.5 10.5v3h11v-3" />,
  trash: <path d="M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4" />,
  model: <path d="M8 1.8 14 5v6l-6 3.2L2 11V5zM2 5l6 3.2L14 5M8 8.2v6" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  move: <path d="M8 1.5v13M1.5 8h13M6 3.5l2-2 2 2M6 12.5l2 2 2-2M3.5 6l-2 2 2 2M12.5 6l2 2-2 2" />,
  models: (
    <path d="M5.5 1.8 9 3.6v4L5.5 9.4 2 7.6v-4zM2 3.6l3.5 1.8L9 3.6M5.5 5.4v4M11 6.6l3 1.6v4L10.5 14 7 12.2v-2M7 10.2l3.5 1.8L14 8.2M10.5 12v2" />
  ),
  pin: (
    <path d="M8 14.5C5 11 3.5 8.7 3.5 6.5a4.5 4.5 0 0 1 9 0c0 2.2-1.5 4.5-4.5 8zM8 5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3" />
  ),
  pen: <path d="M2.5 13.5 3.3 10.5 10.8 3l2.2 2.2-7.5 7.5zM9.5 4.3l2.2 2.2" />,
  undo: <path d="M5.5 3 2.5 6l3 3M2.5 6h7a3.7 3.7 0 0 1 0 7.5H6" />,
  redo: <path d="M10.5 3l3 3-3 3M13.5 6h-7a3.7 3.7 0 0 0 0 7.5H10" />,
  edges: <path d="M2.5 5.5h8v8h-8zM2.5 5.5l3-3h8v8l-3 3M10.5 5.5l3-3" />,
  perspective: <path d="M2 3.5v9l12-2.5V6zM2 8h12M6 4.5v7M10 5.3v5.4" />,
  orthographic: <path d="M2 3.5h12v9H2zM2 8h12M6 3.5v9M10 3.5v9" />,
  walk: (
    <path d="M8.6 1.6a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4M8 5.5 6.8 9.3l2.2 2 .7 3.2M6.9 9.6 6 12l-1.7 2.4M8 5.5 5.5 6.9 4.9 9M8.2 5.8l1.6 2 2 .5" />
  ),
  section: <path d="M2 5.5 8 2l6 3.5v6L8 15l-6-3.5zM1 12 15 4" />,
  clash: <path d="M1.5 5h7v7h-7zM7 3.5h7.5v6H7M7 9.5v-6M8.5 9.5h-2" />,
  flip: <path d="M8 1.5v13M6 5 2.5 8 6 11zM10 5l3.5 3L10 11z" />,
  views: <path d="M4.5 4.5h9.5v7H4.5zM2 9.5v-7.5h9M6 10l2.3-2.6 1.5 1.6 1.2-1.2 1.6 2.2" />,
  arrow: <path d="M2.5 13.5 13 3M7.5 3H13v5.5" />,
  cloud: (
    <path d="M4.5 12.5a2.6 2.6 0 0 1-.3-5.1 3 3 0 0 1 4.6-2.9 2.7 2.7 0 0 1 3.9 2.6 2.7 2.7 0 0 1-.7 5.4z" />
  ),
  rectangle: <path d="M2.5 4h11v8.5h-11z" />,
  text: <path d="M3 5V3h10v2M8 3v10.5M6 13.5h4" />,
  storeys: <path d="M2.5 14.5v-12h7v12M9.5 7h4v7.5M1 14.5h14M5 5h2M5 8h2M5 11h2" />,
  shapes: <path d="M8 1.5 11.5 7h-7zM2 9.5h4.5V14H2zM11.5 9.3a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8" />,
  network: <path d="M6 1.5h4v4H6zM1.5 10.5h4v4h-4zM10.5 10.5h4v4h-4zM8 5.5V8M3.5 10.5V8h9v2.5" />,
  layers: <path d="M8 1.5 14.5 5 8 8.5 1.5 5zM1.5 8 8 11.5 14.5 8M1.5 11 8 14.5l6.5-3.5" />,
  tag: <path d="M2 2h5.5l6.5 6.5L8.5 14 2 7.5zM5 4.6h0" />,
  report: <path d="M4 3h8v11.5H4zM6 1.5h4v3H6zM6 9.2l1.5 1.5 2.7-3" />,
  keyboard: <path d="M1.5 4h13v8.5h-13zM4 6.8h0M6.7 6.8h0M9.3 6.8h0M12 6.8h0M4.5 10h7" />,
} satisfies Record<string, ReactNode>;

/** Names of the drawn icons. */
export type IconName = keyof typeof SHAPES;

/** A line icon in the text's colour. It is never alone: the words beside it or the button's label say the same. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}

/** The mark of the product: a city block within a ring of water. */
export function BrandMark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden="true">
      <circle cx="13" cy="13" r="11.5" fill="none" stroke="var(--text-secondary)" strokeWidth="2.5" />
      <rect x="8" y="8" width="10" height="10" fill="var(--text-primary)" />
      <path d="M13 8v10M8 13h10" stroke="var(--panel)" strokeWidth="1.4" />
    </svg>
  );
}
