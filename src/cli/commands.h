// The commands of `thuoc`. Each takes the words behind its name and returns the exit status:
// 0 done, 1 something is wrong with what was given, 2 wrong usage.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace thuoc::cli {

using Words = std::vector<std::string>;

int rubric_check(const Words& words, Lang lang);
int score_dossier(const Words& words, Lang lang);
int key_new(const Words& words, Lang lang);
int pack(const Words& words, Lang lang);
int verify(const Words& words, Lang lang);
int triage(const Words& words, Lang lang);
int generate(const Words& words, Lang lang);
int roll_up_command(const Words& words, Lang lang);
int export_command(const Words& words, Lang lang);
int list_signers(const Words& words, Lang lang);
int sample(const Words& words, Lang lang);

// One line for a terminal: names and words of files cannot steer it, nor begin a line of their own.
void print_line(std::FILE* to, std::string_view line);
// A row for a table on stdout: a spreadsheet and a terminal show its texts, and neither obeys them.
Json shown_row(Json row);
// JSON on stdout, the same to whoever reads it: what a terminal would obey or hide is written \uXXXX.
void print_json(std::string_view json);
// Prints the error on stderr and returns 1.
int complain(const Error& error, Lang lang);
int complain(const std::vector<Error>& errors, Lang lang);
// Prints what is wrong with the words, and how the tool is used, on stderr; returns 2.
int wrong_usage(const std::string& code, const std::string& word, Lang lang);

}  // namespace thuoc::cli
