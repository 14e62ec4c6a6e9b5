// Decoders of the legacy encodings, as https://encoding.spec.whatwg.org/ has them: ICU gives what
// a code stands for, the standard says what is a code and what an error leaves unread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bailey::ops {

class LegacyDecoder {
 public:
  enum class OnError : std::uint8_t { Replace, Fail };
  enum class More : std::uint8_t { Follows, IsOver };

  virtual ~LegacyDecoder() = default;
  // Appends what `bytes` stand for, after what was left of the last call. False at the first error
  // with OnError::Fail. With More::IsOver the decoder is as new afterwards.
  bool decode(std::span<const std::uint8_t> bytes, More more, OnError on_error, std::u16string& to);
  // Forgets what was left.
  void reset();

 protected:
  // What stands at the front of the bytes not yet read.
  struct Step {
    std::size_t used = 0;  // 0: more bytes are needed to tell
    char32_t first = 0;
    char32_t second = 0;  // 0 when there is one code point or none
    bool is_error = false;
    bool is_silent = false;  // nothing comes of it
  };
  static Step point(std::size_t used, char32_t code, char32_t second = 0) {
    return {.used = used, .first = code, .second = second};
  }
  static Step error(std::size_t used) { return {.used = used, .is_error = true}; }

  // `bytes` is not empty. Asked again with more bytes when it uses none; when there are none any
  // more, all that is left is one error.
  virtual Step next(std::span<const std::uint8_t> bytes) = 0;
  // What the bytes are when no more will come: one error, unless the encoding says otherwise.
  virtual Step last(std::span<const std::uint8_t> bytes) { return error(bytes.size()); }
  virtual void restart() {}

 private:
  std::string left_;
};

// `name` as encoding_labels has it; nullptr when it is no legacy encoding, or ICU lacks it.
std::unique_ptr<LegacyDecoder> make_legacy_decoder(std::string_view name, const char* icu_name);

}  // namespace bailey::ops
