// Broker's checks of paths.
#include <utility>

#include "permissions/broker.h"
#include "permissions/enforce.h"
#include "permissions/lexical_path.h"
#include "permissions/refusal.h"
#include "permissions/special_file.h"

namespace bailey::permissions {
namespace {

bool reads(Access access) { return access != Access::Write; }
bool writes(Access access) { return access != Access::Read; }

}  // namespace

Result<> Broker::enforce_file(
    const FileRequest& request, std::string_view path, const Subject& subject) {
  Subject about = subject;
  if (reads(request.access)) {
    about.kind = Kind::Read;
    auto state = BAILEY_TRY(enforce(policy_.read, path, request.partial, about));
    if (state == State::Ignored) return std::unexpected(ignored_read());
  }
  if (writes(request.access)) {
    about.kind = Kind::Write;
    BAILEY_TRY(enforce(policy_.write, path, request.partial, about));
  }
  return {};
}

bool Broker::needs_everything(
    const FileRequest& request, std::string_view path, std::optional<int>& inherited_pipe) const {
  bool keeps_link = request.last_link == LastLink::Keep;
  switch (special_file(path)) {
    case SpecialFile::None:
      return false;
    case SpecialFile::Harmless:
      return keeps_link && writes(request.access);
    case SpecialFile::ReadOnly:
      return writes(request.access);
    case SpecialFile::Descriptor:
      // SECURITY: pipes of bailey's own carry wake-ups that script must not forge ("only a pipe
      // that was inherited opens by number").
      inherited_pipe = descriptor_number(path);
      return keeps_link || !parts_.paths.is_inherited_pipe(*inherited_pipe);
    case SpecialFile::Restricted:
      return true;
  }
  return true;
}

// Nothing can be refused. What a lesser policy would have to refuse is told all the same.
Result<Broker::JudgedPath> Broker::judge_unlimited(
    const FileRequest& request, std::string written) const {
  if (parts_.observer != nullptr) {
    std::optional<int> inherited_pipe;
    auto resolved = special_file(written) != SpecialFile::None ? written
                    : request.last_link == LastLink::Keep      ? parts_.paths.resolve_entry(written)
                                                               : parts_.paths.resolve(written);
    if (resolved && needs_everything(request, *resolved, inherited_pipe)) {
      tell({.kind = reads(request.access) ? Kind::Read : Kind::Write,
          .value = *resolved,
          .outcome = State::Granted,
          .api_name = request.api_name,
          .purpose = Purpose::LinkTarget,
          .rule = *resolved,
          .needs_everything = true});
    }
  }
  return JudgedPath{.path = std::move(written), .links = Links::Follow};
}

Result<Broker::JudgedPath> Broker::judge(const FileRequest& request) {
  if (request.path.empty()) {
    if (is_unlimited_) return std::unexpected(ignored_read());
    return fail(ErrorClass::Error, "Empty path is not allowed");
  }
  bool is_absolute = request.path.starts_with('/');
  auto directory = is_absolute ? "/" : BAILEY_TRY(parts_.paths.current_directory());
  auto written = normalise(directory, request.path);
  Subject subject{Kind::Read, is_absolute ? written : request.path, request.api_name};
  if (!request.shown.empty()) subject.shown = request.shown;
  // SECURITY: first the text alone, then the disk ("a refusal does not tell whether a path
  // exists").
  BAILEY_TRY(enforce_file(request, written, subject));
  BAILEY_TRY(refuse_nul(written));
  if (is_unlimited_) return judge_unlimited(request, std::move(written));
  JudgedPath judged{.path = written};
  // Links in /proc lead to open files by magic: never resolve them.
  if (special_file(written) == SpecialFile::None) {
    judged.path =
        BAILEY_TRY(request.last_link == LastLink::Keep ? parts_.paths.resolve_entry(written)
                                                       : parts_.paths.resolve(written));
  }
  if (judged.path != written) {
    subject.asked = judged.path;
    subject.purpose = Purpose::LinkTarget;
    // SECURITY: a link is judged by where it leads ("a link out of a granted folder is refused").
    BAILEY_TRY(enforce_file(request, judged.path, subject));
  }
  if (needs_everything(request, judged.path, judged.inherited_pipe)) {
    tell({.kind = reads(request.access) ? Kind::Read : Kind::Write,
        .value = judged.path,
        .outcome = State::Denied,
        .api_name = request.api_name,
        .purpose = Purpose::LinkTarget,
        .rule = judged.path,
        .needs_everything = true});
    return std::unexpected(all_access_refusal(judged.path));
  }
  return judged;
}

template <Access A>
Result<FileGrant<A>> Broker::file(
    std::string_view path, std::string_view api_name, std::string_view shown) {
  auto judged =
      BAILEY_TRY(judge({.path = path, .api_name = api_name, .access = A, .shown = shown}));
  if (judged.inherited_pipe) {
    return FileGrant<A>(
        MintKey(), *judged.inherited_pipe, std::move(judged.path), std::string(path))
        .charged_to(parts_.writes);
  }
  return FileGrant<A>(MintKey(), std::move(judged.path), std::string(path), judged.links)
      .charged_to(parts_.writes);
}

template <Access A>
Result<EntryGrant<A>> Broker::entry(std::string_view path, std::string_view api_name,
    PartialDenial partial, std::string_view shown) {
  auto judged = BAILEY_TRY(judge({.path = path,
      .api_name = api_name,
      .access = A,
      .last_link = LastLink::Keep,
      .partial = partial,
      .shown = shown}));
  auto [parent, name] = split_last(judged.path);
  return EntryGrant<A>(
      MintKey(), std::string(parent), std::string(name), std::string(path), judged.links);
}

Result<ReadGrant> Broker::read(std::string_view path, std::string_view api_name) {
  return file<Access::Read>(path, api_name);
}

Result<WriteGrant> Broker::write(
    std::string_view path, std::string_view api_name, std::string_view shown) {
  return file<Access::Write>(path, api_name, shown);
}

Result<ReadWriteGrant> Broker::read_write(std::string_view path, std::string_view api_name) {
  return file<Access::ReadWrite>(path, api_name);
}

Result<ReadEntryGrant> Broker::read_entry(std::string_view path, std::string_view api_name) {
  return entry<Access::Read>(path, api_name);
}

Result<WriteEntryGrant> Broker::write_entry(
    std::string_view path, std::string_view api_name, std::string_view shown) {
  return entry<Access::Write>(path, api_name, PartialDenial::Overlook, shown);
}

Result<ReadWriteEntryGrant> Broker::read_write_entry(
    std::string_view path, std::string_view api_name) {
  return entry<Access::ReadWrite>(path, api_name);
}

Result<WriteTreeGrant> Broker::write_tree(std::string_view path, std::string_view api_name) {
  auto root = BAILEY_TRY(entry<Access::Write>(path, api_name, PartialDenial::Refuse));
  return WriteTreeGrant(MintKey(), std::move(root));
}

Result<ReadWriteTreeGrant> Broker::read_write_tree(
    std::string_view path, std::string_view api_name) {
  auto root = BAILEY_TRY(entry<Access::ReadWrite>(path, api_name, PartialDenial::Refuse));
  return ReadWriteTreeGrant(MintKey(), std::move(root));
}

Result<SymlinkGrant> Broker::symlink(std::string_view path, std::string_view api_name) {
  auto has_whole = [&](RuleBook<PathIndex>& book, Kind kind) {
    auto state =
        enforce_whole(book, PartialDenial::Overlook, Subject{kind, std::nullopt, api_name});
    return state == State::Granted;
  };
  if (!has_whole(policy_.write, Kind::Write) || !has_whole(policy_.read, Kind::Read)) {
    return std::unexpected(symlink_refusal(api_name));
  }
  return SymlinkGrant(MintKey(), BAILEY_TRY(write_entry(path, api_name)));
}

Result<UnixGrant> Broker::unix_socket(std::string_view path, std::string_view api_name) {
  auto judged =
      BAILEY_TRY(judge({.path = path, .api_name = api_name, .access = Access::ReadWrite}));
  auto written = BAILEY_TRY(absolute(parts_.paths, path));
  auto check = [&](std::string socket_path, Purpose purpose) {
    auto query = unix_peer(std::move(socket_path));
    auto shown = query.to_string();
    Subject subject{Kind::Net, shown, api_name};
    subject.purpose = purpose;
    return enforce(policy_.net, query, PartialDenial::Overlook, subject);
  };
  BAILEY_TRY(check(written, Purpose::Access));
  // Whoever connects follows no link: with every permission they are followed here.
  if (judged.links == Links::Follow) judged.path = BAILEY_TRY(parts_.paths.resolve(judged.path));
  if (judged.path != written) BAILEY_TRY(check(judged.path, Purpose::LinkTarget));
  return UnixGrant(MintKey(), std::move(judged.path), std::string(path));
}

Result<FfiGrant> Broker::ffi(std::string_view path, std::string_view api_name) {
  if (path.empty()) return fail(ErrorClass::Error, "Empty path is not allowed");
  auto directory = path.starts_with('/') ? "/" : BAILEY_TRY(parts_.paths.current_directory());
  auto written = normalise(directory, path);
  Subject subject{Kind::Ffi, path.starts_with('/') ? written : path, api_name};
  BAILEY_TRY(enforce(policy_.ffi, written, PartialDenial::Overlook, subject));
  BAILEY_TRY(refuse_nul(written));
  auto resolved = BAILEY_TRY(parts_.paths.resolve(written));
  if (resolved != written) {
    subject.asked = resolved;
    subject.purpose = Purpose::LinkTarget;
    BAILEY_TRY(enforce(policy_.ffi, resolved, PartialDenial::Overlook, subject));
  }
  return FfiGrant(MintKey(), std::move(resolved), std::string(path));
}

}  // namespace bailey::permissions
