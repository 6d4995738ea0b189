import { texts } from "./texts.ts";

/** Loading, empty, lost, healed, failed, jobs. */
export const states = texts(
  {
    loading: "正在连接服务器…",
    loadingLayers: "正在读取图层…",
    code: "代码",
    retry: "重试",
    reload: "刷新页面",
    dismiss: "知道了",
    share: {
      copied: "链接已复制：打开它就是这个画面",
      copyByHand: "浏览器不许复制，请手动复制链接：",
      link: "这个画面的链接",
      unreadable: "链接里有读不懂的部分，已略过，其余照常",
    },
    demo: {
      title: "正在生成演示城市",
      lead: "由程序生成的示意数据，不是聊城的实测数据。只在第一次启动时生成；图层好了，画面会自己出现。",
    },
    lost: {
      title: "链路中断 {{duration}}。画面停在 {{time}}，不是现在",
      attempt: "第 {{attempt}} 次重连，{{seconds}} 秒后再试。状态可能已变化，请以现场和电话为准",
      attemptNow: "第 {{attempt}} 次重连正在进行。状态可能已变化，请以现场和电话为准",
      reconnect: "立即重连",
      spoken: "链路中断。画面停在 {{time}}，不是现在",
    },
    healed: {
      text: "已恢复。补齐 {{from}} 至 {{until}}，{{changes}} 处变化",
      none: "已恢复。{{from}} 至 {{until}} 之间没有变化",
    },
    refused: { title: "实时链路被拒绝", again: "再试一次" },
    connecting: { title: "还没有实时数据", detail: "第 {{attempt}} 次连接未成功，会自动再试" },
    empty: {
      title: "还没有城市数据",
      lead: "任选一条开始；之后三条可以并用。命令在程序目录里运行",
      models: "有 IFC 建筑模型？在模型页上传",
      import: {
        title: "导入管网文件",
        text: "EPANET 的 .inp 文件变成给水图层：管段、节点、属性，每个节点一条压力数据流。示例的路径换成您的文件，--place 换成它所在的经纬度",
      },
      connect: {
        title: "接入传感器",
        text: "先登记资产与数据流，再用 Socket.IO 推送观测值。确认回执表示已写入磁盘",
      },
      replay: {
        title: "回放一段记录",
        text: "把 CSV 里的历史序列像接入方那样推上来。数据流须先登记（导入 Net3.inp 时已登记）",
      },
      copy: "复制命令",
      copied: "已复制",
      copyFailed: "浏览器不许复制，请手动选取",
      command: "{{title}}的命令",
    },
    jobs: {
      title: "正在进行的工作",
      queued: "等待",
      running: "进行中",
      done: "完成",
      failed: "没有完成",
      cancelled: "已取消",
      cancelledNote: "已取消，什么都没有发布。",
      elapsed: "已用 {{duration}}",
      report:
        "收下 {{points}} 点、{{lines}} 线，{{datastreams}} 条数据流；拒绝 {{rejected}}；发现 {{findings}} 条",
      progress: "{{name}}：{{percent}} %",
    },
  },
  {
    loading: "Connecting to the server…",
    loadingLayers: "Reading the layers…",
    code: "code",
    retry: "Try again",
    reload: "Reload the page",
    dismiss: "Understood",
    share: {
      copied: "Link copied: it opens on this very view",
      copyByHand: "The browser does not allow copying; copy the link by hand:",
      link: "Link to this view",
      unreadable: "Parts of the link could not be read and were left out; the rest holds",
    },
    demo: {
      title: "Making the demo city",
      lead: "Synthetic data made by a program, not measured in Liaocheng. This happens at the first start only; the picture comes by itself as layers are ready.",
    },
    lost: {
      title: "Link lost for {{duration}}. The picture stands at {{time}}, it is not now",
      attempt:
        "Attempt {{attempt}} in {{seconds}} s. States may have changed: go by the site and the telephone",
      attemptNow: "Attempt {{attempt}} under way. States may have changed: go by the site and the telephone",
      reconnect: "Reconnect now",
      spoken: "Link lost. The picture stands at {{time}}, it is not now",
    },
    healed: {
      text: "Restored. Caught up {{from}} to {{until}}: {{changes}} changed",
      none: "Restored. Nothing changed from {{from}} to {{until}}",
    },
    refused: { title: "The live link was refused", again: "Try again" },
    connecting: {
      title: "No live data yet",
      detail: "Attempt {{attempt}} did not succeed; the next comes by itself",
    },
    empty: {
      title: "No city data yet",
      lead: "Start with any of the three; they work together later. Run the commands in the program's folder",
      models: "Have an IFC building model? Upload it on the models page",
      import: {
        title: "Import a network file",
        text: "An EPANET .inp file becomes a water layer: pipes, nodes, attributes, and a pressure datastream for each node. Put your file and its longitude and latitude in place of the sample's",
      },
      connect: {
        title: "Connect sensors",
        text: "Register assets and datastreams, then push observations over Socket.IO. An acknowledgement means they are on disk",
      },
      replay: {
        title: "Replay a recording",
        text: "Pushes the series of a CSV file as any integrator would. Its datastreams must be registered (importing Net3.inp does that)",
      },
      copy: "Copy the command",
      copied: "Copied",
      copyFailed: "The browser does not allow copying; select the text by hand",
      command: "Command: {{title}}",
    },
    jobs: {
      title: "Work in progress",
      queued: "waiting",
      running: "running",
      done: "done",
      failed: "not finished",
      cancelled: "cancelled",
      cancelledNote: "Cancelled; nothing was published.",
      elapsed: "{{duration}} so far",
      report:
        "took {{points}} points, {{lines}} lines, {{datastreams}} datastreams; refused {{rejected}}; findings {{findings}}",
      progress: "{{name}}: {{percent}} %",
    },
  },
);
