# apt install mosquitto-clients
# Quality of service 1: it ends when the broker says that the value is on disk
mosquitto_pub -V 311 -q 1 -h 'SERVER_HOST' -p 'MQTT_PORT' \
  -u 'INTEGRATOR_NAME' -P 'YOUR_TOKEN' \
  -t 'shuicheng/v1/INTEGRATOR_TOPIC/observations/DATASTREAM_ID' \
  -m '{"time": '$(date +%s%3N)', "result": "SAMPLE_RESULT"}'
