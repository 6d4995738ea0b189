# Python 3, nothing to install
import json
import time
import urllib.error
import urllib.request

items = [{"datastream": "DATASTREAM_ID", "time": int(time.time() * 1000), "result": "SAMPLE_RESULT"}]
request = urllib.request.Request(
    "SERVER_URL/api/v1/observations",
    data=json.dumps({"batch": f"b-{time.time_ns()}", "items": items}).encode(),
    headers={"Authorization": "Bearer YOUR_TOKEN", "Content-Type": "application/json"},
)
try:
    # The answer means: on disk. {"accepted":1,"duplicates":0,"rejected":[]}
    print(urllib.request.urlopen(request, timeout=30).read().decode())
except urllib.error.HTTPError as error:
    # 429 and 503 can be waited for: Retry-After, in seconds
    print(error.code, error.headers.get("Retry-After"), error.read().decode())
    raise SystemExit(1)
