// Whether this is a sanitizer build.
#pragma once

namespace bailey::permissions::os_sandbox {

// Such a build stays dumpable and may trace itself: its leak check stops the process that way.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif
#else
inline constexpr bool kIsSanitized = false;
#endif

}  // namespace bailey::permissions::os_sandbox
