import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registration } from "@shuicheng/shared/contracts";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isSignedBy, Receiver } from "../conformance/webhook-receiver.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { findAxeFindings } from "./axe-findings.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { signIn } from "./sign-in.ts";

/** Nobody else listens there. */
const HJ212_PORT = 23_947;
const NAME = "泵站网关 A";
/** More than a screen has room for. */
const STREAMS = 1_200;
const idOf = (i: number) => `pump-${String(i).padStart(4, "0")}.pressure`;

const CITY: Registration = {
  layer: { id: "water", kind: "water" },
  assets: Array.from({ length: STREAMS }, (_, i) => ({ id: `pump-${i}`, class: "pump" })),
  datastreams: Array.from({ length: STREAMS }, (_, i) => ({
    ...{ id: idOf(i), asset: `pump-${i}`, observedProperty: "pressure", expectedIntervalMs: 60_000 },
    ...{ unit: { name: "megapascal", symbol: "MPa", definition: "MPa" }, range: { min: 0, max: 2.5 } },
  })),
};

describe("the integrators' page", { timeout: 300_000 }, () => {
  let dataFolder: string;
  let server: ServerProcess;
  let open: OpenPage;
  let token: string;
  let source: Server;
  let isSourceUp = true;
  const receiver = new Receiver();

  const text = (testId: string) => open.page.getByTestId(testId).textContent(WAIT);
  /** Picks in a select of antd by what the option says. */
  const choose = async (select: Locator, option: string) => {
    await select.press("ArrowDown");
    await open.page
      .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
      .getByText(option, { exact: true })
      .last()
      .click(WAIT);
  };
  const push = async (items: readonly object[]) =>
    (
      await server.request("/api/v1/observations", {
        method: "POST",
        body: { items },
        headers: { authorization: `Bearer ${token}` },
      })
    ).json();

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    await server.register(await server.createToken("登记"), CITY);
    source = createServer((_request, response) => {
      response.statusCode = isSourceUp ? 200 : 500;
      response.end(JSON.stringify([{ id: idOf(7), value: 1.25 }]));
    }).listen(0, "127.0.0.1");
    open = await openPage(`${server.url}/integrators`, { width: 1920, height: 1080, locale: "zh-CN" });
  });

  afterAll(async () => {
    await open?.close();
    source?.close();
    await receiver.shut();
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  it("makes a token, shows its secret once, and fills it into the clients", async () => {
    const { page } = open;
    await signIn(page);
    await page.getByTestId("tokens").getByRole("button", { name: "新建令牌" }).click(WAIT);
    await page.getByRole("dialog").locator("input").fill(NAME);
    await page.getByRole("button", { name: "生成令牌" }).click();
    token = (await page.getByTestId("new-token").locator("code").textContent(WAIT)) ?? "";
    expect(token).toMatch(/^sct_/);
    await page.getByTestId("new-token").locator("button").click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), WAIT).toBe(token);
    await page.keyboard.press("Escape");
    await page.getByTestId(`token-${NAME}`).waitFor(WAIT);
    await expect.poll(() => text("snippet"), WAIT).toContain(token);
    expect(await text("snippet")).toContain(`${server.url}/ingest`);
    await page.getByTestId("tab-curl").click();
    await expect.poll(() => text("snippet"), WAIT).toContain(idOf(0));
    expect(await text("health")).toContain("还没有推送过数据");
  });

  it("counts what is pushed, per token and per datastream, without a reload", async () => {
    const now = Date.now();
    const items = Array.from({ length: STREAMS }, (_, i) => ({
      datastream: idOf(i),
      time: now,
      result: 0.3,
    }));
    await push(items);
    await push(items.slice(0, 3)); // duplicates
    await push([
      { datastream: idOf(1), time: now - 5_000, result: 0.3 }, // late
      { datastream: idOf(2), time: now + 1, result: 9 }, // out of range
      { datastream: idOf(3), time: now, result: "0.3" },
      { datastream: "pump-x.pressure", time: now, result: 0.3 },
    ]);
    await expect.poll(() => text("summary-accepted"), WAIT).toBe("1,202 条");
    await expect.poll(() => text("health-count"), WAIT).toMatch(/^1,200 条中已读/);
    expect(await text("summary-rejected")).toMatch(/^0\.17 %$/);
    const seen = open.page.getByTestId(`token-${NAME}`).getByTestId("token-seen");
    await expect.poll(() => seen.textContent(WAIT), WAIT).toMatch(/秒前$/);
  });

  it("sorts and narrows the datastreams, with only those in sight on the page", async () => {
    const { page } = open;
    const table = page.getByRole("table", { name: "数据流健康" });
    const firstLine = () => table.locator("[aria-rowindex='2']").textContent(WAIT);
    expect(await firstLine()).toContain(idOf(0));
    expect(await page.locator(".health-body .health-line").count()).toBeLessThan(100);
    await table.getByRole("button", { name: "迟到" }).click();
    await expect.poll(firstLine, WAIT).toContain(idOf(1));
    await expect.poll(firstLine, WAIT).toContain("迟到");
    await page.getByTestId("health").locator(".health-filter").click();
    await page.locator(".ant-select-item").filter({ hasText: "有超量程" }).click();
    await expect.poll(() => text("health-count"), WAIT).toBe("符合 1 条");
    expect(await firstLine()).toContain(idOf(2));
    await page.getByTestId("health").locator(".health-filter").click();
    await page.locator(".ant-select-item").filter({ hasText: "全部" }).click();
    await table.getByRole("button", { name: "数据流" }).click();
    await expect.poll(() => text("health-count"), WAIT).toMatch(/^1,200/);
    // The last is read when one goes there, in parts.
    await expect
      .poll(async () => {
        await page.locator(".health-body").evaluate((body) => body.scrollTo(0, body.scrollHeight));
        return page.getByTestId(`health-${idOf(STREAMS - 1)}`).count();
      }, WAIT)
      .toBe(1);
  });

  it("shows what was rejected: code, words, the item; by code", async () => {
    const { page } = open;
    await expect.poll(() => text("rejections-count"), WAIT).toContain("最近 2 条 • 共 2 条");
    const rejections = page.getByTestId("rejections");
    await rejections.getByRole("button", { name: "ingest/wrong-type" }).click();
    const row = rejections.locator("tbody tr");
    await expect.poll(() => row.count(), WAIT).toBe(1);
    expect(await row.textContent()).toContain("值的类型与数据流不符");
    expect(await row.textContent()).toContain(`"result":"0.3"`);
  });

  it("says in the sandbox what would become of each item, and stores nothing", async () => {
    const { page } = open;
    const before = await text("summary-accepted");
    const listOutcomes = () =>
      page
        .getByTestId("sandbox-outcome")
        .locator("li")
        .evaluateAll((lines) => lines.map((line) => line.getAttribute("data-outcome")));
    await page.getByTestId("sandbox-example").click();
    await page.getByTestId("sandbox-check").click();
    await expect.poll(() => text("sandbox-outcome"), WAIT).toContain("JSON，3 条：接受 2，重复 0，被拒 1");
    expect(await listOutcomes()).toEqual(["rejected", "accepted", "accepted"]);
    expect(await text("sandbox-outcome")).toMatch(/第 2 条.*ingest\/invalid-time/);
    expect(await text("sandbox-outcome")).toContain("uncertain");
    const time = new Date().toISOString();
    await page
      .getByTestId("sandbox-field")
      .fill(`datastream,time,result\n${idOf(9)},${time},0.4\nnobody,${time},0.4\n`);
    await page.getByTestId("sandbox-check").click();
    await expect.poll(() => text("sandbox-outcome"), WAIT).toMatch(/CSV，2 条.*第 3 行.*unknown-datastream/);
    await page
      .getByTestId("sandbox-field")
      .fill(`{"datastream":"${idOf(9)}","time":"${time}","result":1}\n{oops\n`);
    await page.getByTestId("sandbox-check").click();
    await expect.poll(() => text("sandbox-outcome"), WAIT).toMatch(/NDJSON，2 条.*第 2 行读不出 JSON/);
    expect(await text("summary-accepted")).toBe(before);
  });

  it("registers a table, dry first, with what is wrong by row", async () => {
    const { page } = open;
    await page.getByTestId("tab-table").click();
    const table =
      "datastream,asset,assetClass,observedProperty,H\nnew-1,n-1,tank,level,4\nnew-2,n-2,tank,level,abc\n";
    await page
      .getByTestId("table-file")
      .setInputFiles({ name: "tanks.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    await page.getByTestId("table-layer").fill("tanks");
    await page.getByTestId("table-dry").click();
    await expect.poll(() => text("table-outcome"), WAIT).toMatch(/试运行.*2 行.*错误 1 行.*第 3 行/);
    const ids = async () => (await server.datastreams(token)).map(({ id }) => id);
    expect(await ids()).not.toContain("new-1");
    await page.getByTestId("table-import").click();
    await expect.poll(() => text("table-outcome"), WAIT).toContain("已登记");
    expect(await ids()).toContain("new-1");
  });

  it("says in Chinese why an item or a text was refused", async () => {
    expect(await text("rejections")).toContain("result 是文字；这个数据流要数");
    await open.page.getByTestId("tab-sandbox").click();
    expect(await text("sandbox-outcome")).toMatch(/第 2 行.*应是带双引号的属性名/);
  });

  it("makes a connector in a form that names what is wrong, tries it, fetches, changes, turns off and deletes", async () => {
    const { page } = open;
    await page.getByTestId("tab-connectors").click();
    await page.getByRole("button", { name: "新建连接器" }).click();
    const form = page.getByTestId("connector-form");
    await form.getByRole("button", { name: "保存" }).click();
    expect(await form.locator(".form-error").allTextContents()).toEqual(["必填", "必填", "必填"]);
    await form.getByLabel("名称", { exact: true }).fill("气象站");
    await choose(form.getByLabel("计入令牌"), NAME);
    await form.getByLabel("地址").fill(`http://127.0.0.1:${(source.address() as AddressInfo).port}/`);
    await form.getByLabel("间隔").fill("3600");
    await form.getByLabel("数据流编号").fill("/id");
    await form.getByLabel("值", { exact: true }).fill("value");
    await form.getByLabel("时间", { exact: true }).fill("");
    expect(await form.locator(".form-error").allTextContents()).toEqual(["写法不对"]);
    await form.getByLabel("值", { exact: true }).fill("/value");
    await form.getByRole("button", { name: "保存" }).click();
    const line = page.getByTestId("connector-气象站");
    await expect.poll(() => line.textContent(WAIT), WAIT).toContain("取得 1 条");
    await line.getByRole("button", { name: "试取" }).click();
    await expect.poll(() => line.textContent(WAIT), WAIT).toContain("可接受 1 条");
    isSourceUp = false;
    await line.getByRole("button", { name: "立即取" }).click();
    await expect.poll(() => line.textContent(WAIT), WAIT).toContain("connector/failed");
    await line.getByRole("switch").click();
    await expect.poll(() => line.textContent(WAIT), WAIT).toContain("已停用");
    await line.getByRole("switch").click();
    await expect.poll(() => line.getByRole("switch").getAttribute("aria-checked"), WAIT).toBe("true");
    await line.getByRole("button", { name: "修改 气象站" }).click();
    await form.getByLabel("间隔").fill("7200");
    await form.getByRole("button", { name: "保存" }).click();
    await expect.poll(() => line.textContent(WAIT), WAIT).toContain("每 7,200 秒");
  });

  it("makes sources of HJ 212 and OPC UA, with the server's errors at their fields", async () => {
    const { page } = open;
    await page.getByTestId("tab-sources").click();
    await page.getByRole("button", { name: "新建数据源" }).click();
    const form = page.getByTestId("source-form");
    await form.getByLabel("名称", { exact: true }).fill("排口");
    await choose(form.getByLabel("计入令牌"), NAME);
    await form.getByLabel("监听端口").fill("99999");
    await form.getByLabel("监测站（每行：MN 密码）").fill("MN1 secret\nMN2 a;b");
    await form.getByRole("button", { name: "保存" }).click();
    await expect
      .poll(() => form.locator(".form-error").allTextContents(), WAIT)
      .toEqual(["不大于 65535", "第 2 行：写法不对"]);
    await form.getByLabel("监听端口").fill(String(HJ212_PORT));
    await form.getByLabel("监测站（每行：MN 密码）").fill("MN1 secret");
    await form.getByRole("button", { name: "保存" }).click();
    const line = page.getByTestId("source-排口");
    await expect.poll(() => line.textContent(WAIT), WAIT).toMatch(/运行中.*还没有收到数据/);
    // The password is kept where the line has none.
    await line.getByRole("button", { name: "修改 排口" }).click();
    await form.getByLabel("名称", { exact: true }).fill("污水排口");
    await form.getByRole("button", { name: "保存" }).click();
    const changed = page.getByTestId("source-污水排口");
    await changed.getByRole("switch").click();
    await expect.poll(() => changed.textContent(WAIT), WAIT).toContain("已停用");
    await changed.getByRole("button", { name: "删除 污水排口" }).click();
    await page.locator(".ant-popconfirm").getByRole("button", { name: "删除" }).click();
    await changed.waitFor({ ...WAIT, state: "detached" });

    await page.getByRole("button", { name: "新建数据源" }).click();
    await form.getByRole("radio", { name: "OPC UA 服务器" }).click();
    await form.getByLabel("名称", { exact: true }).fill("水厂");
    await choose(form.getByLabel("计入令牌"), NAME);
    await form.getByLabel("地址").fill("opc.tcp://127.0.0.1:1");
    await choose(form.getByLabel("安全"), "无");
    await form.getByLabel("节点（每行：数据流编号 = 节点编号）").fill(`${idOf(3)} = ns=2;s=P`);
    await form.getByRole("button", { name: "保存" }).click();
    const plant = page.getByTestId("source-水厂");
    await expect.poll(() => plant.textContent(WAIT), WAIT).toMatch(/OPC UA.*(连不上|正在连接)/);
    await plant.getByRole("switch").click();
    await expect.poll(() => plant.textContent(WAIT), WAIT).toContain("已停用");
    await page.getByTestId("tab-connectors").click();
  });

  it("makes a webhook, shows its secret once, tries it, and lists what was delivered until it is paused", async () => {
    await receiver.open();
    const { page } = open;
    await page.getByTestId("tab-webhooks").click();
    await page.getByRole("button", { name: "新建推送" }).click();
    const form = page.getByTestId("webhook-form");
    await form.getByLabel("名称", { exact: true }).fill("调度室");
    await form.getByLabel("地址").fill("http://169.254.1.1/events");
    await form.getByLabel("数据流（每行一个编号）").fill(`${idOf(1)}\n${idOf(2)}`);
    await form.getByLabel("凑批时间").fill("9999");
    await form.getByRole("button", { name: "保存" }).click();
    const wrong = () => form.locator(".form-error").allTextContents();
    expect(await wrong()).toEqual(["不大于 1000"]);
    await form.getByLabel("凑批时间").fill("0");
    await form.getByRole("button", { name: "保存" }).click();
    await expect.poll(wrong, WAIT).toEqual(["指向 169.254.1.1，消息不许发往那里"]);
    await form.getByLabel("地址").fill(receiver.url);
    await form.getByRole("button", { name: "保存" }).click();
    const made = page.getByTestId("webhook-secret");
    const secret = (await made.locator("code").textContent(WAIT)) ?? "";
    await made.getByRole("button", { name: "复制 调度室 的密钥" }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), WAIT).toBe(secret);
    await page.getByRole("button", { name: "已保存" }).click();

    const line = page.getByTestId("webhook-调度室");
    const says = () => line.textContent(WAIT);
    await line.getByRole("button", { name: "发送测试" }).click();
    await expect.poll(says, WAIT).toMatch(/测试已送达：回答 204，\d+ 毫秒/);
    await push([0, 1, 2].map((i) => ({ datastream: idOf(i), time: Date.now(), result: 0.7 })));
    await expect.poll(says, WAIT).toMatch(/推送中 • .*送达 • 最近一次回答 204 • 等待 0 条/);
    expect(receiver.messages.map((message) => [message.type, isSignedBy(message, secret)])).toEqual([
      ["test", true],
      ["observations", true],
    ]);
    expect(receiver.items("observations").map(({ datastream }) => datastream)).toEqual([idOf(1), idOf(2)]);
    await line.getByRole("button", { name: "调度室 的最近投递" }).click();
    const rows = () => line.locator("tbody tr").allTextContents();
    await expect
      .poll(rows, WAIT)
      .toEqual([expect.stringMatching(/观测值21204\d+$/), expect.stringMatching(/测试01204\d+$/)]);
    await line.getByRole("switch").click();
    await expect.poll(says, WAIT).toContain("已暂停：有人停用了它");
    expect(await page.content()).not.toContain(secret);
  });

  it("sets a quota and shows what is used of it", async () => {
    const { page } = open;
    await page.getByRole("button", { name: `令牌 ${NAME} 的配额` }).click();
    await page.getByLabel("每天（按服务器时区）").fill("100000");
    await page.getByRole("radio", { name: /拒绝/ }).click();
    await page.getByRole("button", { name: "保存" }).click();
    const today = page.getByTestId(`token-${NAME}`).getByTestId("token-today");
    await expect.poll(() => today.textContent(WAIT), WAIT).toMatch(/^1,\d{3} \/ 100,000$/);
    expect(await page.getByTestId(`token-${NAME}`).textContent()).toContain("超出即拒");
  });

  it("has nothing that axe finds serious, by night and by day", async () => {
    const { page } = open;
    expect(await findAxeFindings(page)).toEqual([]);
  });

  it("names what stops before it revokes, and then nothing is taken any more", async () => {
    const { page } = open;
    await page.getByRole("button", { name: `吊销令牌 ${NAME}` }).click();
    await expect.poll(() => text("revoke-stops"), WAIT).toMatch(/1,?200 条数据流.*气象站/);
    await page.getByTestId("revoke-confirm").click();
    await page.getByTestId(`token-${NAME}`).waitFor({ ...WAIT, state: "detached" });
    await expect(push([{ datastream: idOf(0), time: Date.now(), result: 1 }])).rejects.toThrow("401");
    expect(open.troubles).toEqual([]);
  });
});
