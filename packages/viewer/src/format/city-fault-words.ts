import type { FaultCode } from "@shuicheng/shared/faults";
import type { Language } from "./language.ts";
import type { FaultWords } from "./page-fault-words.ts";

/** Words for what goes wrong with models, layers, assets and what people save of them. */
export const CITY_FAULT_WORDS: Readonly<
  Record<
    Extract<
      FaultCode,
      | `asset/${string}`
      | `annotation/${string}`
      | `basemap/${string}`
      | `layer/${string}`
      | `model/${string}`
      | `network/${string}`
      | `view/${string}`
      | `job/${string}`
    >,
    Readonly<Record<Language, FaultWords>>
  >
> = {
  "annotation/conflict": {
    zh: { what: "别人刚改过这条注记", todo: "先看看改成了什么，再保存一次。" },
    en: { what: "Somebody has just changed this annotation", todo: "Look at it first, then save once more." },
  },
  "annotation/too-many": {
    zh: { what: "注记已满", todo: "删掉不再用的注记。" },
    en: { what: "There are as many annotations as there may be", todo: "Delete some that are of no use." },
  },
  "annotation/unknown": {
    zh: { what: "没有这条注记", todo: "它可能已被删除。" },
    en: { what: "There is no such annotation", todo: "It may have been deleted." },
  },
  "asset/unknown": {
    zh: { what: "没有这个资产", todo: "它可能已随新修订删除；请重新搜索。" },
    en: { what: "There is no such asset", todo: "A newer revision may have removed it; search again." },
  },
  "basemap/none": {
    zh: { what: "这座城市没有底图", todo: "地面以方格网代替；示范城市自带底图。" },
    en: {
      what: "This city has no base map",
      todo: "A grid lies on the ground instead; the demo city brings its own map.",
    },
  },
  "job/cancelled": {
    zh: { what: "任务已取消", todo: "什么都没有发布；需要时请重新提交。" },
    en: { what: "The job was cancelled", todo: "Nothing was published; submit it again if it is needed." },
  },
  "job/interrupted": {
    zh: { what: "服务器停止时任务尚未完成", todo: "在任务列表中重新开始；文件还在，不必再传。" },
    en: {
      what: "The server stopped before the job was done",
      todo: "Start it again in the list of jobs; its file is still there.",
    },
  },
  "job/not-restartable": {
    zh: { what: "这个任务不能重新开始", todo: "重新上传文件。" },
    en: { what: "This job cannot be started again", todo: "Upload the file again." },
  },
  "job/unknown": {
    zh: { what: "没有这个任务", todo: "它可能已随服务器重启结束；请重新提交。" },
    en: { what: "There is no such job", todo: "A restart may have ended it; submit it again." },
  },
  "layer/unknown": {
    zh: { what: "没有这个图层", todo: "它可能已被删除；请刷新页面。" },
    en: { what: "There is no such layer", todo: "It may have been removed; reload the page." },
  },
  "model/archive-too-large": {
    zh: { what: "压缩包解开后过大，或文件过多", todo: "只打包一个 IFC 文件，或直接上传 .ifc。" },
    en: {
      what: "The archive unpacks to too much",
      todo: "Pack one IFC file only, or upload the .ifc as it is.",
    },
  },
  "model/broken-archive": {
    zh: {
      what: "压缩包读不出来",
      todo: "检查它能否在本机解开、是否加密、是否只有一个 IFC 文件，再重新上传。",
    },
    en: {
      what: "The archive cannot be read",
      todo: "See whether it unpacks here, is not encrypted and holds one IFC file; then upload it again.",
    },
  },
  "model/busy": {
    zh: { what: "这个模型正在处理中", todo: "等它的任务结束，或先取消那个任务。" },
    en: { what: "The model is being worked on", todo: "Wait until its job has ended, or cancel that first." },
  },
  "model/duplicate": {
    zh: { what: "同一个文件已经导入过", todo: "打开已有的模型；确实要再导入一次，就选“仍然导入”。" },
    en: {
      what: "The same file was imported before",
      todo: "Open the model that is there, or choose to import it again.",
    },
  },
  "model/invalid-placement": {
    zh: {
      what: "模型的位置或坐标系给得不对",
      todo: "位置写成 经度,纬度[,高程[,方位角]]，坐标系写成 EPSG:4549 这样的编号。",
    },
    en: {
      what: "The model's place or coordinate system is not valid",
      todo: "Write the place as lon,lat[,height[,heading]] and the system as a code such as EPSG:4549.",
    },
  },
  "model/not-ifc": {
    zh: { what: "这不是 IFC 文件", todo: "请用 .ifc（STEP 格式）或其 .ifczip。" },
    en: { what: "This is no IFC file", todo: "Use an .ifc (STEP) file or an .ifczip of one." },
  },
  "model/too-demanding": {
    zh: { what: "转换超出了时间或内存的限度", todo: "按专业或楼层把模型拆成几个文件再导入。" },
    en: {
      what: "The conversion went beyond its limits of time or memory",
      todo: "Split the model by discipline or storey and import the parts.",
    },
  },
  "model/unknown": {
    zh: { what: "没有这个模型", todo: "它可能已被删除；请刷新页面。" },
    en: { what: "There is no such model", todo: "It may have been removed; reload the page." },
  },
  "model/unknown-element": {
    zh: { what: "模型里没有这个构件", todo: "新版本可能已删去它；请刷新页面。" },
    en: {
      what: "The model has no such element",
      todo: "A newer revision may have removed it; reload the page.",
    },
  },
  "model/unreadable": {
    zh: { what: "IFC 文件有错，读不出来", todo: "按所列的行号或 #号 改正，或从建模软件重新导出。" },
    en: { what: "The IFC file has errors", todo: "Mend the line or #id named, or export it again." },
  },
  "network/invalid-placement": {
    zh: { what: "管网的位置给得不对", todo: "写成 --place 经度,纬度[,高程,方位角]。" },
    en: { what: "The place of the network is not valid", todo: "Write --place lon,lat[,height,heading]." },
  },
  "network/unreadable": {
    zh: { what: "管网文件有错，读不出来", todo: "按所列的文件、行号与原因改正后重新导入。" },
    en: { what: "The network file has errors", todo: "Mend the lines named and import it again." },
  },
  "network/unsupported-format": {
    zh: { what: "不支持这种文件", todo: "请用 EPANET 的 .inp 文件。" },
    en: { what: "This kind of file is not supported", todo: "Use an EPANET .inp file." },
  },
  "view/conflict": {
    zh: { what: "别人刚改过这个视图", todo: "先看看改了什么，再改一次，或另存为新视图。" },
    en: {
      what: "Somebody has just changed this view",
      todo: "Look at it first and change it again, or save yours as a new view.",
    },
  },
  "view/too-many": {
    zh: { what: "这个模型的视图已满", todo: "删掉不再用的视图。" },
    en: { what: "This model has as many views as it may", todo: "Delete views that are no longer used." },
  },
  "view/unknown": {
    zh: { what: "没有这个视图", todo: "它可能已被删除；请刷新列表。" },
    en: { what: "There is no such view", todo: "It may have been deleted; read the list again." },
  },
};
