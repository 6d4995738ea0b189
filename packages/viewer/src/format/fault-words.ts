import type { FaultCode } from "@shuicheng/shared/faults";
import type { Language } from "./language.ts";
import { type FaultWords, PAGE_FAULT_WORDS, type PageFaultCode } from "./page-fault-words.ts";

/** In a message: where in the file something is wrong. */
const PLACE = /\bline \d|#\d/;
/** Nothing can be mended where no place is named. */
const EXPORT_AGAIN: Readonly<Record<Language, string>> = {
  zh: "请从建模软件重新导出。",
  en: "Export it again from the program that made it.",
};

/**
 * Words for a code. A code this version does not know (a newer server) gets general words: the code itself is
 * always shown beside them.
 *
 * @param message Stands beside the words; whether it names a place in the file decides on what there is to do.
 */
export function findFaultWords(code: string, language: Language, message?: string): FaultWords {
  if (!Object.hasOwn(FAULT_WORDS, code)) return UNKNOWN_FAULT[language];
  const words = FAULT_WORDS[code as FaultCode | PageFaultCode][language];
  const isPlaceMissing = code === "model/unreadable" && message !== undefined && !PLACE.test(message);
  return isPlaceMissing ? { ...words, todo: EXPORT_AGAIN[language] } : words;
}

const UNKNOWN_FAULT: Readonly<Record<Language, FaultWords>> = {
  zh: { what: "出现此版本页面不认识的错误", todo: "刷新页面；若仍出现，把代码告诉管理员。" },
  en: {
    what: "An error this version of the page does not know",
    todo: "Reload the page; if it stays, give the code to your administrator.",
  },
};

/** One entry for every code there is: a code without words does not compile. */
export const FAULT_WORDS: Readonly<
  Record<FaultCode | PageFaultCode, Readonly<Record<Language, FaultWords>>>
