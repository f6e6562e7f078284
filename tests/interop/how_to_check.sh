#!/usr/bin/env bash
# KIEM-TRA.txt, copied and pasted: every command of its Linux section, in both languages, on a good and on a bad bundle.
source "$(dirname "$0")/support/check.sh"
page="$bag/KIEM-TRA.txt"

check 'no line of prose is over 80 characters' bash -c '! grep -vE "^    " "$0" | grep -qE "^.{81,}"' "$page"
check 'it names the fingerprint' grep -qF "$fingerprint" "$page"

# The nth language's Linux commands: what stands four blanks in, between "--- LINUX" and "--- WINDOWS".
commands() { awk -v n="$1" '/^--- LINUX/ { seen++ } /^--- WINDOWS/ { on = 0 } /^--- LINUX/ && seen == n { on = 1 } on && /^    /' "$page" | sed 's/^    //'; }
check 'both languages give the same commands' cmp <(commands 1) <(commands 2)
check 'there are commands' bash -c "[[ $(commands 1 | wc -l) -ge 9 ]]"

# Runs them in a folder with only the bundle, as a person would who types one after the other.
follow() {
  rm -rf person && mkdir person && cp "$1" "person/$top.zip" && commands 1 > steps.sh &&
    (cd person && bash ../steps.sh) >person.log 2>&1
}
follow bundle.zip
check 'every hash is OK' same "$(grep -c ': OK$' person.log)" "$(cat "$bag"/*manifest-sha256.txt | wc -l)"
check 'no hash is wrong' bash -c '! grep -qi "fail" person.log'
check 'diff prints nothing' bash -c '! grep -qE "^[<>]" person.log'
check 'the fingerprint is shown' grep -qF "$fingerprint" person.log
check 'ssh-keygen says Good' grep -qF "Good \"thuoc-bundle\" signature for $principal with ED25519 key $fingerprint" person.log
check 'openssl says Verified' grep -qF 'Signature Verified Successfully' person.log

spoil() { rm -rf spoilt spoilt.zip; cp -r unpacked spoilt; (cd "spoilt/$top" && eval "$1"); (cd spoilt && zip -qr ../spoilt.zip "$top"); follow spoilt.zip; }
spoil 'sed -i s/Chim/Khim/ data/dossier.json'
check 'a changed record is noticed' grep -q 'data/dossier.json: FAILED' person.log
spoil 'echo x > data/them.txt'
check 'an extra file is noticed' grep -q '^> data/them.txt' person.log
spoil 'echo >> tagmanifest-sha256.txt'
check 'a changed list is noticed by ssh-keygen' bash -c '! grep -q "^Good" person.log'
check '… and by openssl' bash -c '! grep -q "Verified Successfully" person.log'
if command -v pwsh >/dev/null; then
  follow bundle.zip
  awk '/^--- WINDOWS/ && ++n == 1 { on = 1 } /^--- Ý/ { on = 0 } on && /^    /' "$page" | sed 's/^    //' | grep -v '^cmd /c' > steps.ps1
  (cd person && rm -rf "$top" && pwsh -NonInteractive -File ../steps.ps1) > pwsh.log 2>&1
  check 'PowerShell finds nothing wrong' bash -c '! grep -q "^SAI" pwsh.log'
else skip 'pwsh is not here: the PowerShell section was only read'; fi
finish
