# Debian's Chromium for the browser tests, through apt where that can be done; elsewhere the tests say that they skip.
command -v chromium >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || { echo "No Chromium and no apt here: the browser tests will be skipped."; exit 0; }
root=""
[ "$(id -u)" = 0 ] || root="sudo -n"
$root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-color-emoji >/dev/null \
  || echo "Chromium could not be installed: the browser tests will be skipped."
exit 0
