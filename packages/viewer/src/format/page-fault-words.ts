import type { Language } from "./language.ts";

/** A failure in words for a person: what is wrong, and what to do about it. */
export interface FaultWords {
  readonly what: string;
  readonly todo: string;
}

/** Words for failures that only the page itself knows: the server was not reached, or what answered was not the server. */
export const PAGE_FAULT_WORDS = {
  "page/unreachable": {
    zh: { what: "连不上服务器", todo: "检查网络与服务器是否在运行，然后重试。" },
    en: {
      what: "The server cannot be reached",
      todo: "Check the network and that the server runs, then try again.",
    },
  },
  "page/unexpected-answer": {
    zh: { what: "收到的不是本系统的回答", todo: "检查地址与中间的代理服务器，然后重试。" },
    en: {
      what: "What answered is not this system",
      todo: "Check the address and any proxy in between, then try again.",
    },
  },
  "page/no-webgl": {
    zh: {
      what: "这个浏览器画不了三维场景（没有 WebGL 2）",
      todo: "打开硬件加速或换一个浏览器；各面板照常可用。",
    },
    en: {
      what: "This browser cannot draw the 3D scene (no WebGL 2)",
      todo: "Turn on hardware acceleration or use another browser; the panels work without it.",
    },
  },
  "page/file-gone": {
    zh: { what: "文件读不到了", todo: "它选中之后被移走、改过或所在的盘已断开；请重新选择。" },
    en: {
      what: "The file can no longer be read",
      todo: "It was moved or changed since it was chosen, or its drive is gone; choose it again.",
    },
  },
  "page/local-model-gone": {
    zh: { what: "这个文件只在原来的页面里打开过", todo: "它没有上传；请再次拖入文件，或上传到服务器。" },
    en: {
      what: "This file was open in another page only",
      todo: "It was never uploaded: drop the file again, or upload it.",
    },
  },
  "page/conversion-failed": {
    zh: { what: "浏览器里的转换出错停下了", todo: "再试一次；若仍出错，上传到服务器转换。" },
    en: {
      what: "The conversion in this browser failed and has stopped",
      todo: "Try again; if it fails again, upload the file for the server to convert.",
    },
  },
  "page/scene-failed": {
    zh: { what: "三维场景出错停下了", todo: "刷新页面；各面板照常可用。" },
    en: { what: "The 3D scene failed and has stopped", todo: "Reload the page; the panels work without it." },
  },
} as const satisfies Readonly<Record<`page/${string}`, Readonly<Record<Language, FaultWords>>>>;

/** Code of such a failure. */
export type PageFaultCode = keyof typeof PAGE_FAULT_WORDS;
