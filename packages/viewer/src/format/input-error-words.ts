import type { Language } from "./language.ts";

type Sentence = readonly [pattern: RegExp, words: Readonly<Record<Language, string>>];

/** What checkers of contracts say, and how a person is told. */
const SENTENCES: readonly Sentence[] = [
  [/fewer than 1 characters/, { zh: "必填", en: "Needed" }],
  [/fewer than (\d+) characters/, { zh: "至少 $1 个字", en: "At least $1 characters" }],
  [/more than (\d+) characters/, { zh: "至多 $1 个字", en: "At most $1 characters" }],
  [/fewer than (\d+) items/, { zh: "至少 $1 项", en: "At least $1" }],
  [/more than (\d+) items/, { zh: "至多 $1 项", en: "At most $1" }],
  [/must be >= (\S+)/, { zh: "不小于 $1", en: "At least $1" }],
  [/must be <= (\S+)/, { zh: "不大于 $1", en: "At most $1" }],
  [/must be > (\S+)/, { zh: "大于 $1", en: "More than $1" }],
  [/must be < (\S+)/, { zh: "小于 $1", en: "Less than $1" }],
  [/must be integer/, { zh: "写整数", en: "A whole number" }],
  [/must be number/, { zh: "写一个数", en: "A number" }],
  [/one of the allowed values/, { zh: "选一个", en: "Choose one" }],
  [/^there is no (.+)/, { zh: "没有 $1", en: "There is no $1" }],
  [
    /has a name or a password in it/,
    { zh: "地址里不能有用户名和密码", en: "No user name and password in the address" },
  ],
  [/url is no address/, { zh: "不是地址", en: "Not an address" }],
  [
    /leads to (\S+), where messages may not go/,
    { zh: "指向 $1，消息不许发往那里", en: "Leads to $1, where messages may not go" },
  ],
  [/duplicate/, { zh: "有重复", en: "Something stands twice" }],
  [/pattern|anyOf|must be/, { zh: "写法不对", en: "Not of the right form" }],
];

/** Says what is wrong with a field; what it does not know it hands on as it came. */
export function sayInputError(message: string, language: Language): string {
  for (const [pattern, words] of SENTENCES) {
    const parts = pattern.exec(message);
    if (parts) return words[language].replace("$1", parts[1] ?? "");
  }
  return message;
}
