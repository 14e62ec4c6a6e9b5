// Asking the user, through an interface that cli implements and tests fake.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "permissions/state.h"

namespace bailey::permissions {

enum class Answer : std::uint8_t { Deny, Allow, AllowAll };

struct Question {
  Kind kind = Kind::Read;
  // `read access to "x"`. As script wrote it: control characters and all. Show them escaped, and
  // show the whole of it: this very text is what gets granted.
  std::string access;
  std::string_view api_name;  // "Deno.readTextFile()"; may be empty
};

class Prompter {
 public:
  virtual ~Prompter() = default;

  // Blocks until the user has answered; Deny at once when there is nobody to ask.
  virtual Answer ask(const Question& question) = 0;
};

}  // namespace bailey::permissions
