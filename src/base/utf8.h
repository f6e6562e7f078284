// UTF-8 and what Vietnamese needs of Unicode.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace thuoc {

bool is_utf8(std::string_view bytes);  // shortest form, no surrogates, ≤ U+10FFFF

// Offset of the first byte that breaks the above; none for valid UTF-8.
std::optional<std::size_t> first_bad_utf8(std::string_view bytes);

void append_code_point(std::string& out, char32_t c);

// Number of code points of valid UTF-8.
std::size_t code_points(std::string_view text);
// Its beginning, at most so many bytes, that ends with a whole letter.
std::string_view cut_at(std::string_view text, std::size_t most);

// Composes Latin letters with the marks Vietnamese uses (the 134 letters and their parts), leaves
// everything else alone: what macOS file names (NFD) need. The browser's String.normalize does
// the full work in the page; this is the check behind it.
std::string compose_vietnamese(std::string_view text);

// NFC by the above, no zero-width or direction characters (but joiners inside an emoji or between
// letters of scripts that need them stay) and no U+202F, which OpenKey leaves behind; U+00A0 and tabs
// become spaces,
// CRLF, VT (Shift+Enter of Word) and FF become LF, line ends become spaces unless `multi_line`, other control characters removed,
// at most limits::marks combining marks behind a letter, trimmed. Bytes that are not UTF-8 become U+FFFD. Cleaning twice changes
// nothing more. web/clean.mjs does the same when a field is left; tests/data/typed.json holds both to it.
std::string clean_text(std::string_view typed, bool multi_line);

// Whether there is a character one does not see: direction overrides and isolates, zero-width ones, other
// controls than a line end or tab, tags. Joiners where they belong are none (clean_text).
bool has_hidden(std::string_view text);

// The same text with each of those written as "[U+202E]", and bytes that are not UTF-8 as U+FFFD: what a
// stranger's text is drawn and printed as. `lines`: line ends and tabs stay, else they are written so too.
std::string with_hidden_shown(std::string_view text, bool lines);

// For search: lower case, no accents, đ = d, and so are the letters that look like Đ (Ð, Ɖ): "Trường THCS" → "truong thcs". NFC
// and NFD alike.
std::string fold(std::string_view text);

// Words of a name as an ASCII handle: "Trường THCS Ánh Dương" → "truong-thcs-anh-duong".
std::string ascii_handle(std::string_view text);

}  // namespace thuoc
