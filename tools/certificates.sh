# Sourced: uv and Node bring their own list of certificate authorities; where this machine has one, it is what counts.
system=/etc/ssl/certs/ca-certificates.crt
if [ -z "${SSL_CERT_FILE:-}" ]; then
    told=${PIP_CERT:-$(python3 -m pip config get global.cert 2>/dev/null || true)}
    if [ -n "$told" ] && [ -f "$told" ]; then
        export SSL_CERT_FILE="$told"
    elif [ -s "$system" ]; then
        export SSL_CERT_FILE="$system"
    fi
fi
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -n "${SSL_CERT_FILE:-}" ]; then
    export NODE_EXTRA_CA_CERTS="$SSL_CERT_FILE"
fi
