// Open files: what the methods of Deno.FsFile do, and the standard streams.
#include "runtime/js/convert_grants.h"
#include "runtime/ops/all_ops.h"
#include "runtime/ops/file_convert.h"
#include "runtime/ops/process_parts.h"
#include "runtime/os/async_pipe.h"
#include "runtime/os/file.h"
#include "runtime/os/standard_streams.h"

namespace bailey::ops {
namespace {

using Handle = std::shared_ptr<os::File>;

Result<double> read(const Handle& file, const js::AsyncOutput& into) {
  return static_cast<double>(BAILEY_TRY(file->read(into.span())));
}
Result<double> read_now(Handle file, js::MutableBytes into) {
  return static_cast<double>(BAILEY_TRY(file->read(into.span())));
}
Result<double> write(const Handle& file, const js::AsyncInput& bytes) {
  return static_cast<double>(BAILEY_TRY(file->write(bytes.span())));
}
Result<double> write_now(Handle file, js::ConstBytes bytes) {
  return static_cast<double>(BAILEY_TRY(file->write(bytes.span())));
}
Task<> wait_readable(EventLoop& loop, Handle file) {
  return os::wait_readable(loop, std::move(file));
}
bool may_wait(const Handle& file) { return file->may_wait(); }

Result<double> seek(const Handle& file, std::int64_t offset, std::int32_t whence) {
  if (whence < 0 || whence > 2)
    return fail(ErrorClass::TypeError, "Invalid seek mode: " + std::to_string(whence));
  auto position = BAILEY_TRY(file->seek(offset, static_cast<os::SeekFrom>(whence)));
  return static_cast<double>(position);
}
Result<> truncate(const Handle& file, double size) { return file->truncate(to_file_size(size)); }
Result<> sync(const Handle& file) { return file->sync(); }
Result<> sync_data(const Handle& file) { return file->sync_data(); }

bool is_readable(const Handle& file) { return file->readable(); }
bool is_writable(const Handle& file) { return file->writable(); }
std::string path(const Handle& file) { return file->path(); }

Result<FileNumbers> stat(const Handle& file) { return numbers_of(file->stat()); }
Result<FileNumbers> stat_with(const Handle& file, const permissions::ReadGrant& leave) {
  return numbers_of(file->stat(leave));
}
Result<> utime(const Handle& file, TimeArgument access, TimeArgument modification) {
  return file->utime(to_file_time(access), to_file_time(modification));
}
Result<> utime_with(const Handle& file, const permissions::WriteGrant& leave, TimeArgument access,
    TimeArgument modification) {
  return file->utime(leave, to_file_time(access), to_file_time(modification));
}

os::LockKind lock_kind(bool exclusive) {
  return exclusive ? os::LockKind::Exclusive : os::LockKind::Shared;
}
Result<> lock(const Handle& file, bool exclusive) { return file->lock(lock_kind(exclusive)); }
Result<bool> try_lock(const Handle& file, bool exclusive) {
  return file->try_lock(lock_kind(exclusive));
}
Result<> unlock(const Handle& file) { return file->unlock(); }

bool is_terminal(const Handle& file) { return file->is_terminal(); }
Result<> set_raw(js::Realm& realm, const Handle& file, bool raw, bool breaks) {
  auto mode = !raw     ? os::TerminalMode::Cooked
              : breaks ? os::TerminalMode::RawWithBreaks
                       : os::TerminalMode::Raw;
  return realm.provided<ProcessParts>().terminals.set_mode(*file, mode);
}
Result<> close(const Handle& file) { return file->close(); }
bool is_open(const Handle& file) { return file->descriptor().has_value(); }

// Each realm has standard streams of its own: a worker that closes its stdout leaves the others'.
struct Streams {
  explicit Streams(js::Realm& realm)
      : opened(os::open_standard_streams(realm.provided<ProcessParts>().terminals)) {}
  Result<os::StandardStreams> opened;
};

Result<Handle> standard_stream(js::Realm& realm, std::int32_t number) {
  auto& opened = realm.part<Streams>().opened;
  if (!opened) return std::unexpected(opened.error());
  return number == 0 ? opened->input : number == 1 ? opened->output : opened->error;
}

constexpr js::Op kFileOps[] = {
    js::blocking_op<read>("read", "Deno.FsFile.read()"),
    js::op<read_now>("readNow", "Deno.FsFile.readSync()"),
    js::blocking_op<write>("write", "Deno.FsFile.write()"),
    js::op<write_now>("writeNow", "Deno.FsFile.writeSync()"),
    js::op<wait_readable>("waitReadable"),
    js::op<may_wait>("mayWait"),
    js::blocking_op<seek>("seek"),
    js::blocking_op<truncate>("truncate"),
    js::blocking_op<sync>("sync"),
    js::blocking_op<sync_data>("syncData"),
    js::op<is_readable>("isReadable"),
    js::op<is_writable>("isWritable"),
    js::op<path>("path"),
    js::blocking_op<stat>("stat"),
    js::blocking_op<stat_with>("statWith", "Deno.FsFile.stat()"),
    js::blocking_op<utime>("utime"),
    js::blocking_op<utime_with>("utimeWith", "Deno.FsFile.utime()"),
    js::blocking_op<lock>("lock"),
    js::blocking_op<try_lock>("tryLock"),
    js::blocking_op<unlock>("unlock"),
    js::op<is_terminal>("isTerminal"),
    js::op<set_raw>("setRaw"),
    js::op<close>("close"),
    js::op<is_open>("isOpen"),
    js::ungated_op<standard_stream>("standardStream", "the streams every program is born with"),
};

}  // namespace

std::span<const js::Op> file_ops() { return kFileOps; }

}  // namespace bailey::ops
