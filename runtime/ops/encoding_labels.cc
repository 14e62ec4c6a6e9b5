#include "runtime/ops/encoding_labels.h"

#include <algorithm>

namespace bailey::ops {
namespace {

struct LabelRow {
  EncodingRow encoding;
  std::string_view labels;  // separated by spaces
};

constexpr LabelRow kRows[] = {
    {{"utf-8", "UTF-8", Encoding::Utf8},
        "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"},
    {{"ibm866", "ibm-866", Encoding::Legacy}, "866 cp866 csibm866 ibm866"},
    {{"iso-8859-2", "ISO-8859-2", Encoding::Legacy},
        "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 "
        "latin2"},
    {{"iso-8859-3", "ISO-8859-3", Encoding::Legacy},
        "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 "
        "latin3"},
    {{"iso-8859-4", "ISO-8859-4", Encoding::Legacy},
        "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 "
        "latin4"},
    {{"iso-8859-5", "ISO-8859-5", Encoding::Legacy},
        "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
        "iso_8859-5:1988"},
    {{"iso-8859-6", "ISO-8859-6", Encoding::Legacy},
        "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
        "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {{"iso-8859-7", "ISO-8859-7", Encoding::Legacy},
        "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
        "iso_8859-7 iso_8859-7:1987 sun_eu_greek"},
    {{"iso-8859-8", "ISO-8859-8", Encoding::Legacy},
        "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
        "iso_8859-8 iso_8859-8:1988 visual"},
    {{"iso-8859-8-i", "ISO-8859-8", Encoding::Legacy}, "csiso88598i iso-8859-8-i logical"},
    {{"iso-8859-10", "iso-8859_10-1998", Encoding::Legacy},
        "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {{"iso-8859-13", "ISO-8859-13", Encoding::Legacy}, "iso-8859-13 iso8859-13 iso885913"},
    {{"iso-8859-14", "iso-8859_14-1998", Encoding::Legacy}, "iso-8859-14 iso8859-14 iso885914"},
    {{"iso-8859-15", "ISO-8859-15", Encoding::Legacy},
        "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {{"iso-8859-16", "ISO-8859-1", Encoding::Legacy}, "iso-8859-16"},
    {{"koi8-r", "KOI8-R", Encoding::Legacy}, "cskoi8r koi koi8 koi8-r koi8_r"},
    {{"koi8-u", "KOI8-U", Encoding::Legacy}, "koi8-ru koi8-u"},
    {{"macintosh", "macintosh", Encoding::Legacy}, "csmacintosh mac macintosh x-mac-roman"},
    {{"windows-874", "windows-874", Encoding::Legacy},
        "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {{"windows-1250", "windows-1250", Encoding::Legacy}, "cp1250 windows-1250 x-cp1250"},
    {{"windows-1251", "windows-1251", Encoding::Legacy}, "cp1251 windows-1251 x-cp1251"},
    {{"windows-1252", "windows-1252", Encoding::Legacy},
        "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
        "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"},
    {{"windows-1253", "windows-1253", Encoding::Legacy}, "cp1253 windows-1253 x-cp1253"},
    {{"windows-1254", "windows-1254", Encoding::Legacy},
        "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
        "latin5 windows-1254 x-cp1254"},
    {{"windows-1255", "windows-1255", Encoding::Legacy}, "cp1255 windows-1255 x-cp1255"},
    {{"windows-1256", "windows-1256", Encoding::Legacy}, "cp1256 windows-1256 x-cp1256"},
    {{"windows-1257", "windows-1257", Encoding::Legacy}, "cp1257 windows-1257 x-cp1257"},
    {{"windows-1258", "windows-1258", Encoding::Legacy}, "cp1258 windows-1258 x-cp1258"},
    {{"x-mac-cyrillic", "x-mac-cyrillic", Encoding::Legacy}, "x-mac-cyrillic x-mac-ukrainian"},
    {{"gbk", "gb18030", Encoding::Legacy},
        "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"},
    {{"gb18030", "gb18030", Encoding::Legacy}, "gb18030"},
    {{"big5", "Big5-HKSCS", Encoding::Legacy}, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {{"euc-jp", "EUC-JP", Encoding::Legacy}, "cseucpkdfmtjapanese euc-jp x-euc-jp"},
    {{"iso-2022-jp", "EUC-JP", Encoding::Legacy}, "csiso2022jp iso-2022-jp"},
    {{"shift_jis", "ibm-943_P15A-2003", Encoding::Legacy},
        "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"},
    {{"euc-kr", "windows-949", Encoding::Legacy},
        "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
        "ksc_5601 windows-949"},
    {{"utf-16be", "UTF-16BE", Encoding::Utf16}, "unicodefffe utf-16be"},
    {{"utf-16le", "UTF-16LE", Encoding::Utf16},
        "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"},
    {{"x-user-defined", "x-user-defined", Encoding::Legacy}, "x-user-defined"},
};

bool lists(std::string_view labels, std::string_view label) {
  while (!labels.empty()) {
    auto end = std::min(labels.find(' '), labels.size());
    if (labels.substr(0, end) == label) return true;
    labels.remove_prefix(std::min(end + 1, labels.size()));
  }
  return false;
}

}  // namespace

const EncodingRow* find_encoding(std::string_view name) {
  for (const LabelRow& row : kRows)
    if (row.encoding.name == name) return &row.encoding;
  return nullptr;
}

std::optional<std::string> canonical_encoding_name(std::string_view label) {
  constexpr std::string_view kSpace = "\t\n\f\r ";
  auto first = label.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return std::nullopt;
  std::string lower(label.substr(first, label.find_last_not_of(kSpace) - first + 1));
  std::ranges::transform(lower, lower.begin(),
      [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  for (const LabelRow& row : kRows)
    if (lists(row.labels, lower)) return std::string(row.encoding.name);
  return std::nullopt;
}

}  // namespace bailey::ops
