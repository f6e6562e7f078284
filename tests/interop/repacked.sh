#!/usr/bin/env bash
# Unpacked and zipped again by other tools: intact, and said so. Spoilt on the way: not.
source "$(dirname "$0")/support/check.sh"
"$thuoc" key new -o other.json >/dev/null
echo "$principal $(cat "$bag/signatures/$id.pub")" > signers
ask() { verdict "$1" --signers signers; }

check 'as written' same "$(ask bundle.zip)" 'valid canonical'
(cd unpacked && zip -qr ../zip-r.zip "$top" && zip -qrX -0 ../zip-rX0.zip "$top" && zip -qrD -9 ../zip-rD9.zip "$top" &&
  zip -qr - "$top" | cat > ../zip-stream.zip)
check 'zip -r' same "$(ask zip-r.zip)" 'valid repacked'
check 'zip -rX -0' same "$(ask zip-rX0.zip)" 'valid repacked'
check 'zip -rD -9, no folders' same "$(ask zip-rD9.zip)" 'valid repacked'
check 'zip -r into a pipe, with data descriptors' same "$(ask zip-stream.zip)" 'valid repacked'
cat > py.py <<'P'
import sys, zipfile, pathlib
method = {"stored": zipfile.ZIP_STORED, "deflated": zipfile.ZIP_DEFLATED}[sys.argv[1]]
class Pipe:  # no seek: forces data descriptors
    def __init__(self, f): self.f = f
    def write(self, b): return self.f.write(b)
    def flush(self): self.f.flush()
with open(sys.argv[2], "wb") as f, zipfile.ZipFile(Pipe(f) if len(sys.argv) > 3 else f, "w", method) as z:
    for path in sorted(pathlib.Path("unpacked").rglob("*"), reverse=True):
        z.write(path, path.relative_to("unpacked"))
P
python3 py.py stored py-stored.zip && python3 py.py deflated py-deflated.zip && python3 py.py deflated py-stream.zip pipe
check 'python zipfile, stored' same "$(ask py-stored.zip)" 'valid repacked'
check 'python zipfile, deflated' same "$(ask py-deflated.zip)" 'valid repacked'
check 'python zipfile into a pipe' same "$(ask py-stream.zip)" 'valid repacked'
check 'python shutil.make_archive' bash -c 'python3 -c "
import shutil; shutil.make_archive(\"shutil\", \"zip\", \"unpacked\")"'
check '… is intact' same "$(ask shutil.zip)" 'valid repacked'
if command -v 7z >/dev/null; then
  (cd unpacked && 7z a -bd ../7z.zip "$top" && 7z a -bd -mx=9 -mm=Deflate ../7z9.zip "$top") >/dev/null
  check '7z a' same "$(ask 7z.zip)" 'valid repacked'
  check '7z a -mx=9' same "$(ask 7z9.zip)" 'valid repacked'
else skip '7z is not here'; fi
if command -v bsdtar >/dev/null; then
  bsdtar -C unpacked --format zip -cf bsdtar.zip "$top"
  check 'bsdtar --format zip' same "$(ask bsdtar.zip)" 'valid repacked'
else skip 'bsdtar is not here'; fi

# The same tools, with something spoilt.
spoil() { rm -rf spoilt spoilt.zip; cp -r unpacked spoilt; (cd "spoilt/$top" && eval "$1"); (cd spoilt && zip -qr ../spoilt.zip .); ask spoilt.zip; }
check 'a changed record' same "$(spoil 'sed -i s/Chim/Khim/ data/dossier.json')" 'altered repacked bundle.file_altered'
check 'changed evidence of the same length' same "$(spoil 'f=$(find data/evidence -type f -size +1k | head -1); printf X | dd of=$f conv=notrunc status=none')" 'altered repacked bundle.file_altered'
check 'evidence made longer' same "$(spoil 'f=$(find data/evidence -type f -size +1k | head -1); echo >> $f')" 'altered repacked bundle.file_altered'
check 'evidence taken out' same "$(spoil 'rm $(find data/evidence -type f -size +1k | head -1)')" 'altered repacked bundle.missing_file'
check 'a file slipped into data' same "$(spoil 'echo x > data/evidence/x.txt')" 'altered repacked bundle.extra_file'
check 'a file slipped in beside' same "$(spoil 'echo x > GHI-CHU.txt')" 'altered repacked bundle.extra_file'
check 'manifests made right again without the key' same "$(spoil '
  sed -i s/Chim/Khim/ data/dossier.json
  find data -type f | LC_ALL=C sort | xargs -d "\n" sha256sum > manifest-sha256.txt
  sha256sum KIEM-TRA.txt bag-info.txt bagit.txt manifest-sha256.txt > tagmanifest-sha256.txt')" 'altered repacked bundle.signature_broken'
check 'an empty folder' same "$(spoil 'mkdir data/trong')" 'rejected canonical zip.stray_folder'
check 'a link' same "$(rm -rf spoilt spoilt.zip; cp -r unpacked spoilt; ln -s /etc/passwd "spoilt/$top/data/x"; cd spoilt; zip -qry ../spoilt.zip .; cd ..; ask spoilt.zip)" 'rejected canonical zip.not_a_plain_file'
check 'a password' same "$(rm -f spoilt.zip; cd unpacked; zip -qr -P x ../spoilt.zip .; cd ..; ask spoilt.zip)" 'rejected canonical zip.encrypted'
check 'a comment' same "$(rm -f spoilt.zip; cp bundle.zip spoilt.zip; echo 'chú thích' | zip -qz spoilt.zip >/dev/null; ask spoilt.zip)" 'rejected canonical zip.trailing_bytes'
check 'bzip2 inside' same "$(rm -f spoilt.zip; cd unpacked; zip -qr -Z bzip2 ../spoilt.zip .; cd ..; ask spoilt.zip)" 'rejected canonical zip.unknown_feature'
check 'without the top folder' same "$(rm -f spoilt.zip; cd "$bag"; zip -qr "$work/spoilt.zip" .; cd "$work"; ask spoilt.zip)" 'rejected canonical zip.no_top_folder'
finish
