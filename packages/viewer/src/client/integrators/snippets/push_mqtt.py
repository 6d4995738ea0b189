# pip install paho-mqtt
import json
import time

import paho.mqtt.client as mqtt

ROOT = "shuicheng/v1/INTEGRATOR_TOPIC"
items = [{"datastream": "DATASTREAM_ID", "time": int(time.time() * 1000), "result": "SAMPLE_RESULT"}]


def on_connect(client, userdata, flags, code, *_):
    if code != 0:
        raise SystemExit(f"refused: {code}")
    client.subscribe(f"{ROOT}/results", qos=1)


def on_subscribe(client, userdata, message, codes, *_):
    batch = {"batch": f"b-{time.time_ns()}", "items": items}
    client.publish(f"{ROOT}/observations", json.dumps(batch), qos=1)


def on_message(client, userdata, message):
    # {"accepted":1,"duplicates":0,"rejected":[],"batch":"b-…"}
    print(message.payload.decode())
    client.disconnect()


# paho-mqtt 2 asks which form its callbacks have; 1 knows one
is_version_2 = hasattr(mqtt, "CallbackAPIVersion")
client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2) if is_version_2 else mqtt.Client()
client.username_pw_set("INTEGRATOR_NAME", "YOUR_TOKEN")
client.on_connect = on_connect
client.on_subscribe = on_subscribe
client.on_message = on_message
client.connect("SERVER_HOST", "MQTT_PORT", keepalive=60)
client.loop_forever()