> = {
  "access/forbidden": {
    zh: { what: "您没有这项权限", todo: "换一个有权限的账号登录，或请管理员授权。" },
    en: { what: "You may not do this", todo: "Sign in with an account that may, or ask your administrator." },
  },
  "access/invalid-credentials": {
    zh: { what: "用户名或密码不对", todo: "检查大小写后重试。首次启动的密码印在服务器的终端里。" },
    en: {
      what: "The user name or the password is wrong",
      todo: "Check upper and lower case and try again. The first password was printed in the server's terminal.",
    },
  },
  "access/too-many-attempts": {
    zh: { what: "尝试次数过多，暂时锁定", todo: "等几分钟再试。" },
    en: { what: "Too many attempts; locked for now", todo: "Wait a few minutes and try again." },
  },
  "access/unauthenticated": {
    zh: { what: "尚未登录，或登录已过期", todo: "请登录。" },
    en: { what: "Not signed in, or the session has ended", todo: "Sign in." },
  },
  "basemap/none": {
    zh: { what: "这座城市没有底图", todo: "地面以方格网代替；示范城市自带底图。" },
    en: {
      what: "This city has no base map",
      todo: "A grid lies on the ground instead; the demo city brings its own map.",
    },
  },
  "asset/unknown": {
    zh: { what: "没有这个资产", todo: "它可能已随新修订删除；请重新搜索。" },
    en: { what: "There is no such asset", todo: "A newer revision may have removed it; search again." },
  },
  "codec/corrupt": {
    zh: { what: "收到的数据已损坏", todo: "刷新页面；若仍出现，检查中间的代理服务器。" },
    en: {
      what: "The data received is damaged",
      todo: "Reload the page; if it stays, check any proxy in between.",
    },
  },
  "codec/unsupported-version": {
    zh: { what: "服务器比此页面新", todo: "刷新页面以载入新版本。" },
    en: { what: "The server is newer than this page", todo: "Reload the page to load the new version." },
  },
  "config/invalid-value": {
    zh: { what: "服务器设置的值不对", todo: "按终端里的提示改正设置后重新启动。" },
    en: {
      what: "A server setting has a wrong value",
      todo: "Correct it as the terminal says and start again.",
    },
  },
  "config/port-in-use": {
    zh: { what: "端口已被占用", todo: "用 --port 换一个端口，或关掉占用它的程序。" },
    en: {
      what: "The port is in use",
      todo: "Choose another with --port, or stop the program that holds it.",
    },
  },
  "config/unknown-setting": {
    zh: { what: "服务器不认识这个设置", todo: "按终端里列出的名称改正后重新启动。" },
    en: {
      what: "The server does not know this setting",
      todo: "Use a name the terminal lists and start again.",
    },
  },
  "connector/failed": {
    zh: { what: "对方系统没有给出可用的数据", todo: "检查地址、请求头与对方服务；详细信息说明了原因。" },
    en: {
      what: "The other system gave no usable answer",
      todo: "Check the address, the headers and that system; the details say why.",
    },
  },
  "data/locked": {
    zh: { what: "数据目录正被另一个进程使用", todo: "先停掉那个进程，或换一个 --data 目录。" },
    en: {
      what: "Another process holds the data folder",
      todo: "Stop it first, or use another --data folder.",
    },
  },
  "data/newer-version": {
    zh: { what: "数据目录由更新的版本写成", todo: "改用那个版本的程序；数据未被改动。" },
    en: {
      what: "The data folder was written by a newer version",
      todo: "Run that version; the data is untouched.",
    },
  },
  "data/unreadable": {
    zh: { what: "数据无法读取", todo: "检查磁盘与目录权限；必要时从备份恢复。" },
    en: {
      what: "The data cannot be read",
      todo: "Check the disk and its permissions; restore a backup if need be.",
    },
  },
  "datastream/unknown": {
    zh: { what: "没有这个数据流", todo: "它可能已被删除；请重新选择资产。" },
    en: { what: "There is no such datastream", todo: "It may have been removed; select the asset again." },
  },
  "ingest/batch-too-large": {
    zh: { what: "一批观测值太多", todo: "每批不超过 5,000 条。" },
    en: { what: "Too many observations in one batch", todo: "Send at most 5,000 a batch." },
  },
  "ingest/busy": {
    zh: { what: "服务器正忙，没有收下这一批", todo: "按 retryAfterMs 稍候再发。" },
    en: { what: "The server is busy and did not take the batch", todo: "Send it again after retryAfterMs." },
  },
  "ingest/conflict": {
    zh: { what: "同一时刻已有不同的值", todo: "已存的值不变；检查来源为何对同一时刻给出两个值。" },
    en: {
      what: "A different value is stored for this time",
      todo: "The stored value stays; find out why the source gives two values for one time.",
    },
  },
  "ingest/empty-batch": {
    zh: { what: "这一批没有观测值", todo: "至少发送一条。" },
    en: { what: "The batch is empty", todo: "Send at least one observation." },
  },
  "ingest/invalid-quality": {
    zh: { what: "质量标记不对", todo: "写成 good、uncertain 或 bad。" },
    en: { what: "The quality is not a known one", todo: "Write good, uncertain or bad." },
  },
  "ingest/invalid-result": {
    zh: { what: "值不是有限的数", todo: "不要发送 NaN 或无穷大；没有读数时不发送，或标为 bad。" },
    en: {
      what: "The value is not a finite number",
      todo: "Send no NaN or infinity; send nothing, or mark it bad.",
    },
  },
  "ingest/invalid-time": {
    zh: { what: "时间没有时区或格式不对", todo: "写成 2026-11-22T22:41:07+08:00，或毫秒时间戳。" },
    en: {
      what: "The time has no zone or a wrong form",
      todo: "Write 2026-11-22T22:41:07+08:00, or epoch milliseconds.",
    },
  },
  "ingest/malformed-payload": {
    zh: { what: "消息的结构不对", todo: "对照 PROTOCOL.md 改正。" },
    en: { what: "The message has a wrong shape", todo: "Compare it with PROTOCOL.md." },
  },
  "ingest/quota-exceeded": {
    zh: { what: "超出该令牌的配额", todo: "按 retryAfterMs 稍候再发；确实需要更多时，请管理员提高配额。" },
    en: {
      what: "The token's quota is used up",
      todo: "Send again after retryAfterMs; where more is needed, an administrator raises the quota.",
    },
  },
  "ingest/storage-full": {
    zh: { what: "服务器的磁盘已满，没有接收", todo: "腾出磁盘空间后重发；已确认的数据都在。" },
    en: {
      what: "The server's disk is full; nothing was taken",
      todo: "Make room on the disk and send again; what was acknowledged is there.",
    },
  },
  "ingest/time-in-future": {
    zh: { what: "时间超前服务器五分钟以上", todo: "校准数据源的时钟。" },
    en: { what: "The time is more than five minutes ahead", todo: "Set the clock of the source." },
  },
  "ingest/time-too-old": {
    zh: { what: "时间早于保存期限", todo: "只补发保存期限内的数据。" },
    en: { what: "The time is older than what is kept", todo: "Send only what lies within the retention." },
  },
  "ingest/unavailable": {
    zh: { what: "暂时不能接收观测值", todo: "稍候重试；若仍出现，查看服务器日志与磁盘空间。" },
    en: {
      what: "Observations cannot be taken now",
      todo: "Try again; if it stays, see the server's log and disk space.",
    },
  },
  "ingest/unknown-category": {
    zh: { what: "不是此数据流登记的类别", todo: "先登记该类别，或改用已登记的。" },
    en: {
      what: "Not a category of this datastream",
      todo: "Register the category first, or use one that is.",
    },
  },
  "ingest/unknown-datastream": {
    zh: { what: "数据流尚未登记", todo: "先用 POST /api/v1/datastreams/import 登记。" },
    en: {
      what: "The datastream is not registered",
      todo: "Register it with POST /api/v1/datastreams/import.",
    },
  },
  "ingest/wrong-type": {
    zh: { what: "值的类型与数据流不符", todo: "数值写成数，不要写成文字。" },
    en: {
      what: "The value has another type than its datastream",
      todo: "Write a number as a number, not as text.",
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
  "live/invalid-subscription": {
    zh: { what: "实时订阅无效", todo: "刷新页面；若仍出现，把代码告诉管理员。" },
    en: {
      what: "The live subscription is not valid",
      todo: "Reload the page; if it stays, give the code to your administrator.",
    },
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
  "registry/conflict": {
    zh: { what: "与已登记的内容冲突", todo: "换一个标识，或先改已登记的那一项。" },
    en: {
      what: "It conflicts with what is registered",
      todo: "Use another id, or change the registered one first.",
    },
  },
  "registry/invalid": {
    zh: { what: "登记的内容不对", todo: "按所列的字段与原因改正。" },
    en: { what: "What was registered is not valid", todo: "Mend the fields named." },
  },
  "request/incomplete-body": {
    zh: { what: "文件是空的，或没有传完", todo: "检查文件，再传一次。" },
    en: { what: "The file is empty, or did not arrive whole", todo: "Check the file and send it again." },
  },
  "request/invalid": {
    zh: { what: "请求的参数不对", todo: "按所列的字段与原因改正。" },
    en: { what: "The request is not valid", todo: "Mend the fields named." },
  },
  "request/malformed-body": {
    zh: { what: "请求的内容不是正确的 JSON", todo: "检查内容与编码（UTF-8）。" },
    en: { what: "The body is not valid JSON", todo: "Check its text and encoding (UTF-8)." },
  },
  "request/not-found": {
    zh: { what: "没有这个地址", todo: "检查网址。" },
    en: { what: "There is no such address", todo: "Check the address." },
  },
  "request/range-not-satisfiable": {
    zh: { what: "请求的范围超出文件", todo: "按文件的大小取。" },
    en: { what: "The range lies beyond the file", todo: "Ask within the file's size." },
  },
  "request/too-large": {
    zh: { what: "内容太大", todo: "分成几份发送。" },
    en: { what: "The body is too large", todo: "Send it in parts." },
  },
  "request/unsupported-media-type": {
    zh: { what: "不接受这种内容类型", todo: "用 application/json。" },
    en: { what: "This content type is not accepted", todo: "Use application/json." },
  },
  "sta/invalid-entity": {
    zh: { what: "SensorThings 实体不完整或不正确", todo: "按所列的字段与原因改正。" },
    en: { what: "A SensorThings entity is not complete or not right", todo: "Mend the field named." },
  },
  "sta/invalid-query": {
    zh: { what: "SensorThings 查询写得不对", todo: "按所列的选项与字符位置改正。" },
    en: { what: "A SensorThings query cannot be read", todo: "Mend the option at the character named." },
  },
  "sta/not-allowed": {
    zh: { what: "这个 SensorThings 地址不接受这种操作", todo: "按标准对实体集或实体操作。" },
    en: {
      what: "This SensorThings address takes no such request",
      todo: "Ask a set or an entity, as the standard has it.",
    },
  },
  "sta/read-only": {
    zh: { what: "这个实体由别处管理，不能在这里修改", todo: "在登记它的地方修改。" },
    en: {
      what: "This entity is kept elsewhere and cannot be changed here",
      todo: "Change it where it was registered.",
    },
  },
  "sta/too-demanding": {
    zh: { what: "SensorThings 查询涉及的数据太多", todo: "用 $filter 缩小范围。" },
    en: { what: "A SensorThings query reaches too far", todo: "Narrow it by $filter." },
  },
  "sta/unknown-entity": {
    zh: { what: "没有这个 SensorThings 实体", todo: "检查编号。" },
    en: { what: "There is no such SensorThings entity", todo: "Check its id." },
  },
  "sta/unknown-resource": {
    zh: { what: "没有这个 SensorThings 地址", todo: "检查网址。" },
    en: { what: "There is no such SensorThings address", todo: "Check the address." },
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
  "internal/unexpected": {
    zh: { what: "服务器内部出错", todo: "重试；若仍出现，把代码与时间告诉管理员，日志里有详情。" },
    en: {
      what: "The server failed inside",
      todo: "Try again; if it stays, give code and time to your administrator: the log has the rest.",
    },
  },
  ...PAGE_FAULT_WORDS,
};
