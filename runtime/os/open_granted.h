// Opening what a grant allows, and nothing that was put in its place since.
//
// Everything in runtime/os that reaches the disk for script comes through here.
#pragma once

#include <fcntl.h>
#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

#include "permissions/grant.h"
#include "runtime/base/check.h"
#include "runtime/base/result.h"
#include "runtime/os/owned_fd.h"

namespace bailey::os {

// How open(2) is asked: O_CLOEXEC is always added; `mode` counts with O_CREAT.
struct OpenHow {
  int flags = O_RDONLY;
  mode_t mode = 0666;
};

namespace internal {

// open(2) of an absolute path that meets no symlink, unless `links` lets the kernel follow them.
// Returns the descriptor, or the negated errno; ELOOP for a symlink.
int open_path(const char* path, permissions::Links links, OpenHow how);

// What open_path does where the kernel has no openat2 (before 5.6, some container profiles):
// component by component, each refusing to be a symlink.
int walk_without_links(std::string_view path, OpenHow how);

Result<OwnedFd> open_file(const std::string& resolved, const std::string& as_written,
    permissions::Links links, std::optional<int> inherited_pipe, OpenHow how,
    std::string_view where);

// Opens a folder for use with the *at() calls.
Result<OwnedFd> open_directory(
    const std::string& resolved, permissions::Links links, std::string_view where);

}  // namespace internal

// Opens the file of `grant`; `where` is what messages show after the colon (see context.h). A how
// that does not fit the grant's access is a bug.
template <permissions::Access A>
Result<OwnedFd> open_granted(
    const permissions::FileGrant<A>& grant, OpenHow how, std::string_view where) {
  // SECURITY: O_RDONLY with O_TRUNC or O_CREAT writes too. runtime/os/open_granted_test.cc.
  bool writes = (how.flags & (O_WRONLY | O_RDWR | O_TRUNC | O_CREAT)) != 0;
  bool reads = (how.flags & (O_WRONLY | O_PATH)) == 0;
  BAILEY_CHECK(!(writes && A == permissions::Access::Read));
  BAILEY_CHECK(!(reads && A == permissions::Access::Write));
  return internal::open_file(
      grant.resolved(), grant.as_written(), grant.links(), grant.inherited_pipe(), how, where);
}

// Opens the folder that holds the entry of `grant`.
template <permissions::Access A>
Result<OwnedFd> open_parent(const permissions::EntryGrant<A>& grant, std::string_view where) {
  return internal::open_directory(grant.parent_resolved(), grant.links(), where);
}

// The name to give to an *at() call: the root directory has none of its own.
template <permissions::Access A>
const char* entry_name(const permissions::EntryGrant<A>& grant) {
  return grant.name().empty() ? "." : grant.name().c_str();
}

// Whether `as_written` ends in "." or "..", or is the root: the kernel neither removes nor renames
// what is called that, though the judged path has another name for it.
bool names_no_entry(std::string_view as_written);

// Whether `as_written` insists on a folder: "x/" or "x/.".
bool names_a_folder(std::string_view as_written);

}  // namespace bailey::os
