#!/bin/sh
# Prepares a cluster for "oc apply -k deploy": what is secret goes straight into the cluster, what is not into deploy/settings.env.
#   sh deploy/setup.sh [--host HOST] [--base PATH] [--rotate] [--oidc]
#   --host    the host of the console's route; default: registry-console below the domain of the cluster's applications
#   --base    a path below it for the console to live at; default /
#   --rotate  new secrets: everybody signs in again
#   --oidc    for clusters that sign people in with an identity provider: its client's secret is read from the standard input
# It may be run again at any time: secrets that are there stay as they are. It takes a cluster administrator who is logged in.
set -eu
umask 077
cd "$(dirname "$0")"

name=registry-console
secret=registry-console-oauth
settings=settings.env

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

host='' base='' rotate=no oidc=no
while [ $# -gt 0 ]; do
  case $1 in
    --host) host=${2:?} && shift ;;
    --base) base=${2:?} && shift ;;
    --rotate) rotate=yes ;;
    --oidc) oidc=yes ;;
    *) fail "$1 is no option of this. It takes --host HOST, --base PATH, --rotate and --oidc." ;;
  esac
  shift
done

command -v oc > /dev/null || fail 'oc is missing: https://docs.openshift.com/container-platform/latest/cli_reference/openshift_cli/getting-started-cli.html'
oc whoami > /dev/null || fail 'Nobody is logged in. Log in with "oc login" as an administrator of the cluster.'
[ "$oidc" = yes ] || [ "$(oc get authentication.config.openshift.io cluster -o 'jsonpath={.spec.type}' 2> /dev/null)" != OIDC ] ||
  fail 'This cluster signs people in with an identity provider of its own, and has no sign-in of OpenShift: see "Clusters with OIDC" in docs/deploy.md.'

# ── What is not secret ──

# setting NAME VALUE: one line of the settings, the others as they are
setting() {
  sed "s|^$1=.*|$1=$2|" "$settings" > "$settings.new"
  mv "$settings.new" "$settings"
}

if [ ! -f "$settings" ]; then
  if [ -z "$host" ]; then
    domain=$(oc get ingresses.config.openshift.io cluster -o 'go-template={{or .spec.appsDomain .spec.domain}}') ||
      fail 'The domain of the applications cannot be read. Name the host of the console: --host HOST.'
    host=$name.$domain
  fi
  cp settings.env.example "$settings"
fi
if [ -n "$host" ]; then
  case $host in *[!A-Za-z0-9.-]* | .* | -* | *. | *..*) fail "\"$host\" is no name of a host." ;; esac
  setting CONSOLE_HOST "$host"
fi
if [ -n "$base" ]; then
  base=$(printf '/%s/' "$base" | sed 's|//*|/|g')
  case $base in *[!A-Za-z0-9._~/-]* | */./* | */../*) fail "\"$base\" is no path such as /console/." ;; esac
  setting BASE_PATH "$base"
fi
host=$(sed -n 's/^CONSOLE_HOST=//p' "$settings")
base=$(sed -n 's/^BASE_PATH=//p' "$settings")

# ── What is secret: it is in this shell and on its way through pipes, in no file, no argument and no output ──

random() {
  # 32 bytes, in 43 characters without a line's end, which the proxy would take for a part of it.
  head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'
}

oc apply -f namespace.yaml > /dev/null
found=$(oc get secret "$secret" -n "$name" --ignore-not-found -o name)
if [ -n "$found" ] && [ "$rotate" = no ]; then
  client=$(oc get secret "$secret" -n "$name" -o 'go-template={{index .data "client-secret" | base64decode}}')
else
  client=$(random)
  cookie=$(random)
  if [ "$oidc" = yes ]; then
    if [ -t 0 ]; then
      printf "The client's secret, which is not shown: " >&2
      stty -echo
      trap 'stty echo' EXIT
    fi
    IFS= read -r client || true
    case $client in '' | *[!A-Za-z0-9._~+/=-]*) fail 'That is no secret of a client: nothing was made.' ;; esac
  fi
  [ -z "$found" ] || oc delete secret "$secret" -n "$name" > /dev/null
  printf '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"%s","namespace":"%s","labels":{"app.kubernetes.io/name":"%s"}},"type":"Opaque","stringData":{"client-secret":"%s","cookie-secret":"%s"}}' \
    "$secret" "$name" "$name" "$client" "$cookie" | oc create -f - > /dev/null
fi
[ -n "$client" ] || fail "The secret $secret holds no client-secret. Make new ones: --rotate."
if [ "$oidc" = yes ]; then
  : # The client is the identity provider's.
elif [ -n "$(oc get oauthclient.oauth.openshift.io "$name" --ignore-not-found -o name)" ]; then
  printf '{"secret":"%s"}' "$client" |
    oc patch oauthclient.oauth.openshift.io "$name" --type=merge --patch-file=/dev/stdin > /dev/null
else
  # Without an address to come back to it signs nobody in: that comes with the rest.
  printf '{"apiVersion":"oauth.openshift.io/v1","kind":"OAuthClient","metadata":{"name":"%s"},"grantMethod":"auto","secret":"%s"}' \
    "$name" "$client" | oc create -f - > /dev/null
fi
if [ "$rotate" = yes ] && [ -n "$(oc get deployment "$name" -n "$name" --ignore-not-found -o name)" ]; then
  oc rollout restart "deployment/$name" -n "$name" > /dev/null
fi

printf 'The cluster has the secrets, deploy/%s the rest. Now:\n' "$settings"
printf '  oc apply -k deploy\n'
printf '  oc start-build %s -n %s --from-repo=. --follow\n' "$name" "$name"
printf 'It will be at https://%s%s\n' "$host" "$base"
