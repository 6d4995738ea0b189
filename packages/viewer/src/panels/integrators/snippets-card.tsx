import { AutoComplete, InputNumber } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { sampleOf } from "../../client/integrators/build-example.ts";
import { useOfferedDatastreams } from "../../client/integrators/datastream-import.ts";
import { fillSnippet } from "../../client/integrators/fill-snippet.ts";
import { SNIPPETS } from "../../client/integrators/snippets.ts";
import { CopyButton } from "../copy-button.tsx";
import { TabBar } from "./tab-bar.tsx";
import "./snippets-card.css";

const DEFAULT_MQTT_PORT = 1883;

/** Clients to copy and run, filled in with this server, the chosen token's name and a datastream. */
export function SnippetsCard(props: {
  /** Name of the chosen token. */
  readonly integrator: string | undefined;
  /** Of a token that was just made. */
  readonly secret: string | undefined;
}) {
  const { t } = useTranslation("integrators");
  const [chosen, choose] = useState<(typeof SNIPPETS)[number]["id"]>("typescript");
  const [typed, setTyped] = useState<string | null>(null);
  const [mqttPort, setMqttPort] = useState(DEFAULT_MQTT_PORT);
  const datastreams = useOfferedDatastreams().data ?? [];
  const [datastreamId, portId] = [useId(), useId()];
  const datastream = typed ?? datastreams[0]?.id ?? "DATASTREAM_ID";
  const known = datastreams.find(({ id }) => id === datastream);
  const snippet = SNIPPETS.find(({ id }) => id === chosen);
  const isMqtt = chosen === "pythonMqtt" || chosen === "mosquitto";
  const text =
    snippet &&
    fillSnippet(snippet.text, snippet.language, {
      server: window.location.origin,
      mqttPort,
      token: props.secret ?? "YOUR_TOKEN",
      integrator: props.integrator ?? "INTEGRATOR_NAME",
      datastream,
      result: known ? sampleOf(known) : 0,
    });
  return (
    <section className="card snippets-card" data-testid="snippets" aria-label={t("snippets.title")}>
      <div className="card-head">
        <TabBar label={t("snippets.tabs")} tabs={SNIPPETS} chosen={chosen} onChoose={choose} />
        {text !== undefined && (
          <CopyButton
            key={chosen}
            text={text}
            label={t("snippets.copy")}
            name={t("snippets.copyNamed", { client: SNIPPETS.find(({ id }) => id === chosen)?.title ?? "" })}
            copied={t("snippets.copied")}
            failed={t("snippets.copyFailed")}
          />
        )}
      </div>
      <div className="snippet-fields">
        <label htmlFor={datastreamId}>{t("snippets.datastream")}</label>
        <AutoComplete
          id={datastreamId}
          size="small"
          className="snippet-datastream"
          value={datastream}
          options={datastreams.map(({ id }) => ({ value: id }))}
          onChange={setTyped}
        />
        {isMqtt && (
          <>
            <label htmlFor={portId}>{t("snippets.mqttPort")}</label>
            <InputNumber
              id={portId}
              size="small"
              controls={false}
              value={mqttPort}
              min={1}
              max={65_535}
              precision={0}
              onChange={(port) => setMqttPort(port ?? DEFAULT_MQTT_PORT)}
            />
          </>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <pre className="snippet" tabIndex={0} data-testid="snippet" translate="no">
        {text}
      </pre>
      <div className="snippet-notes">
        <p>{t(props.secret === undefined ? "snippets.token" : "snippets.tokenFilled")}</p>
        {isMqtt && <p>{t("snippets.mqtt")}</p>}
        <p>{t("snippets.notes")}</p>
      </div>
    </section>
  );
}
