import { type ChineseSentence, sayInChinese } from "./chinese-sentence.ts";
import type { Language } from "./language.ts";

const KINDS: Readonly<Record<string, string>> = {
  "a string": "文字",
  "a number": "数",
  "a boolean": "布尔值",
  "an object": "对象",
  "a object": "对象",
  null: "null",
  missing: "缺失",
};

/** What an item is refused with: see PROTOCOL.md [IN7]. */
const REASONS: readonly ChineseSentence[] = [
  [/^an item is an object (\{.*\})$/, "每条是一个对象 $1"],
  [/^a line is an object (\{.*\})$/, "每行是一个对象 $1"],
  [/^datastream is missing or not a string$/, "缺 datastream，或它不是文字"],
  [/^datastream (".*") is not registered$/s, "数据流 $1 没有登记"],
  [/^handle (\S+) is none that this connection opened a datastream by$/, "句柄 $1 不是这个连接打开的"],
  [/^time is missing; .*$/, "缺 time；写毫秒时间戳，或带时区的 ISO 8601"],
  [/^time is not a finite number of milliseconds.*$/, "time 不是有限的毫秒数（自 1970 年起）"],
  [/^time (".*") has no offset; .*$/s, "时间 $1 没有时区；写成 …Z 或 …+08:00"],
  [/^time (".*") is neither epoch ms nor ISO 8601 .*$/s, "时间 $1 既不是毫秒时间戳，也不是带时区的 ISO 8601"],
  [/^time (".*") is no moment of the calendar$/s, "时间 $1 在日历里不存在"],
  [/^time is (\d+) s ahead of the server; .*$/, "比服务器快 $1 秒；请校准时钟"],
  [/^time is before (\S+), the end of retention$/, "早于保存期限 $1"],
  [/^result is not a finite number$/, "result 不是有限的数"],
  [/^result is (.+); this datastream takes a number$/, "result 是$1；这个数据流要数"],
  [/^result is (.+); this datastream takes true or false$/, "result 是$1；这个数据流要 true 或 false"],
  [/^result is (.+); this datastream takes a category$/, "result 是$1；这个数据流要类别"],
  [
    /^result is (\S+); this datastream takes 0 \(false\) or 1 \(true\)$/,
    "result 是 $1；这个数据流要 0（false）或 1（true）",
  ],
  [/^result is (\S+); this datastream takes (0 to .*)$/s, "result 是 $1；这个数据流的类别是 $2"],
  [/^result is none of (.*)$/s, "result 不是其中之一：$1"],
  [/^quality is (one of|0 \(good\)).*$/, "quality 是 good、uncertain 或 bad（二进制为 0、1、2）"],
  [/^a different result \((.*)\) is stored .*$/, "同一时刻已存有不同的值（$1）；更正要用它自己的时刻"],
  [/^one observation is (\{.*\}) or its result alone, as JSON$/, "一条观测值是 $1，或只写 result，用 JSON"],
  [/^the line is longer than (\d+) KiB; .*$/, "这一行长于 $1 KiB；每行一条观测值"],
  [/^the line is not JSON: ([\s\S]*)$/, "这一行不是 JSON：$1"],
];

/** Of JSON parsers of browsers and of Node. */
const JSON_REASONS: readonly ChineseSentence[] = [
  [/^Unexpected end of JSON input|^JSON\.parse: unexpected end of data/, "没有写完"],
  [/^Unterminated string/, "文字没有收尾的引号"],
  [/^Unexpected token '([\s\S]+?)'/, "不该出现“$1”"],
  [/^Expected property name or '\}'/, "应是带双引号的属性名或 }"],
  [/^Expected double-quoted property name/, "应是带双引号的属性名"],
  [/^Expected ',' or '([}\]])' after/, "应是逗号或 $1"],
  [/^Expected ':' after/, "属性名后面应是冒号"],
  [/^Unexpected non-whitespace character after JSON/, "JSON 结束后还有内容"],
  [/^Bad (control character|escaped character|Unicode escape)/, "文字里有不许的字符或转义"],
  [/^(No number after minus sign|Exponent part is missing|Unterminated fractional number)/, "数没有写完"],
];

/** Says why an item was refused, in the page's language; what it does not know it hands on as it came. */
export function sayRejection(message: string, language: Language): string {
  if (language === "en") return message;
  const said = sayInChinese(message, REASONS);
  if (said === undefined) return message;
  return said
    .replace(
      /^result 是(a \w+|an object|null|missing)；/,
      (_all, kind: string) => `result 是${KINDS[kind] ?? kind}；`,
    )
    .replace(
      /^(这一行不是 JSON：)([\s\S]*)$/,
      (_all, lead: string, reason: string) => lead + sayJsonError(reason, language),
    );
}

/** Says why a text is not JSON; in Chinese without the parser's own words. */
export function sayJsonError(reason: string, language: Language): string {
  if (language === "en") return reason;
  const column = /column (\d+)/.exec(reason)?.[1];
  const said = sayInChinese(reason, JSON_REASONS) ?? "写法不对";
  return column === undefined ? said : `${said}（第 ${column} 列）`;
}
