// Finds the files of a dossier's evidence in a folder.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dossier/dossier.h"

namespace thuoc::cli {

struct Located {
  std::map<std::string, std::string> paths;  // SHA-256 → file
  std::vector<Error> problems;               // cli.evidence_*, with the pointer into the dossier
};

// By SHA-256, wherever the file stands and whatever it is called; by name where the dossier does
// not say the hash yet. Hash, size and CRC in the dossier become those of the file.
// `believe`: a file of the right name and size is taken for the right one without being read. Who
// asks for that must verify what is written, and on failure ask again.
Located locate_evidence(Dossier& dossier, const std::string& dossier_file, const std::string& folder, bool believe);

}  // namespace thuoc::cli
