import { modelElements } from "./model-elements.ts";
import { modelHealth } from "./model-health.ts";
import { modelPlacement } from "./model-placement.ts";
import { modelUpload } from "./model-upload.ts";
import { texts } from "./texts.ts";

/** Models page: the list, a model's actions, its revisions. */
const page = texts(
  {
    title: "模型",
    loading: "正在读取模型…",
    count: "共 {{count}} 个",
    list: "模型列表",
    detail: "模型 {{name}}",
    revision: "修订 {{revision}}",
    by: "按最近发布排列",
    row: {
      unplaced: "未定位",
      drawnOf: "画出 {{drawn}} / {{products}}",
      errors: "错误 {{count}}",
      warnings: "提醒 {{count}}",
    },
    actions: {
      inspect: "在检视器中打开",
      showInCity: "在城市中查看",
      placeByHand: "在地图上定位",
      newRevision: "上传新修订",
      download: "下载源文件",
      delete: "删除模型",
    },
    revisions: {
      title: "修订",
      current: "当前",
      first: "首次导入",
      changes: "新增 {{added}} • 改动 {{changed}} • 移除 {{removed}}",
      added: "新增",
      changed: "改动",
      removed: "移除",
      elements: "{{number}} 个构件",
      uploadedBy: { user: "由 {{name}} 上传", token: "由令牌 {{name}} 上传" },
      ids: "{{what}} {{number}} 个，列出前 {{shown}} 个 GlobalId",
      orphans: "失去构件的数据流 {{count}} 条",
      orphansLead: "新修订里没有这些构件了。数据流与历史都保留，构件回来时自动接上。",
    },
    delete: {
      title: "删除模型 {{name}}",
      lead: "瓦片、构件表、源文件和全部 {{revisions}} 个修订都会删除，不能撤销。绑定在构件上的数据流与历史观测值保留。",
      confirm: "删除",
      cancel: "不删除",
      close: "关闭",
    },
    gone: "没有这个模型：{{id}}",
  },
  {
    title: "Models",
    loading: "Reading the models…",
    count: "{{count}} in all",
    list: "List of models",
    detail: "Model {{name}}",
    revision: "revision {{revision}}",
    by: "latest published first",
    row: {
      unplaced: "not placed",
      drawnOf: "{{drawn}} of {{products}} drawn",
      errors: "Errors: {{count}}",
      warnings: "Warnings: {{count}}",
    },
    actions: {
      inspect: "Open in the inspector",
      showInCity: "Show in the city",
      placeByHand: "Place on the map",
      newRevision: "Upload a revision",
      download: "Download the source",
      delete: "Delete the model",
    },
    revisions: {
      title: "Revisions",
      current: "current",
      first: "first import",
      changes: "{{added}} added • {{changed}} changed • {{removed}} removed",
      added: "Added",
      changed: "Changed",
      removed: "Removed",
      elements: "{{number}} elements",
      uploadedBy: { user: "uploaded by {{name}}", token: "uploaded with the token {{name}}" },
      ids: "{{what}}: {{number}}, the first {{shown}} GlobalIds",
      orphans: "Datastreams without their element: {{count}}",
      orphansLead:
        "The new revision no longer has these elements. Datastreams and history are kept and join up again when the element comes back.",
    },
    delete: {
      title: "Delete the model {{name}}",
      lead: "Tiles, elements, source and all revisions ({{revisions}}) are deleted, and this cannot be undone. Datastreams bound to its elements and their history are kept.",
      confirm: "Delete",
      cancel: "Keep it",
      close: "Close",
    },
    gone: "There is no such model: {{id}}",
  },
);

/** Models page and elements of models. */
export const models = {
  zh: { ...page.zh, ...modelUpload.zh, ...modelHealth.zh, ...modelPlacement.zh, ...modelElements.zh },
  en: { ...page.en, ...modelUpload.en, ...modelHealth.en, ...modelPlacement.en, ...modelElements.en },
};
