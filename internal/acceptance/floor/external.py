# A program for the data source external: it reads arguments as JSON, and writes
# the password as JSON.
import base64, hashlib, hmac, json, sys

query = json.load(sys.stdin)
signature = ("AWS4" + query["secret_access_key"]).encode()
for message in ["11111111", query["region"], "ses", "aws4_request", "SendRawEmail"]:
    signature = hmac.new(signature, message.encode(), hashlib.sha256).digest()
json.dump({"password": base64.b64encode(bytes([4]) + signature).decode()}, sys.stdout)
