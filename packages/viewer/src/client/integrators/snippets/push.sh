# One item a line, any number of lines
curl -sS 'SERVER_URL/api/v1/observations' \
  -H 'Authorization: Bearer YOUR_TOKEN' \
  -H 'Content-Type: application/x-ndjson' \
  --data-binary '{"datastream": "DATASTREAM_ID", "time": '$(date +%s%3N)', "result": "SAMPLE_RESULT"}'
