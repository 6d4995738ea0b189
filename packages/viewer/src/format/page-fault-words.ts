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
  "page/tiles-gone": {
    zh: {
      what: "服务器上没有这个模型的瓦片了",
      todo: "构件树和属性照常可用；在模型页再上传一次这个文件，瓦片就会重新生成。",
    },
    en: {
      what: "The server no longer has the tiles of this model",
      todo: "Tree and properties work as ever; upload the file again on the models page to have the tiles made anew.",
    },
  },
  "page/local-model-gone": {
    zh: {
      what: "本机的文件要重新打开",
      todo: "它没有上传，页面刷新后就没有了：用“在本机打开…”再选一次，或把文件拖到这里。",
    },
    en: {
      what: "Files of this machine must be opened again",
      todo: "It was never uploaded and is gone when the page is loaded anew: choose it with “Open here…”, or drop it here.",
    },
  },
  "page/no-storage": {
    zh: { what: "浏览器不肯保存", todo: "关掉隐私模式或清出空间再试；或把视图导出成文件。" },
    en: {
      what: "This browser keeps nothing",
      todo: "Leave private browsing or free some space and try again, or export the views to a file.",
    },
  },
  "page/no-views-file": {
    zh: { what: "这不是视图文件", todo: "请用“导出”得到的 .views.json 文件。" },
    en: { what: "This is no file of views", todo: "Use a .views.json file that “Export” wrote." },
  },
  "page/conversion-failed": {
    zh: { what: "浏览器里的转换出错停下了", todo: "再试一次；若仍出错，上传到服务器转换。" },
    en: {
      what: "The conversion in this browser failed and has stopped",
      todo: "Try again; if it fails again, upload the file for the server to convert.",
    },
  },
  "page/graphics-lost": {
    zh: { what: "图形设备停了", todo: "等画面恢复，再试一次；太大的图换一个较小的尺寸。" },
    en: {
      what: "The graphics device has stopped",
      todo: "Wait for the picture to come back and try again, a large one at a smaller size.",
    },
  },
  "page/picture-too-large": {
    zh: { what: "浏览器画不了这么大的图", todo: "选一个较小的尺寸，或较低的分辨率。" },
    en: {
      what: "This browser cannot hold a picture of this size",
      todo: "Choose a smaller size or a lower resolution.",
    },
  },
  "page/outdated": {
    zh: { what: "服务器上的页面已经更新", todo: "刷新页面，用新的一版继续；只在本页打开的文件要重新打开。" },
    en: {
      what: "The server has a newer version of this page",
      todo: "Reload the page to go on with it; files that are open in this page only must be opened again.",
    },
  },
  "page/part-missing": {
    zh: { what: "页面的这一部分没有取到", todo: "检查网络与服务器是否在运行，然后刷新页面。" },
    en: {
      what: "This part of the page could not be loaded",
      todo: "Check the network and that the server runs, then reload the page.",
    },
  },
  "page/scene-failed": {
    zh: { what: "三维场景出错停下了", todo: "刷新页面；各面板照常可用。" },
    en: { what: "The 3D scene failed and has stopped", todo: "Reload the page; the panels work without it." },
  },
} as const satisfies Readonly<Record<`page/${string}`, Readonly<Record<Language, FaultWords>>>>;

/** Code of such a failure. */
export type PageFaultCode = keyof typeof PAGE_FAULT_WORDS;
