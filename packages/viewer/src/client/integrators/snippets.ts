import type { SnippetLanguage } from "./fill-snippet.ts";
import shell from "./snippets/push.sh?raw";
import typescript from "./snippets/push.ts?raw";
import pythonHttp from "./snippets/push_http.py?raw";
import pythonMqtt from "./snippets/push_mqtt.py?raw";
import shellMqtt from "./snippets/push_mqtt.sh?raw";

/** A copy-paste client as its file has it, before it is filled in. */
interface Snippet {
  readonly id: "typescript" | "pythonHttp" | "pythonMqtt" | "curl" | "mosquitto";
  /** Name of its tab, the same in every language. */
  readonly title: string;
  readonly language: SnippetLanguage;
  readonly text: string;
}

/** Clients that can be copied and run as they are shown. */
export const SNIPPETS: readonly Snippet[] = [
  { id: "typescript", title: "TypeScript • Socket.IO", language: "typescript", text: typescript },
  { id: "pythonHttp", title: "Python • HTTP", language: "python", text: pythonHttp },
  { id: "pythonMqtt", title: "Python • MQTT", language: "python", text: pythonMqtt },
  { id: "curl", title: "curl", language: "shell", text: shell },
  { id: "mosquitto", title: "mosquitto_pub", language: "shell", text: shellMqtt },
];
