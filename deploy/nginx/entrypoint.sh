#!/bin/sh
# Renders the configuration of nginx and the page from the environment, below /tmp alone, and starts nginx. Anything in the environment
# that is not of its form ends it: nothing else is ever written into the configuration.
#   BASE_PATH         where the console lives, such as /console/; default /
#   FRAME_ANCESTORS   origins, separated by spaces, whose pages may show the console in a frame; none; *; default: its own
#   API_URL           https address of the API server; default: that of the cluster around
#   API_NAME          the name its certificate is for; default: the host of API_URL, or kubernetes.default.svc for a number
#   API_CA            certificates of those who may vouch for it, a file
#   PROMETHEUS_URL    https address of Prometheus or Thanos, fully qualified; empty: no metrics
#   PROMETHEUS_CA     the same for it; without the file there are no metrics
#   TOKEN_HEADER      the header with the token of who is signed in: X-Forwarded-Access-Token, or Authorization (with Bearer)
#   CLUSTER_NAME, API_SERVER_URL, SIGN_IN, SIGN_OUT   for config.json: see docs/deploy.md
#   PORT, STATUS_PORT  8080 for the proxy beside it, on this machine alone; 8081 for probes and metrics
#   WORKERS, ACCESS_LOG=off
# With the argument "render" it stops before nginx is started.
set -eu
set -f
umask 077

home=${CONSOLE_HOME:-/usr/share/registry-console}
run=${RUN_DIR:-/tmp/registry-console}
ca=/etc/registry-console/ca

refuse() {
  printf 'registry-console: %s\n' "$1" >&2
  exit 64
}

# matches TEXT EXPRESSION: the whole of a text of one line
matches() {
  case $1 in *"
"*) return 1 ;; esac
  printf '%s\n' "$1" | grep -Eqx -e "$2"
}

# check NAME EXPRESSION ADVICE: that a variable is of its form
check() {
  eval "checked=\$$1"
  matches "$checked" "$2" || refuse "$1 is \"$checked\". $3"
}

lower() {
  printf '%s' "$1" | tr 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' 'abcdefghijklmnopqrstuvwxyz'
}

host='([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])'

# The sources of the directive frame-ancestors, by the rules of scripts/dev/frameAncestors.ts.
frame_ancestors() {
  # shellcheck disable=SC2086
  set -- ${FRAME_ANCESTORS:-}
  sources="'self'"
  if [ $# -eq 1 ]; then
    case $1 in
      none | "'none'") sources="'none'" ;;
      '*') sources='*' ;;
    esac
    [ "$sources" = "'self'" ] || return 0
  fi
  for word in "$@"; do
    case $word in self | "'self'") continue ;; esac
    matches "$word" "[Hh][Tt][Tt][Pp][Ss]?://(\\*\\.)?$host(:[0-9]{1,5})?/?" ||
      refuse "FRAME_ANCESTORS: \"$word\" is no origin, such as https://console.example.com"
    origin=$(lower "${word%/}")
    case $origin in
      https://*:443) origin=${origin%:443} ;;
      http://*:80) origin=${origin%:80} ;;
    esac
    case " $sources " in *" $origin "*) ;; *) sources="$sources $origin" ;; esac
  done
}

# split URL: its host without brackets, host with brackets, and port
split() {
  authority=${1#https://}
  authority=${authority%/}
  case $authority in
    *]) bracketed=$authority port=443 ;;
    *:*) bracketed=${authority%:*} port=${authority##*:} ;;
    *) bracketed=$authority port=443 ;;
  esac
}

# name_of HOST DEFAULT: what a certificate is for; a number is none
name_of() {
  if matches "$1" '[0-9.]+|\[.*\]'; then printf '%s' "$2"; else printf '%s' "$1"; fi
}

# ── What the environment says ──

BASE_PATH=$(printf '/%s/' "${BASE_PATH:-}" | sed 's|//*|/|g')
check BASE_PATH '/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*' 'It has to be a path such as /console/.'
frame_ancestors

