#!/usr/bin/env bash
# The register and the signatures, in the hands of OpenSSH and back.
source "$(dirname "$0")/support/check.sh"
pub="$(cat "$bag/signatures/$id.pub")"

# Verdicts by what the register says.
echo "$principal namespaces=\"thuoc-bundle\" $pub Trường Đồi Chim Sẻ" > registered
echo "79000001 $pub" > elsewhere
ssh-keygen -q -t ed25519 -N '' -C other -f other
echo "$principal $(cat other.pub)" > other-key
ask() { "$thuoc" verify --json --signers "$1" bundle.zip | python3 -c 'import json,sys; r=json.loads(sys.stdin.readline()); print(r["verdict"], r["reason_code"])'; }
check 'registered for this unit' same "$(ask registered)" 'valid bundle.valid'
check 'a register that cannot be read stops everything' bash -c '"$0" verify --signers no-such-file bundle.zip; [[ $? == 2 ]]' "$thuoc"
: > empty
check 'an empty register' same "$(ask empty)" 'unknown-key bundle.unknown_key'
check 'registered for another unit' same "$(ask elsewhere)" 'unknown-key bundle.key_of_other_unit'
check 'the unit has another key' same "$(ask other-key)" 'unknown-key bundle.unit_has_other_key'

check 'a register may come through a pipe' same "$(verdict bundle.zip --signers <(cat registered))" 'valid canonical'

# A register as OpenSSH would have it, with everything it allows; ssh-keygen reads it too.
ssh-keygen -q -t rsa -b 2048 -N '' -f rsa
cat > mixed <<R
# danh bạ của Sở

cert-authority,namespaces="thuoc-bundle" rubbish
*.example $(cat other.pub)
79000002 $(cat rsa.pub)
79000003 valid-before="20200101" $(cat other.pub)
79000001,$principal namespaces="file,thuoc-bundle" $pub
R
check 'a mixed register: the good line counts' same "$(ask mixed 2>/dev/null)" 'valid bundle.valid'
check '… and each bad line is named' same "$(ask mixed 2>&1 >/dev/null | grep -c '^mixed@')" 4
check '… and ssh-keygen agrees on the good line' bash -c "ssh-keygen -Y verify -n thuoc-bundle -I '$principal' -f mixed -s '$bag/signatures/$id.sshsig' < '$bag/tagmanifest-sha256.txt'"
check 'find-principals finds the unit by its encoded code' has \
  "$(ssh-keygen -Y find-principals -f registered -s "$bag/signatures/$id.sshsig" -n thuoc-bundle)" "$principal"

# A second signer who has only ssh-keygen and openssl: his four files are as good as ours.
cat > cosign.py <<'P'
import base64, hashlib, struct, subprocess, sys
bag, principal = sys.argv[1:]
text = open("other").read().split("-----")[2]
blob = base64.b64decode("".join(text.split()))
line = open("other.pub").read().split()
wire = base64.b64decode(line[1])
key = wire[-32:]
seed = blob[blob.index(key, blob.index(key) + 32) + 36:][:32]     # after the second copy of the public key
stem = bag + "/signatures/" + hashlib.sha256(wire).hexdigest()[:16]
der = bytes.fromhex("302e020100300506032b657004220420") + seed
open("other.der", "wb").write(der)
run = lambda *words: subprocess.run(words, check=True)
run("openssl", "pkey", "-inform", "DER", "-in", "other.der", "-pubout", "-out", stem + ".pub.pem")
run("openssl", "pkey", "-inform", "DER", "-in", "other.der", "-out", "other.pem")
run("openssl", "pkeyutl", "-sign", "-rawin", "-inkey", "other.pem", "-in", bag + "/tagmanifest-sha256.txt", "-out", stem + ".ed25519")
open(stem + ".pub", "w").write(f"{line[0]} {line[1]} {principal}\n")
run("ssh-keygen", "-q", "-Y", "sign", "-n", "thuoc-bundle", "-f", "other", bag + "/tagmanifest-sha256.txt")
import os
os.rename(bag + "/tagmanifest-sha256.txt.sig", stem + ".sshsig")
P
check 'another signer signs with stock tools' python3 cosign.py "$bag" "$principal"
(cd unpacked && zip -qr ../two.zip "$top")
ask_two() { "$thuoc" verify --json --signers "$1" two.zip | python3 -c 'import json,sys; r=json.loads(sys.stdin.readline()); print(r["verdict"], len(r["signers"]))'; }
check 'two signers, ours known' same "$(ask_two registered)" 'valid 2'
check 'two signers, the other known' same "$(ask_two other-key)" 'valid 2'
other_id=$(cd "$bag/signatures"; ls *.sshsig | grep -v "$id" | cut -c1-16)
printf x >> "$bag/signatures/$other_id.ed25519"; (cd unpacked && rm ../two.zip && zip -qr ../two.zip "$top")
check 'two signers, one of them spoilt' has "$(verdict two.zip --signers registered)" 'altered'
finish
