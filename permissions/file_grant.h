// Grants for files, directory entries and trees.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "permissions/mint_key.h"
#include "permissions/write_budget.h"

namespace bailey::permissions {

enum class Access : std::uint8_t { Read, Write, ReadWrite };

// What opening does about symlinks met on the way.
enum class Links : std::uint8_t {
  Refuse,  // all were followed before the path was judged; one met now was planted since
  Follow,  // everything is granted: the path was not resolved, let the kernel do it
};

// Leave to open one file for `A`.
template <Access A>
class FileGrant {
 public:
  FileGrant(MintKey, std::string resolved, std::string as_written, Links links = Links::Refuse)
      : resolved_(std::move(resolved)), as_written_(std::move(as_written)), links_(links) {}
  FileGrant(MintKey, int inherited_pipe, std::string resolved, std::string as_written)
      : resolved_(std::move(resolved)),
        as_written_(std::move(as_written)),
        inherited_pipe_(inherited_pipe) {}

  // Absolute, every symlink already followed unless links() says otherwise.
  const std::string& resolved() const { return resolved_; }
  Links links() const { return links_; }
  // What the script passed; the form to use in error messages.
  const std::string& as_written() const { return as_written_; }
  // Set when the script named /dev/fd/N or /proc/self/fd/N, and N is a pipe the process was
  // started with: duplicate that descriptor instead of opening `resolved()`.
  std::optional<int> inherited_pipe() const { return inherited_pipe_; }
  // What is written to the file is spent from here; null where it counts for nobody.
  WriteBudget* budget() const { return budget_; }
  FileGrant charged_to(WriteBudget* budget) && {
    budget_ = budget;
    return std::move(*this);
  }

 private:
  std::string resolved_;
  std::string as_written_;
  Links links_ = Links::Refuse;
  std::optional<int> inherited_pipe_;
  WriteBudget* budget_ = nullptr;
};

using ReadGrant = FileGrant<Access::Read>;
using WriteGrant = FileGrant<Access::Write>;
using ReadWriteGrant = FileGrant<Access::ReadWrite>;

// Leave to touch a directory entry itself: lstat, readLink, mkdir, remove, link. The parent's
// symlinks have been followed, the entry's own has not.
template <Access A>
class EntryGrant {
 public:
  EntryGrant(MintKey, std::string parent_resolved, std::string name, std::string as_written,
      Links links = Links::Refuse)
      : parent_resolved_(std::move(parent_resolved)),
        name_(std::move(name)),
        as_written_(std::move(as_written)),
        links_(links) {}

  const std::string& parent_resolved() const { return parent_resolved_; }
  // The last component; empty for the root directory.
  const std::string& name() const { return name_; }
  // Parent and name joined.
  std::string resolved() const {
    return parent_resolved_.ends_with('/') ? parent_resolved_ + name_
                                           : parent_resolved_ + '/' + name_;
  }
  const std::string& as_written() const { return as_written_; }
  // Of the parent; the entry's own link is never followed.
  Links links() const { return links_; }

 private:
  std::string parent_resolved_;
  std::string name_;
  std::string as_written_;
  Links links_;
};

using ReadEntryGrant = EntryGrant<Access::Read>;
using WriteEntryGrant = EntryGrant<Access::Write>;
using ReadWriteEntryGrant = EntryGrant<Access::ReadWrite>;

// Leave to touch an entry with all that lies below it: no deny rule names a place there. For
// recursive remove (Write), and for rename, which would carry denied files out of their rule's
// reach (ReadWrite for where from, Write for where to).
template <Access A>
class TreeGrant {
 public:
  TreeGrant(MintKey, EntryGrant<A> entry) : entry_(std::move(entry)) {}
  const EntryGrant<A>& entry() const { return entry_; }

 private:
  EntryGrant<A> entry_;
};

using WriteTreeGrant = TreeGrant<Access::Write>;
using ReadWriteTreeGrant = TreeGrant<Access::ReadWrite>;

// Leave to create a symlink at `entry()`. Needs read and write without any path scope: where the
// link leads is not judged, and other programs follow it.
class SymlinkGrant {
 public:
  SymlinkGrant(MintKey, WriteEntryGrant entry) : entry_(std::move(entry)) {}
  const WriteEntryGrant& entry() const { return entry_; }

 private:
  WriteEntryGrant entry_;
};

}  // namespace bailey::permissions
