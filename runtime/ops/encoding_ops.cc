// Text encodings: UTF-8 by simdutf, the legacy ones of https://encoding.spec.whatwg.org/ by ICU.
#include <simdutf.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <cstring>

#include "runtime/ops/all_ops.h"
#include "runtime/ops/encoding_labels.h"
#include "runtime/ops/legacy_decoder.h"

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
  std::size_t written = text->WriteUtf8V2(realm.isolate(), reinterpret_cast<char*>(bytes.data()),
      bytes.size(), v8::String::WriteFlags::kReplaceInvalidUtf8);
  // SECURITY: the text may have grown shorter since, when V8's heap is not V8's alone any more;
  // what was not written was somebody else's. tests/escape/v8_sandbox/races.js
  if (written < bytes.size() && !bytes.resize(written))
    return fail(ErrorClass::RangeError, "there is no memory for the bytes");
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

std::unexpected<Error> invalid_data() {
  return fail(ErrorClass::TypeError, "The encoded data is not valid");
}

// Keeps what is left of a sequence between chunks.
class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual Result<std::u16string> decode(std::span<const std::uint8_t> bytes, bool more) = 0;
};

// UTF-8 and UTF-16, which may begin with a byte order mark.
class UnicodeDecoder final : public Decoder {
 public:
  UnicodeDecoder(UConverter* converter, bool ignore_bom)
      : converter_(converter), ignore_bom_(ignore_bom) {}
  UnicodeDecoder(const UnicodeDecoder&) = delete;
  UnicodeDecoder& operator=(const UnicodeDecoder&) = delete;
  ~UnicodeDecoder() override { ucnv_close(converter_); }

  Result<std::u16string> decode(std::span<const std::uint8_t> bytes, bool more) override {
    std::u16string text(bytes.size() + 32, u'\0');
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
        return invalid_data();
      }
      break;
    }
    text.resize(filled);
    drop_bom(text);
    if (!more) reset();
    return text;
  }

 private:
  void drop_bom(std::u16string& text) {
    if (text.empty() || bom_seen_) return;
    bom_seen_ = true;
    if (!ignore_bom_ && text.front() == u'\xFEFF') text.erase(0, 1);
  }
  void reset() {
    ucnv_resetToUnicode(converter_);
    bom_seen_ = false;
  }

  UConverter* converter_;
  bool ignore_bom_;
  bool bom_seen_ = false;
};

class OldDecoder final : public Decoder {
 public:
  OldDecoder(std::unique_ptr<LegacyDecoder> decoder, LegacyDecoder::OnError on_error)
      : decoder_(std::move(decoder)), on_error_(on_error) {}

  Result<std::u16string> decode(std::span<const std::uint8_t> bytes, bool more) override {
    using More = LegacyDecoder::More;
    std::u16string text;
    if (!decoder_->decode(bytes, more ? More::Follows : More::IsOver, on_error_, text))
      return invalid_data();
    return text;
  }

 private:
  std::unique_ptr<LegacyDecoder> decoder_;
  LegacyDecoder::OnError on_error_;
};

Result<std::shared_ptr<Decoder>> new_decoder(std::string name, bool fatal, bool ignore_bom) {
  auto unknown = [&] { return fail(ErrorClass::RangeError, "unknown encoding: " + name); };
  const EncodingRow* row = find_encoding(name);
  if (row == nullptr) return unknown();
  if (row->encoding == Encoding::Legacy) {
    auto decoder = make_legacy_decoder(row->name, row->icu_name);
    if (!decoder) return unknown();
    return std::make_shared<OldDecoder>(
        std::move(decoder), fatal ? LegacyDecoder::OnError::Fail : LegacyDecoder::OnError::Replace);
  }
  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(row->icu_name, &error);
  if (U_FAILURE(error)) return unknown();
  ucnv_setToUCallBack(converter, fatal ? UCNV_TO_U_CALLBACK_STOP : UCNV_TO_U_CALLBACK_SUBSTITUTE,
      nullptr, nullptr, nullptr, &error);
  return std::make_shared<UnicodeDecoder>(converter, ignore_bom);
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
  auto invalid = [&] {
    return fail(ErrorClass::DomException,
        text->ContainsOnlyOneByte() ? "Failed to decode base64"
                                    : "Failed to decode base64: invalid character",
        "InvalidCharacterError");
  };
  std::u16string units(static_cast<std::size_t>(text->Length()), u'\0');
  // SECURITY: a length in V8's heap is read once, and what was made room for is written;
  // tests/escape/v8_sandbox/races.js.
  text->WriteV2(realm.isolate(), 0, static_cast<std::uint32_t>(units.size()),
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
