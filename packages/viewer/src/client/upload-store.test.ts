import { beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "./api-problem.ts";
import { readAnswer } from "./upload-file.ts";
import { uploadAddress, useUploadStore } from "./upload-store.ts";

/** A request as a browser makes it, answered by the test. */
class FakeRequest extends EventTarget {
  static readonly all: FakeRequest[] = [];
  readonly upload = new EventTarget();
  address = "";
  status = 0;
  responseText = "";
  isAborted = false;
  constructor() {
    super();
    FakeRequest.all.push(this);
  }
  open(_method: string, address: string): void {
    this.address = address;
  }
  setRequestHeader(): void {}
  send(): void {}
  abort(): void {
    this.isAborted = true;
    this.dispatchEvent(new Event("abort"));
  }
  progress(loaded: number): void {
    this.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded }));
  }
  async answer(status: number, body: unknown): Promise<void> {
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    this.dispatchEvent(new Event("load"));
    await new Promise((done) => setTimeout(done));
  }
}

const duplicate = {
  type: "urn:shuicheng:fault:model/duplicate",
  title: "Conflict",
  status: 409,
  detail: "the model duplex was made of the same file",
  code: "model/duplicate",
  details: { model: "duplex" },
};
const states = () => useUploadStore.getState().uploads.map(({ state }) => state);
const fileOf = (name: string, bytes = 10) => new File([new Uint8Array(bytes)], name);

describe("useUploadStore", () => {
  beforeEach(() => {
    FakeRequest.all.length = 0;
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
    useUploadStore.setState({ uploads: [] });
  });

  it("sends files one after the other and tells how much has gone", async () => {
    useUploadStore.getState().add([fileOf("a.ifc"), fileOf("b.ifc")], null);
    expect(FakeRequest.all.length).toBe(1);
    FakeRequest.all[0]!.progress(4);
    expect(useUploadStore.getState().uploads.map(({ sentBytes }) => sentBytes)).toEqual([4, 0]);
    await FakeRequest.all[0]!.answer(202, { job: "j1" });
    expect(states()).toEqual([{ phase: "sent", job: "j1" }, { phase: "sending" }]);
    await FakeRequest.all[1]!.answer(202, { job: "j2" });
    expect(states()[1]).toEqual({ phase: "sent", job: "j2" });
    expect(useUploadStore.getState().uploads[1]!.sentBytes).toBe(10);
  });

  it("keeps a refused file with the server's code, and sends it again when told to", async () => {
    useUploadStore.getState().add([fileOf("duplex.ifc")], null);
    await FakeRequest.all[0]!.answer(409, duplicate);
    const [refused] = useUploadStore.getState().uploads;
    expect(refused!.state).toMatchObject({ phase: "failed", problem: { details: { model: "duplex" } } });
    useUploadStore.getState().sendAgain(refused!.key, true);
    expect(FakeRequest.all[1]!.address).toContain("again=true");
    await FakeRequest.all[1]!.answer(202, { job: "j3" });
    expect(states()).toEqual([{ phase: "sent", job: "j3" }]);
  });

  it("stops a file that is being sent, and goes on with the next", async () => {
    useUploadStore.getState().add([fileOf("a.ifc"), fileOf("b.ifc")], "tower");
    useUploadStore.getState().drop(useUploadStore.getState().uploads[0]!.key);
    await new Promise((done) => setTimeout(done));
    expect(FakeRequest.all[0]!.isAborted).toBe(true);
    expect(useUploadStore.getState().uploads.map(({ file }) => file.name)).toEqual(["b.ifc"]);
    expect(FakeRequest.all[1]!.address).toBe("/api/v1/models?name=b.ifc&model=tower");
  });
});

describe("uploadAddress", () => {
  it("carries any name", () => {
    expect(uploadAddress("水泵 房&1.ifc", { model: null, isAgain: false })).toBe(
      "/api/v1/models?name=%E6%B0%B4%E6%B3%B5+%E6%88%BF%261.ifc",
    );
  });
});

describe("readAnswer", () => {
  it.each([
    [202, '{"job":"j1"}', "j1"],
    [413, JSON.stringify({ ...duplicate, code: "request/too-large", status: 413 }), "request/too-large"],
    [502, "<html>Bad gateway</html>", "page/unreachable"],
    [200, "{}", "page/unexpected-answer"],
  ])("%i %s", (status, text, expected) => {
    const answer = readAnswer(status, text);
    expect(answer instanceof ApiProblem ? answer.code : answer).toBe(expected);
  });
});
