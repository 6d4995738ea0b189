import { type ChineseSentence, sayInChinese } from "./chinese-sentence.ts";
import type { Language } from "./language.ts";

/** Why a webhook is not active, and why a message did not arrive: see PROTOCOL.md [WH3], [WH7], [WH8]. */
const REASONS: readonly ChineseSentence[] = [
  [/^somebody paused it$/, "有人停用了它"],
  [/^the token that it belongs to is revoked$/, "它所属的令牌已被吊销"],
  [/^the receiver answered 410/, "接收方回答 410：不再需要"],
  [/^answered (\d+): redirects are not followed$/, "回答 $1：不跟随重定向"],
  [/^answered (\d+)$/, "回答 $1"],
  [/^no answer within (\S+) s$/, "$1 秒内没有回答"],
  [/^no answer$/, "没有回答"],
  [/ECONNREFUSED/, "连接被拒绝：那里没有程序在听"],
  [/ENOTFOUND|EAI_AGAIN/, "主机名解析不出地址"],
  [/ECONNRESET|socket hang up/, "连接被对方断开"],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/, "到不了这个地址"],
  [/certificate|CERT_|SSL|TLS/i, "证书或加密连接有问题"],
  [/^the address (\S+) is not one that messages may go to$/, "消息不许发往 $1"],
];
const DAY_LONG = /^no message could be delivered for a day: ([\s\S]*)$/;

/** Says why in the page's language; what it does not know it hands on as it came. */
export function sayWebhookReason(reason: string, language: Language): string {
  if (language === "en") return reason;
  const last = DAY_LONG.exec(reason)?.[1];
  if (last !== undefined) return `一天没有送达任何消息：${sayWebhookReason(last, language)}`;
  return sayInChinese(reason, REASONS) ?? reason;
}
