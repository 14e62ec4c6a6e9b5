// Files and folders by path: what Deno.readFile() and its kin do.
#include <simdutf.h>

#include "runtime/js/convert_grants.h"
#include "runtime/ops/all_ops.h"
#include "runtime/ops/file_convert.h"
#include "runtime/ops/process_parts.h"
#include "runtime/os/copy_file.h"
#include "runtime/os/directory.h"
#include "runtime/os/entries.h"
#include "runtime/os/system_info.h"
#include "runtime/os/temporary.h"
#include "runtime/os/whole_file.h"

namespace bailey::ops {

// The whole of a file as text; decoded when it becomes a string.
struct FileText {
  Bytes bytes;
};

// The folder that temporary files go to: script's, or the system's when it names none.
struct TemporaryFolder {
  permissions::WriteGrant grant;
};

}  // namespace bailey::ops

// A grant in a coat: what converts to it was granted.
template <>
inline constexpr bool bailey::permissions::is_grant<bailey::ops::TemporaryFolder> = true;

namespace bailey::js {

template <>
struct ToJs<ops::FileText> {
  static v8::Local<v8::Value> to(Realm& realm, const ops::FileText& text) {
    return js_string(realm.isolate(), text.bytes.text());
  }
};

template <>
struct FromJs<ops::TemporaryFolder> {
  static Result<ops::TemporaryFolder> from(Caller& caller, v8::Local<v8::Value> value) {
    auto& broker = caller.broker();
    if (!value->IsNullOrUndefined()) {
      auto folder = BAILEY_TRY(FromJs<std::string>::from(caller, value));
      return ops::TemporaryFolder{BAILEY_TRY(broker.write(folder, caller.op_name()))};
    }
    auto folder = caller.realm.provided<ops::ProcessParts>().environment.temporary_folder();
    return ops::TemporaryFolder{BAILEY_TRY(broker.write(folder, caller.op_name(), "<TMP>"))};
  }
};

}  // namespace bailey::js

namespace bailey::ops {
namespace {

using permissions::ReadEntryGrant;
using permissions::ReadGrant;
using permissions::ReadWriteEntryGrant;
using permissions::ReadWriteTreeGrant;
using permissions::SymlinkGrant;
using permissions::SysGrant;
using permissions::WriteEntryGrant;
using permissions::WriteGrant;
using permissions::WriteTreeGrant;

using OptionalId = std::optional<std::uint32_t>;

Result<Bytes> read_file(const ReadGrant& file) { return os::read_file(file); }
std::optional<Result<Bytes>> read_file_now(const ReadGrant& file) {
  return os::try_read_file_now(file);
}

Result<FileText> text_of(Result<Bytes> bytes) {
  if (!bytes) return std::unexpected(std::move(bytes).error());
  auto text = bytes->text();
  if (text.size() > v8::String::kMaxLength &&
      simdutf::utf16_length_from_utf8(text.data(), text.size()) > v8::String::kMaxLength)
    return fail(ErrorClass::TypeError, "buffer exceeds maximum length");
  return FileText{*std::move(bytes)};
}
Result<FileText> read_text_file(const ReadGrant& file) { return text_of(os::read_file(file)); }
std::optional<Result<FileText>> read_text_file_now(const ReadGrant& file) {
  auto bytes = os::try_read_file_now(file);
  if (!bytes) return std::nullopt;
  return text_of(*std::move(bytes));
}

// Deno.WriteFileOptions as script gives them.
struct WriteOptions {
  bool append = false;
  bool create = true;
  bool create_new = false;
  std::optional<std::uint32_t> mode = {};

  static constexpr auto kFields = std::tuple{
      js::field("append", &WriteOptions::append),
      js::field("create", &WriteOptions::create),
      js::field("createNew", &WriteOptions::create_new),
      js::field("mode", &WriteOptions::mode),
  };

