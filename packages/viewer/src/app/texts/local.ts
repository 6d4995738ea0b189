import { texts } from "./texts.ts";

/** Files that are opened in the browser without being sent. */
export const local = texts(
  {
    title: "在本机打开的文件",
    privacy: "这些文件只在这个浏览器里，没有上传",
    pick: "在本机打开…",
    pickFiles: "选择要在本机打开的 IFC 文件",
    drop: "松开以打开",
    emptyFolder: "文件夹 {{name}} 里没有 .ifc 或 .ifczip 文件",
    choice: {
      titleOne: "怎样打开 {{name}}？",
      titleMany: "怎样打开这 {{count}} 个文件？",
      close: "不打开",
      here: "在本机打开",
      hereLead: "由这个浏览器转换并检视，什么都不上传；关掉页面就没有了",
      upload: "上传到服务器",
      uploadLead: "成为城市里的一个模型：别人也看得到，可以绑定实时数据、保留修订",
      uploadSignIn: "登录后可以上传",
    },
    state: {
      opening: "正在打开…",
      ready: "可以检视：{{products}} 个产品，画出 {{drawn}} 个，{{triangles}} 个三角形，用时 {{duration}}",
      progress: "{{name}}：{{percent}} %",
    },
    tooLarge: {
      what: "这个文件有 {{size}}，本机浏览器大约只转换得了 {{limit}}",
      todo: "交给服务器转换更稳妥；仍在本机打开的话，页面可能因内存不足而中断。",
      anyway: "仍在本机打开",
    },
    action: {
      inspect: "检视",
      cancel: "取消",
      cancelOf: "取消打开 {{name}}",
      close: "关闭",
      closeOf: "关闭 {{name}}",
      again: "再试一次",
      upload: "改为上传",
    },
    report: {
      title: "读到的内容",
      records: "记录",
      products: "产品",
      schema: "模式",
      writtenBy: "生成软件",
      missingGlobalIds: "缺少 GlobalId",
      duplicateGlobalIds: "重复 GlobalId",
      undecodableStrings: "无法解码的文字",
      none: "没有写明",
    },
  },
  {
    title: "Files opened here",
    privacy: "These files are in this browser only; nothing was uploaded",
    pick: "Open here…",
    pickFiles: "Choose IFC files to open here",
    drop: "Let go to open",
    emptyFolder: "There is no .ifc or .ifczip file in the folder {{name}}",
    choice: {
      titleOne: "How shall {{name}} be opened?",
      titleMany: "How shall these {{count}} files be opened?",
      close: "Do not open",
      here: "Open here",
      hereLead:
        "This browser converts and inspects it. Nothing is uploaded; it is gone when the page is closed",
      upload: "Upload to the server",
      uploadLead:
        "It becomes a model of the city: others see it, live data can be bound to it, revisions are kept",
      uploadSignIn: "Sign in to upload",
    },
    state: {
      opening: "Opening…",
      ready:
        "Ready to inspect: {{products}} products, {{drawn}} drawn, {{triangles}} triangles, in {{duration}}",
      progress: "{{name}}: {{percent}} %",
    },
    tooLarge: {
      what: "This file has {{size}}; this browser can convert about {{limit}}",
      todo: "The server is the safer place for it. Opened here all the same, the page may end for want of memory.",
      anyway: "Open here all the same",
    },
    action: {
      inspect: "Inspect",
      cancel: "Cancel",
      cancelOf: "Stop opening {{name}}",
      close: "Close",
      closeOf: "Close {{name}}",
      again: "Try again",
      upload: "Upload instead",
    },
    report: {
      title: "What was read",
      records: "Records",
      products: "Products",
      schema: "Schema",
      writtenBy: "Written by",
      missingGlobalIds: "Missing GlobalIds",
      duplicateGlobalIds: "Duplicate GlobalIds",
      undecodableStrings: "Undecodable strings",
      none: "not given",
    },
  },
);
