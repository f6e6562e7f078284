#!/usr/bin/env bash
# A bundle in the hands of someone who has no Thước.
source "$(dirname "$0")/support/check.sh"

check 'unzip -t' unzip -tq bundle.zip
check 'python zipfile finds nothing wrong' python3 -c '
import sys, zipfile
z = zipfile.ZipFile("bundle.zip"); sys.exit(z.testzip() is not None or len(z.infolist()) < 14)'
if command -v 7z >/dev/null; then check '7z t' 7z t bundle.zip; else skip '7z is not here'; fi
check 'zip -T' zip -qT bundle.zip

cd "$bag"
check 'sha256sum -c --strict tagmanifest' sha256sum -c --strict tagmanifest-sha256.txt
check 'sha256sum -c --strict manifest' sha256sum -c --strict manifest-sha256.txt
check 'a BagIt validator' python3 "$here/bagit.py" "$bag"
python3 -c 'import bagit' 2>/dev/null && check 'bagit-python' python3 -m bagit --validate "$bag"
echo "$principal $(cat "signatures/$id.pub")" > "$work/signers"
ssh_verify() { ssh-keygen -Y verify -n "${1:-thuoc-bundle}" -I "${2:-$principal}" -f "$work/signers" -s "signatures/$id.sshsig" < "${3:-tagmanifest-sha256.txt}"; }
check 'ssh-keygen -Y verify' ssh_verify
refuse_ssh() { ! ssh_verify "$@"; }
check 'ssh-keygen refuses another namespace' refuse_ssh file
check 'ssh-keygen refuses another principal' refuse_ssh thuoc-bundle other
check 'ssh-keygen refuses other bytes' refuse_ssh thuoc-bundle "$principal" manifest-sha256.txt
ssl_verify() { openssl pkeyutl -verify -rawin -pubin -inkey "signatures/$id.pub.pem" -sigfile "signatures/$id.ed25519" -in "$1"; }
check 'openssl pkeyutl -verify -rawin' ssl_verify tagmanifest-sha256.txt
refuse_ssl() { ! ssl_verify "$@"; }
check 'openssl refuses other bytes' refuse_ssl manifest-sha256.txt
check 'the two public keys are one' same \
  "$(openssl pkey -pubin -in "signatures/$id.pub.pem" -outform DER | tail -c 32 | base64)" \
  "$(cut -d' ' -f2 "signatures/$id.pub" | base64 -d | tail -c 32 | base64)"
check 'openssl writes the PEM byte for byte the same' cmp \
  <(openssl pkey -pubin -in "signatures/$id.pub.pem") "signatures/$id.pub.pem"
check 'ssh-keygen -lf shows our fingerprint' has "$(ssh-keygen -lf "signatures/$id.pub")" " $fingerprint $principal "
check 'the names of signature files begin the fingerprint in hex' same "$id" \
  "$(cut -d' ' -f2 "signatures/$id.pub" | base64 -d | sha256sum | cut -c1-16)"
check 'the readable page loads nothing and runs nothing' bash -c \
  '! grep -qiE "<script|src=|href=\"?http|@import|url\(" data/tom-tat.html'
check 'the rubric is the pack, byte for byte' cmp data/rubric.json "$pack_json"
check 'empty evidence is there' bash -c '[[ -n $(find data/evidence -size 0) ]]'

cd "$work"
check 'packing again gives the same bytes' bash -c '"$0" pack dossier.json --evidence minh-chung --key key.json -o again.zip && cmp bundle.zip again.zip' "$thuoc"
check 'no temporary file is left' bash -c '[[ -z $(ls | grep -E "zip\.") ]]'
check 'what pack says of the file is so' has "$(cat saved.txt)" "bundle.zip ($(stat -c %s bundle.zip) byte)"
check '… and of the key' has "$(cat saved.txt)" "$fingerprint"
finish
