// Text encodings: UTF-8 by simdutf, the legacy ones of https://encoding.spec.whatwg.org/ by ICU.
#include <simdutf.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <cstring>

#include "runtime/ops/all_ops.h"
#include "runtime/ops/encoding_labels.h"

namespace bailey::ops {
namespace {

using Value = v8::Local<v8::Value>;
using String = v8::Local<v8::String>;

Result<String> as_string(Value value) {
  if (!value->IsString()) return fail(ErrorClass::TypeError, "expected a string");
  return value.As<v8::String>();
}

Result<Bytes> encode_utf8(js::Realm& realm, Value value) {
  auto text = BAILEY_TRY(as_string(value));
  Bytes bytes(text->Utf8LengthV2(realm.isolate()));
  text->WriteUtf8V2(realm.isolate(), reinterpret_cast<char*>(bytes.data()), bytes.size(),
      v8::String::WriteFlags::kReplaceInvalidUtf8);
  return bytes;
}

// Fills `into` and sets outcome[0] to the UTF-16 units read and outcome[1] to the bytes written.
Result<> encode_into(
    js::Realm& realm, Value value, js::MutableBytes into, js::MutableBytes outcome) {
  auto text = BAILEY_TRY(as_string(value));
  auto bytes = into.span();
  std::size_t read = 0;
  std::size_t written = text->WriteUtf8V2(realm.isolate(), reinterpret_cast<char*>(bytes.data()),
      bytes.size(), v8::String::WriteFlags::kReplaceInvalidUtf8, &read);
  std::uint32_t both[] = {static_cast<std::uint32_t>(read), static_cast<std::uint32_t>(written)};
  auto result = outcome.span();
  if (result.size() >= sizeof both) std::memcpy(result.data(), both, sizeof both);
  return {};
}

Result<Value> make_string(js::Realm& realm, std::string_view utf8) {
  String made;
  if (!js::new_string(realm.isolate(), utf8).ToLocal(&made))
    return fail(ErrorClass::TypeError, "buffer exceeds maximum length");
  return made;
}

Result<Value> decode_utf8(js::Realm& realm, js::ConstBytes input, bool ignore_bom, bool fatal) {
  auto text = input.text();
  if (!ignore_bom && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (fatal && !simdutf::validate_utf8(text.data(), text.size()))
    return fail(ErrorClass::TypeError, "The encoded data is not valid");
  return make_string(realm, text);
}

// A decoder that keeps what is left of a sequence between chunks.
class Decoder {
 public:
  Decoder(UConverter* converter, bool fatal, bool ignore_bom, Encoding encoding)
      : converter_(converter), fatal_(fatal), ignore_bom_(ignore_bom), encoding_(encoding) {}
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() { ucnv_close(converter_); }

  Result<std::u16string> decode(std::span<const std::uint8_t> bytes, bool more) {
    std::u16string text(bytes.size() * 2 + 32, u'\0');
    std::size_t filled = 0;
    const auto* source = reinterpret_cast<const char*>(bytes.data());
    const char* end = source + bytes.size();
    for (;;) {
      UErrorCode error = U_ZERO_ERROR;
      char16_t* target = text.data() + filled;
      ucnv_toUnicode(converter_, &target, text.data() + text.size(), &source, end, nullptr,
          more ? 0 : 1, &error);
      filled = static_cast<std::size_t>(target - text.data());
      if (error == U_BUFFER_OVERFLOW_ERROR) {
        text.resize(text.size() * 2);
        continue;
      }
      if (U_FAILURE(error)) {
        reset();
        return fail(ErrorClass::TypeError, "The encoded data is not valid");
      }
      break;
    }
    text.resize(filled);
    drop_bom(text);
    if (!more) reset();
    return text;
  }

  bool fatal() const { return fatal_; }

 private:
  void drop_bom(std::u16string& text) {
    if (text.empty() || bom_seen_) return;
    bom_seen_ = true;
    bool has_bom_rule = encoding_ == Encoding::Utf8 || encoding_ == Encoding::Utf16;
    if (has_bom_rule && !ignore_bom_ && text.front() == u'\xFEFF') text.erase(0, 1);
  }
  void reset() {
    ucnv_resetToUnicode(converter_);
    bom_seen_ = false;
  }

  UConverter* converter_;
  bool fatal_;
  bool ignore_bom_;
  Encoding encoding_;
  bool bom_seen_ = false;
};

Result<std::shared_ptr<Decoder>> new_decoder(std::string name, bool fatal, bool ignore_bom) {
  const EncodingRow* row = find_encoding(name);
  if (row == nullptr) return fail(ErrorClass::RangeError, "unknown encoding: " + name);
  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(row->icu_name, &error);
  if (U_FAILURE(error)) return fail(ErrorClass::RangeError, "unknown encoding: " + name);
  if (fatal) {
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  } else {
    ucnv_setToUCallBack(
        converter, UCNV_TO_U_CALLBACK_SUBSTITUTE, nullptr, nullptr, nullptr, &error);
  }
  return std::make_shared<Decoder>(converter, fatal, ignore_bom, row->encoding);
}

Result<Value> decode(
    js::Realm& realm, std::shared_ptr<Decoder> decoder, js::ConstBytes input, bool more) {
  auto text = BAILEY_TRY(decoder->decode(input.span(), more));
  String made;
  if (text.size() > v8::String::kMaxLength ||
      !v8::String::NewFromTwoByte(realm.isolate(),
          reinterpret_cast<const std::uint16_t*>(text.data()), v8::NewStringType::kNormal,
          static_cast<int>(text.size()))
          .ToLocal(&made))
    return fail(ErrorClass::TypeError, "buffer exceeds maximum length");
  return made;
}

// The encoding's name in lower case, or null when no label matches.
std::optional<std::string> canonical_label(std::string label) {
  return canonical_encoding_name(label);
}

Result<Value> atob(js::Realm& realm, Value value) {
  auto text = BAILEY_TRY(as_string(value));
  auto invalid = [] {
    return fail(ErrorClass::DomException, "Failed to decode base64", "InvalidCharacterError");
  };
  std::u16string units(static_cast<std::size_t>(text->Length()), u'\0');
  text->WriteV2(realm.isolate(), 0, static_cast<std::uint32_t>(text->Length()),
      reinterpret_cast<std::uint16_t*>(units.data()));
  std::string bytes(simdutf::maximal_binary_length_from_base64(units.data(), units.size()), '\0');
  auto outcome = simdutf::base64_to_binary(units.data(), units.size(), bytes.data());
  if (outcome.error != simdutf::SUCCESS) return invalid();
  String made;
  if (!v8::String::NewFromOneByte(realm.isolate(),
          reinterpret_cast<const std::uint8_t*>(bytes.data()), v8::NewStringType::kNormal,
          static_cast<int>(outcome.count))
          .ToLocal(&made))
    return fail(ErrorClass::RangeError, "the result is too long");
  return made;
}

Result<Value> btoa(js::Realm& realm, Value value) {
  auto text = BAILEY_TRY(as_string(value));
  if (!text->ContainsOnlyOneByte())
    return fail(ErrorClass::DomException,
        "Cannot encode string: string contains characters outside of the Latin1 range",
        "InvalidCharacterError");
  std::string bytes(static_cast<std::size_t>(text->Length()), '\0');
  text->WriteOneByteV2(realm.isolate(), 0, static_cast<std::uint32_t>(bytes.size()),
      reinterpret_cast<std::uint8_t*>(bytes.data()));
  std::string encoded(simdutf::base64_length_from_binary(bytes.size()), '\0');
  simdutf::binary_to_base64(bytes.data(), bytes.size(), encoded.data());
  return make_string(realm, encoded);
}

constexpr js::Op kEncodingOps[] = {
    js::ungated_op<encode_utf8>("encodeUtf8", "works on text only"),
    js::ungated_op<encode_into>("encodeInto", "works on text only"),
    js::ungated_op<decode_utf8>("decodeUtf8", "works on text only"),
    js::ungated_op<new_decoder>("newDecoder", "works on text only"),
    js::ungated_op<decode>("decode", "works on text only"),
    js::ungated_op<canonical_label>("canonicalLabel", "works on text only"),
    js::ungated_op<atob>("atob", "works on text only"),
    js::ungated_op<btoa>("btoa", "works on text only"),
};

}  // namespace

std::span<const js::Op> encoding_ops() { return kEncodingOps; }

}  // namespace bailey::ops
