import { texts } from "./texts.ts";

/** The menu of an element, and what a walker is told. */
export const inspectorMenu = texts(
  {
    title: "{{name}} 的菜单",
    several_one: "{{count}} 个构件",
    several_other: "{{count}} 个构件",
    nothing: "画面",
    hide: "隐藏",
    isolate: "隔离",
    ghost: "其余透显",
    fit: "适合",
    city: "城市中查看",
    copy: "复制 GlobalId",
    showAll: "全部显示",
    fitAll: "看全部",
    walk: {
      how: "W A S D 或方向键走，拖动转头，Shift 跑，Q E 上下楼，双击地面走到那里，Esc 停在原地，之后 Ctrl Z 回到漫游前的视图",
      top: "上面没有楼层了",
      bottom: "下面没有楼层了",
      touch: "拖动转头，双击地面走到那里",
      end: "停止漫游",
      back: "回到漫游前",
    },
  },
  {
    title: "Menu of {{name}}",
    several_one: "{{count}} element",
    several_other: "{{count}} elements",
    nothing: "the picture",
    hide: "Hide",
    isolate: "Isolate",
    ghost: "X-ray all else",
    fit: "Fit",
    city: "Show in city",
    copy: "Copy GlobalId",
    showAll: "Show all",
    fitAll: "See all",
    walk: {
      how: "W A S D or arrows walk, drag to look, Shift runs, Q E change floors, double-click a floor to go there, Esc stops here, Ctrl Z then goes back to the view from before",
      top: "There is no floor above",
      bottom: "There is no floor below",
      touch: "Drag to look, double-tap a floor to go there",
      end: "Stop here",
      back: "Back to before",
    },
  },
);
