import type { FaultCode } from "@shuicheng/shared/faults";
import type { Language } from "./language.ts";
import type { FaultWords } from "./page-fault-words.ts";

/** Words for what goes wrong with requests, access and the server itself. */
export const SERVER_FAULT_WORDS: Readonly<
  Record<
    Extract<
      FaultCode,
      | `access/${string}`
      | `codec/${string}`
      | `config/${string}`
      | `data/${string}`
      | `live/${string}`
      | `registry/${string}`
      | `request/${string}`
      | `sta/${string}`
      | `internal/${string}`
    >,
    Readonly<Record<Language, FaultWords>>
  >
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
  "internal/unexpected": {
    zh: { what: "服务器内部出错", todo: "重试；若仍出现，把代码与时间告诉管理员，日志里有详情。" },
    en: {
      what: "The server failed inside",
      todo: "Try again; if it stays, give code and time to your administrator: the log has the rest.",
    },
  },
  "live/invalid-subscription": {
    zh: { what: "实时订阅无效", todo: "刷新页面；若仍出现，把代码告诉管理员。" },
    en: {
      what: "The live subscription is not valid",
      todo: "Reload the page; if it stays, give the code to your administrator.",
    },
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
};
