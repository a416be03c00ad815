# Debian's PostgreSQL for the tests of decisions, through apt where that can be done; elsewhere the tests say that they skip.
for folder in /usr/lib/postgresql/*/bin; do [ -x "$folder/initdb" ] && exit 0; done
command -v initdb >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || { echo "No PostgreSQL and no apt here: its tests will be skipped."; exit 0; }
root=""
[ "$(id -u)" = 0 ] || root="sudo -n"
$root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null \
  || echo "PostgreSQL could not be installed: its tests will be skipped."
exit 0
