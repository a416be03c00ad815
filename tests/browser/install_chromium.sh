# Debian's Chromium for the browser tests, through apt where that can be done; elsewhere the tests say that they skip.
# The one without windows (headless shell) where Debian has it: it draws no frame around the page, and costs less.
command -v chromium-headless-shell >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || { command -v chromium >/dev/null 2>&1 && exit 0; echo "No Chromium and no apt here: the browser tests will be skipped."; exit 0; }
root=""
[ "$(id -u)" = 0 ] || root="sudo -n"
install="env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fonts-noto-color-emoji"
$root apt-get update -qq && { $root $install chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 \
  || $root $install chromium >/dev/null; } \
  || echo "Chromium could not be installed: the browser tests will be skipped."
exit 0
