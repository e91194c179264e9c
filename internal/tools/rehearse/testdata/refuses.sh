#!/bin/sh
cat <<'END'
╷
│ Error: Failed to install provider
│
│ Error while installing sessmtp/sessmtp v1.2.3: authentication signature
│ from unknown issuer
╵
END
exit 1