if [ -z "${API_URL:-}" ]; then
  : "${KUBERNETES_SERVICE_HOST:?registry-console: API_URL is not set, and this is no pod of a cluster}"
  case $KUBERNETES_SERVICE_HOST in
    *:*) API_URL="https://[$KUBERNETES_SERVICE_HOST]:${KUBERNETES_SERVICE_PORT:-443}" ;;
    *) API_URL="https://$KUBERNETES_SERVICE_HOST:${KUBERNETES_SERVICE_PORT:-443}" ;;
  esac
fi
# Tokens go over nothing but https.
address="https://$host(:[0-9]{1,5})?/?"
check API_URL "$address" 'It has to be an https address without a path, such as https://kubernetes.default.svc.'
split "$API_URL"
api_server=$bracketed:$port
API_NAME=${API_NAME:-$(name_of "$bracketed" kubernetes.default.svc)}
check API_NAME '[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?' 'It has to be a name of a host.'
api_host=$API_NAME:$port
API_CA=${API_CA:-$ca/api/ca.crt}
check API_CA '/[A-Za-z0-9._/-]+' 'It has to be the path of a file.'
[ -r "$API_CA" ] || refuse "API_CA: there is no file $API_CA. Without it nobody can tell the API server from another."

PROMETHEUS_URL=${PROMETHEUS_URL:-}
PROMETHEUS_CA=${PROMETHEUS_CA:-$ca/service/service-ca.crt}
prometheus_server='' prometheus_host='""' prometheus_name=none
if [ -n "$PROMETHEUS_URL" ]; then
  check PROMETHEUS_URL "$address" 'It has to be an https address without a path, such as https://thanos-querier.openshift-monitoring.svc.cluster.local:9091.'
  check PROMETHEUS_CA '/[A-Za-z0-9._/-]+' 'It has to be the path of a file.'
  if [ -r "$PROMETHEUS_CA" ]; then
    split "$PROMETHEUS_URL"
    prometheus_server=$bracketed:$port
    prometheus_name=${PROMETHEUS_NAME:-$(name_of "$bracketed" localhost)}
    matches "$prometheus_name" '[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?' || refuse "PROMETHEUS_NAME is \"$prometheus_name\". It has to be a name of a host."
    prometheus_host=$prometheus_name:$port
  else
    printf 'registry-console: there is no file %s, so there are no metrics\n' "$PROMETHEUS_CA" >&2
    PROMETHEUS_CA=$API_CA
  fi
else
  PROMETHEUS_CA=$API_CA
fi

TOKEN_HEADER=$(lower "${TOKEN_HEADER:-x-forwarded-access-token}")
case $TOKEN_HEADER in
  authorization) token_scheme='Bearer ' ;;
  x-forwarded-access-token) token_scheme='' ;;
  *) refuse "TOKEN_HEADER is \"$TOKEN_HEADER\". It has to be X-Forwarded-Access-Token or Authorization." ;;
esac
token_variable=$(printf '%s' "$TOKEN_HEADER" | tr - _)

PORT=${PORT:-8080} STATUS_PORT=${STATUS_PORT:-8081} WORKERS=${WORKERS:-2}
check PORT '[1-9][0-9]{0,4}' 'It has to be a number of a port.'
check STATUS_PORT '[1-9][0-9]{0,4}' 'It has to be a number of a port.'
check WORKERS '[1-9][0-9]?' 'It has to be a number of processes.'

CLUSTER_NAME=${CLUSTER_NAME:-} API_SERVER_URL=${API_SERVER_URL:-} SIGN_IN=${SIGN_IN:-} SIGN_OUT=${SIGN_OUT:-}
check CLUSTER_NAME '[A-Za-z0-9 ._:/()-]*' 'It may hold letters, digits, blanks and . _ : / ( ) -'
check API_SERVER_URL '(https?://[A-Za-z0-9._:/[-]+]?[A-Za-z0-9._:/-]*)?' 'It has to be an address such as https://api.example.com:6443.'
check SIGN_IN '[A-Za-z0-9._~:/?=&{}-]*' 'It has to be an address, with {path} for where to come back to.'
check SIGN_OUT '[A-Za-z0-9._~:/?=&-]*' 'It has to be an address.'

