#include "loader/fetch/source_text.h"

#include <simdutf.h>

#include <algorithm>
#include <array>
#include <format>

#include "loader/json/json.h"

namespace bailey::loader {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

enum class Encoding : unsigned char { Utf8, Utf16Little, Utf16Big, Latin1, Unknown };

// The labels of the Encoding Standard for what is met on servers of scripts.
// https://encoding.spec.whatwg.org/#names-and-labels
Encoding encoding_of(std::string_view charset) {
  std::string label(charset);
  for (char& c : label)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  constexpr std::array<std::string_view, 3> kUtf8 = {"", "utf-8", "utf8"};
  constexpr std::array<std::string_view, 3> kUtf16 = {"utf-16", "utf-16le", "unicode"};
  constexpr std::array<std::string_view, 8> kLatin1 = {"iso-8859-1", "iso8859-1", "latin1",
      "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"};
  if (std::ranges::contains(kUtf8, label)) return Encoding::Utf8;
  if (std::ranges::contains(kUtf16, label)) return Encoding::Utf16Little;
  if (label == "utf-16be") return Encoding::Utf16Big;
  return std::ranges::contains(kLatin1, label) ? Encoding::Latin1 : Encoding::Unknown;
}

Result<std::string> from_utf16(
    std::string_view bytes, simdutf::endianness endianness, std::string_view url) {
  // The bytes of a string are aligned for any type, and so are those two behind a mark.
  const auto* units = reinterpret_cast<const char16_t*>(bytes.data());
  std::size_t count = bytes.size() / 2;
  bool big = endianness == simdutf::endianness::BIG;
  auto length = big ? simdutf::utf8_length_from_utf16be(units, count)
                    : simdutf::utf8_length_from_utf16le(units, count);
  std::string text(length, '\0');
  auto written = big ? simdutf::convert_utf16be_to_utf8(units, count, text.data())
                     : simdutf::convert_utf16le_to_utf8(units, count, text.data());
  if (bytes.size() % 2 != 0 || (written == 0 && count > 0)) {
    return fail(ErrorClass::TypeError,
        std::format("The source of \"{}\" is not valid UTF-16. Save it as UTF-8.", url));
  }
  text.resize(written);
  return text;
}

std::string from_latin1(std::string_view bytes) {
  std::string text(simdutf::utf8_length_from_latin1(bytes.data(), bytes.size()), '\0');
  text.resize(simdutf::convert_latin1_to_utf8(bytes.data(), bytes.size(), text.data()));
  return text;
}

}  // namespace

Result<std::string> source_text(std::string bytes, std::string_view charset, std::string_view url) {
  std::string_view view = bytes;
  if (view.starts_with("\xFF\xFE"))
    return from_utf16(view.substr(2), simdutf::endianness::LITTLE, url);
  if (view.starts_with("\xFE\xFF"))
    return from_utf16(view.substr(2), simdutf::endianness::BIG, url);
  bool marked = view.starts_with(kUtf8Mark);
  switch (marked ? Encoding::Utf8 : encoding_of(charset)) {
    case Encoding::Utf16Little:
      return from_utf16(view, simdutf::endianness::LITTLE, url);
    case Encoding::Utf16Big:
      return from_utf16(view, simdutf::endianness::BIG, url);
    case Encoding::Latin1:
      return from_latin1(view);
    case Encoding::Unknown:
      return fail(ErrorClass::TypeError,
          std::format("Unsupported charset: {}\n  Specifier: {}", charset, url));
    case Encoding::Utf8:
      break;
  }
  auto valid = simdutf::validate_utf8_with_errors(view.data(), view.size());
  if (valid.error != simdutf::error_code::SUCCESS) {
    auto at = position_at(view, valid.count);
    return fail(ErrorClass::TypeError,
        std::format(
            "The source of \"{}\" is not valid UTF-8 (byte 0x{:02X} at line {}, column {}). "
            "Save it as UTF-8.",
            url, static_cast<unsigned char>(view[valid.count]), at.line, at.column));
  }
  if (marked) bytes.erase(0, kUtf8Mark.size());
  return bytes;
}

}  // namespace bailey::loader
