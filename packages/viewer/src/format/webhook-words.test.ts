import { expect, it } from "vitest";
import { sayWebhookReason } from "./webhook-words.ts";

it.each([
  ["answered 503", "回答 503"],
  ["answered 302: redirects are not followed", "回答 302：不跟随重定向"],
  ["no answer within 10 s", "10 秒内没有回答"],
  ["connect ECONNREFUSED 10.0.7.2:80", "连接被拒绝：那里没有程序在听"],
  ["the address 169.254.1.1 is not one that messages may go to", "消息不许发往 169.254.1.1"],
  ["no message could be delivered for a day: answered 500", "一天没有送达任何消息：回答 500"],
  ["something of a newer server", "something of a newer server"],
])("says in Chinese why nothing was delivered: %s", (reason, chinese) => {
  expect(sayWebhookReason(reason, "zh")).toBe(chinese);
  expect(sayWebhookReason(reason, "en")).toBe(reason);
});