case ${ACCESS_LOG:-on} in
  on) access_log='/dev/stdout requests' ;;
  off) access_log=off ;;
  *) refuse "ACCESS_LOG is \"$ACCESS_LOG\". It has to be on or off." ;;
esac

# This machine alone may speak to it: the proxy beside it in the pod.
listen="listen 127.0.0.1:$PORT;" status_listen="listen $STATUS_PORT;"
if grep -q . /proc/net/if_inet6 2>/dev/null; then
  listen="$listen listen [::1]:$PORT;"
  status_listen="$status_listen listen [::]:$STATUS_PORT;"
fi

resolver='' servers=''
while read -r word server _; do
  [ "$word" = nameserver ] || continue
  case ${server%%\%*} in
    *:*) servers="$servers [${server%%\%*}]" ;;
    *) servers="$servers $server" ;;
  esac
done < "${RESOLV_CONF:-/etc/resolv.conf}"
if [ -n "$servers" ]; then
  matches "$servers" '( ([0-9.]+|\[[0-9A-Fa-f:.]+\]))+' || refuse "/etc/resolv.conf names \"$servers\""
  resolver="resolver$servers valid=30s; resolver_timeout 5s;"
fi

# ── What nginx reads ──

pattern=$(printf '%s' "$BASE_PATH" | sed 's/\./\\\\./g')
bare=${pattern%/}
# At / there is nothing to redirect: no address begins with anything but a slash.
[ -n "$bare" ] || bare='[^/]'

mkdir -p "$run/site"
sed \
  -e "s|@WORKERS@|$WORKERS|g" \
  -e "s|@RUN@|$run|g" \
  -e "s|@SITE@|$home/site|g" \
  -e "s|@ACCESS_LOG@|$access_log|g" \
  -e "s|@BASE_PATTERN@|$pattern|g" \
  -e "s|@BASE_BARE@|$bare|g" \
  -e "s|@BASE@|$BASE_PATH|g" \
  -e "s|@FRAME_ANCESTORS@|$sources|g" \
  -e "s|@TOKEN_VARIABLE@|$token_variable|g" \
  -e "s|@TOKEN_SCHEME@|$token_scheme|g" \
  -e "s|@API_SERVER@|$api_server|g" \
  -e "s|@API_HOST@|$api_host|g" \
  -e "s|@API_NAME@|$API_NAME|g" \
  -e "s|@API_CA@|$API_CA|g" \
  -e "s|@API_URL@|$API_URL|g" \
  -e "s|@PROMETHEUS_SERVER@|$prometheus_server|g" \
  -e "s|@PROMETHEUS_HOST@|$prometheus_host|g" \
  -e "s|@PROMETHEUS_NAME@|$prometheus_name|g" \
  -e "s|@PROMETHEUS_CA@|$PROMETHEUS_CA|g" \
  -e "s|@PROMETHEUS_URL@|${PROMETHEUS_URL:-https://localhost}|g" \
  -e "s|@RESOLVER@|$resolver|g" \
  -e "s|@LISTEN@|$listen|g" \
  -e "s|@STATUS_LISTEN@|$status_listen|g" \
  "${CONSOLE_HOME:-/usr/share/registry-console}/nginx.conf.template" > "$run/nginx.conf"
if grep -n '@[A-Z_]*@' "$run/nginx.conf" >&2; then refuse 'the template has a place that nothing fills'; fi

sed "s|<base href=\"/\"|<base href=\"$BASE_PATH\"|" "$home/site/index.html" > "$run/site/index.html"
{
  printf '{\n  "clusterName": "%s",\n  "apiServerURL": "%s"' "$CLUSTER_NAME" "$API_SERVER_URL"
  [ -z "$SIGN_IN" ] || printf ',\n  "signIn": "%s"' "$SIGN_IN"
  [ -z "$SIGN_OUT" ] || printf ',\n  "signOut": "%s"' "$SIGN_OUT"
  printf '\n}\n'
} > "$run/site/config.json"

[ "${1:-}" != render ] || exit 0
# The file named here is opened before the configuration is read.
exec nginx -e stderr -c "$run/nginx.conf" -g 'daemon off;'
