import type { FaultCode } from "@shuicheng/shared/faults";
import type { Language } from "./language.ts";
import type { FaultWords } from "./page-fault-words.ts";

/** Words for what goes wrong with observations on their way in and out. */
export const INGEST_FAULT_WORDS: Readonly<
  Record<
    Extract<
      FaultCode,
      `ingest/${string}` | `datastream/${string}` | `connector/${string}` | `webhook/${string}`
    >,
    Readonly<Record<Language, FaultWords>>
  >
> = {
  "connector/failed": {
    zh: { what: "对方系统没有给出可用的数据", todo: "检查地址、请求头与对方服务；详细信息说明了原因。" },
    en: {
      what: "The other system gave no usable answer",
      todo: "Check the address, the headers and that system; the details say why.",
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
  "ingest/batch-conflict": {
    zh: { what: "这个批次名一天之内用于别的内容", todo: "每一批用自己的批次名；重发同一批时内容不变。" },
    en: {
      what: "Other items were taken under this batch name within a day",
      todo: "Give each batch a name of its own; send the same items when it is repeated.",
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
  "webhook/address-refused": {
    zh: { what: "推送不能发往这个地址", todo: "换一个接收地址；发往服务器本机的推送只有管理员能建立。" },
    en: {
      what: "Messages may not go to this address",
      todo: "Name another receiver; only an administrator may send to the server's own machine.",
    },
  },
  "webhook/gone": {
    zh: { what: "接收方已声明不再接收（410）", todo: "改用新的接收地址后再启用。" },
    en: {
      what: "The receiver has said that it wants no more (410)",
      todo: "Give it another address, then enable it.",
    },
  },
  "webhook/too-many": {
    zh: { what: "推送数量已达上限", todo: "先删除不再使用的推送。" },
    en: { what: "There are as many webhooks as there may be", todo: "Remove one that is not used any more." },
  },
  "webhook/unknown": {
    zh: { what: "没有这个推送", todo: "它可能已被删除；请刷新列表。" },
    en: { what: "There is no such webhook", todo: "It may have been deleted; read the list again." },
  },
};