  os::WriteFileOptions for_os() const {
    return {
        .placement = append ? os::WritePlacement::Append : os::WritePlacement::Replace,
        .target = create_new ? os::WriteTarget::MustNotExist
                  : create   ? os::WriteTarget::CreateIfMissing
                             : os::WriteTarget::MustExist,
        .mode = mode,
    };
  }
};

Result<> write_file(
    const WriteGrant& file, const js::AsyncInput& bytes, const WriteOptions& options) {
  return os::write_file(file, bytes.span(), options.for_os());
}
Result<> write_text_file(
    const WriteGrant& file, const std::string& text, const WriteOptions& options) {
  return os::write_file(
      file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, options.for_os());
}

template <class Grant>
Result<std::shared_ptr<os::File>> open(const Grant& file, const OpenArguments& options) {
  return os::File::open(file, options.for_os());
}

Result<FileNumbers> stat(const ReadGrant& file) { return numbers_of(os::stat(file)); }
Result<FileNumbers> lstat(const ReadEntryGrant& entry) { return numbers_of(os::lstat(entry)); }

// [names, kinds]
using Listing = std::pair<std::vector<std::string>, std::vector<std::int32_t>>;
Result<Listing> read_dir(const ReadGrant& folder) {
  auto entries = BAILEY_TRY(os::read_directory(folder));
  Listing listing;
  for (auto& entry : entries) {
    listing.first.push_back(std::move(entry.name));
    listing.second.push_back(static_cast<std::int32_t>(entry.kind));
  }
  return listing;
}

Result<> mkdir(const WriteEntryGrant& entry, OptionalId mode) {
  return os::make_directory(entry, mode.value_or(os::kDefaultFolderMode));
}
Result<> mkdir_all(const WriteGrant& folder, OptionalId mode) {
  return os::make_directories(folder, mode.value_or(os::kDefaultFolderMode));
}
Result<> remove(const WriteEntryGrant& entry) { return os::remove(entry); }
Result<> remove_all(const WriteTreeGrant& tree) { return os::remove_all(tree); }
Result<> rename(const ReadWriteTreeGrant& from, const WriteTreeGrant& to) {
  return os::rename(from, to);
}
Result<> link(const ReadWriteEntryGrant& from, const ReadWriteEntryGrant& to) {
  return os::link(from, to);
}
Result<> symlink(const std::string& target, const SymlinkGrant& link) {
  return os::symlink(target, link);
}
Result<std::string> read_link(const ReadEntryGrant& link) {
  return script_path(BAILEY_TRY(os::read_link(link)));
}
Result<std::string> real_path(const ReadGrant& file) {
  return script_path(BAILEY_TRY(os::real_path(file)));
}
Result<> copy_file(const ReadGrant& from, const WriteGrant& to) { return os::copy_file(from, to); }
Result<> chmod(const WriteGrant& file, std::uint32_t mode) { return os::chmod(file, mode); }
Result<> chown(const WriteGrant& file, OptionalId uid, OptionalId gid) {
  return os::chown(file, uid, gid);
}
Result<> utime(const WriteGrant& file, TimeArgument access, TimeArgument modification) {
  return os::utime(file, to_file_time(access), to_file_time(modification));
}
Result<> truncate(const WriteGrant& file, double size) {
  return os::truncate(file, to_file_size(size));
}
Result<std::string> make_temp_file(
    const TemporaryFolder& folder, std::string prefix, std::string suffix) {
  return os::make_temporary_file(folder.grant, {std::move(prefix), std::move(suffix)});
}
Result<std::string> make_temp_dir(
    const TemporaryFolder& folder, std::string prefix, std::string suffix) {
  return os::make_temporary_directory(folder.grant, {std::move(prefix), std::move(suffix)});
}

Result<std::string> cwd() { return script_path(BAILEY_TRY(os::working_directory())); }
Result<> chdir(const ReadGrant& folder) { return os::change_directory(folder); }
Result<std::uint32_t> umask(const SysGrant& grant, OptionalId mask) {
  return os::umask(grant, mask);
}

constexpr js::Op kFsOps[] = {
    js::blocking_op<read_file, read_file_now>("readFile", "Deno.readFile()"),
    js::blocking_op<read_text_file, read_text_file_now>("readTextFile", "Deno.readTextFile()"),
    js::blocking_op<write_file>("writeFile", "Deno.writeFile()"),
    js::blocking_op<write_text_file>("writeTextFile", "Deno.writeTextFile()"),
    js::blocking_op<open<ReadGrant>>("openRead", "Deno.open()"),
    js::blocking_op<open<WriteGrant>>("openWrite", "Deno.open()"),
    js::blocking_op<open<permissions::ReadWriteGrant>>("openReadWrite", "Deno.open()"),
    js::blocking_op<stat>("stat", "Deno.stat()"),
    js::blocking_op<lstat>("lstat", "Deno.lstat()"),
    js::blocking_op<read_dir>("readDir", "Deno.readDir()"),
    js::blocking_op<mkdir>("mkdir", "Deno.mkdir()"),
    js::blocking_op<mkdir_all>("mkdirAll", "Deno.mkdir()"),
    js::blocking_op<remove>("remove", "Deno.remove()"),
    js::blocking_op<remove_all>("removeAll", "Deno.remove()"),
    js::blocking_op<rename>("rename", "Deno.rename()"),
    js::blocking_op<link>("link", "Deno.link()"),
    js::blocking_op<symlink>("symlink", "Deno.symlink()"),
    js::blocking_op<read_link>("readLink", "Deno.readLink()"),
    js::blocking_op<real_path>("realPath", "Deno.realPath()"),
    js::blocking_op<copy_file>("copyFile", "Deno.copyFile()"),
    js::blocking_op<chmod>("chmod", "Deno.chmod()"),
    js::blocking_op<chown>("chown", "Deno.chown()"),
    js::blocking_op<utime>("utime", "Deno.utime()"),
    js::blocking_op<truncate>("truncate", "Deno.truncate()"),
    js::blocking_op<make_temp_file>("makeTempFile", "Deno.makeTempFile()"),
    js::blocking_op<make_temp_dir>("makeTempDir", "Deno.makeTempDir()"),
    js::ungated_op<cwd>("cwd", "where the program was started, which relative paths show anyway"),
    js::op<chdir>("chdir", "Deno.chdir()"),
    js::op<umask>("umask", "Deno.umask()"),
};

}  // namespace

std::span<const js::Op> fs_ops() { return kFsOps; }

}  // namespace bailey::ops
