import { FAULT_CODES } from "@shuicheng/shared/faults";
import { describe, expect, it } from "vitest";
import { FAULT_WORDS, findFaultWords } from "./fault-words.ts";

describe("findFaultWords", () => {
  it.each(FAULT_CODES)("has words and a cure for %s in both languages", (code) => {
    const [zh, en] = [findFaultWords(code, "zh"), findFaultWords(code, "en")];

    for (const words of [zh, en]) {
      expect(words.what).not.toBe("");
      expect(words.todo).not.toBe("");
    }
    expect(zh.what).toMatch(/\p{Script=Han}/u);
    expect(en.what + en.todo).not.toMatch(/\p{Script=Han}/u);
  });

  it("sends nobody to a line or record that the message does not name", () => {
    const todo = (message: string) => findFaultWords("model/unreadable", "en", message).todo;
    expect(todo("scanning: line 12: text without end")).toMatch(/line/);
    expect(todo("scanning: #45: not a record")).toMatch(/line/);
    expect(todo("scanning: the file is empty")).toBe("Export it again from the program that made it.");
  });

  it("says for no two codes the same", () => {
    const whats = Object.values(FAULT_WORDS).map((words) => words.en.what);
    expect(new Set(whats).size).toBe(whats.length);
  });

  it.each(["planet/exploded", "toString", ""])("answers general words for the unknown code %s", (code) => {
    expect(findFaultWords(code, "en").what).toBe("An error this version of the page does not know");
  });
});
