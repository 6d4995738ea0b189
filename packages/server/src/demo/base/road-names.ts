import { createRandom } from "../model/index.ts";

/** First halves of street names, with their reading. Invented for the demo; common in any town of the plain. */
const WORDS: readonly (readonly [zh: string, en: string])[] = (
  "向阳 Xiangyang|健康 Jiankang|文化 Wenhua|和平 Heping|光明 Guangming|青年 Qingnian|育新 Yuxin|聚贤 Juxian|明珠 Mingzhu|" +
  "水城 Shuicheng|运河 Yunhe|会展 Huizhan|兴隆 Xinglong|安居 Anju|富民 Fumin|长顺 Changshun|桃园 Taoyuan|柳泉 Liuquan|" +
  "松桂 Songgui|枣林 Zaolin|银杏 Yinxing|海棠 Haitang|紫薇 Ziwei|荷香 Hexiang|龙山 Longshan|泰山 Taishan|华山 Huashan|" +
  "嵩山 Songshan|燕山 Yanshan|庐山 Lushan|汇通 Huitong|创业 Chuangye|科技 Keji|星光 Xingguang|奥森 Aosen|康庄 Kangzhuang|" +
  "双拥 Shuangyong|学苑 Xueyuan|尚德 Shangde|崇文 Chongwen|敦礼 Dunli|诚信 Chengxin|友谊 Youyi|团结 Tuanjie|前进 Qianjin|" +
  "永安 Yong'an|清源 Qingyuan|鲁化 Luhua|嘉明 Jiaming|凤凰 Fenghuang|金柱 Jinzhu|" +
  "望湖 Wanghu|观澜 Guanlan|东苑 Dongyuan|西苑 Xiyuan|南苑 Nanyuan|北苑 Beiyuan|丰泽 Fengze|润泽 Runze|瑞安 Rui'an|" +
  "盛世 Shengshi|月季 Yueji|建安 Jian'an|民生 Minsheng|新民 Xinmin|延安 Yan'an|迎宾 Yingbin|广场 Guangchang|振东 Zhendong|东风 Dongfeng|" +
  "解放 Jiefang|朝阳 Chaoyang|春晖 Chunhui|景阳 Jingyang|梧桐 Wutong|杏林 Xinglin|平安 Ping'an|富强 Fuqiang|兴业 Xingye|宏达 Hongda|" +
  "金桥 Jinqiao|银河 Yinhe|顺河 Shunhe|槐荫 Huaiyin|翠竹 Cuizhu|芙蓉 Furong|牡丹 Mudan|玉兰 Yulan|锦绣 Jinxiu|仁和 Renhe|德胜 Desheng|" +
  "泰和 Taihe|祥和 Xianghe|新华 Xinhua|复兴 Fuxing|工业 Gongye|电厂 Dianchang|农丰 Nongfeng|粮库 Liangku|果园 Guoyuan|邮电 Youdian|纺织 Fangzhi|机械 Jixie|轴承 Zhoucheng|昌盛 Changsheng|振华 Zhenhua"
)
  .split("|")
  .map((pair) => pair.split(" ") as [string, string]);

/** Names of the ancient town's lanes. */
const LANES: readonly (readonly [zh: string, en: string])[] = (
  "道署 Daoshu|米市 Mishi|羊使君 Yangshijun|状元 Zhuangyuan|东口 Dongkou|西口 Xikou|郁光 Yuguang|太平 Taiping|礼拜寺 Libaisi|" +
  "万寿观 Wanshouguan|火神庙 Huoshenmiao|县署 Xianshu|清孝 Qingxiao|红布 Hongbu|竹竿 Zhugan|大井 Dajing|卫仓 Weicang|考院 Kaoyuan|" +
  "二府 Erfu|马宅 Mazhai|傅家 Fujia|双井 Shuangjing|箭道 Jiandao|城隍庙 Chenghuangmiao"
)
  .split("|")
  .map((pair) => pair.split(" ") as [string, string]);

const ORDINALS: readonly (readonly [zh: string, en: string])[] = [
  ["", ""],
  ["一", "1st "],
  ["二", "2nd "],
  ["三", "3rd "],
  ["四", "4th "],
  ["五", "5th "],
  ["六", "6th "],
  ["七", "7th "],
  ["八", "8th "],
  ["九", "9th "],
];

/** A street's name in both languages. */
export interface StreetName {
  readonly name: string;
  readonly nameEn: string;
}

/** Gives out names of streets, none twice. */
export interface NameSource {
  local(family: "east-west" | "north-south"): StreetName;
  lane(): StreetName;
}

/** Names in an order that the seed decides: `…街` runs east-west, `…路` north-south, `…巷` in the ancient town. */
export function createNameSource(seed: number): NameSource {
  const words = shuffled(WORDS, seed, "street names");
  const lanes = shuffled(LANES, seed, "lane names");
  let locals = 0;
  let laneCount = 0;
  const nth = (list: readonly (readonly [string, string])[], index: number) => {
    const [zh, en] = list[index % list.length] ?? ["", ""];
    const [ordinalZh, ordinalEn] = ORDINALS[Math.floor(index / list.length)] ?? [
      `${Math.floor(index / list.length)}`,
      `${Math.floor(index / list.length)}th `,
    ];
    return { zh: zh + ordinalZh, en: `${en} ${ordinalEn}` };
  };
  return {
    local(family) {
      const { zh, en } = nth(words, locals++);
      return family === "east-west"
        ? { name: `${zh}街`, nameEn: `${en}Street` }
        : { name: `${zh}路`, nameEn: `${en}Road` };
    },
    lane() {
      const { zh, en } = nth(lanes, laneCount++);
      return { name: `${zh}巷`, nameEn: `${en}Lane` };
    },
  };
}

function shuffled<T>(list: readonly T[], seed: number, part: string): T[] {
  const random = createRandom(seed, part);
  return list
    .map((word) => ({ word, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ word }) => word);
}
