// A temporary folder with the grants that tests of runtime/os need for what is in it.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "permissions/broker.h"
#include "runtime/os/disk_paths.h"
#include "tests/support/fake_paths.h"
#include "tests/support/host_authority.h"
#include "tests/support/temp_dir.h"

namespace bailey::tests {

struct Disk {
  os::DiskPaths paths;
  FakePrograms programs;
  permissions::Broker broker{permissions::Policy::everything(), {paths, programs}};
  TempDir dir;

  // The absolute path of `name` in the folder.
  std::string at(std::string_view name) const {
    return std::string(dir.path()).append("/").append(name);
  }

  // Grants that refuse symlinks planted later, as a scoped permission gives them.
  permissions::ReadGrant read(std::string_view name) const {
    return host_authority().read(paths, at(name)).value();
  }
  permissions::WriteGrant write(std::string_view name) const {
    return host_authority().write(paths, at(name)).value();
  }
  permissions::ReadWriteGrant read_write(std::string_view name) const {
    return host_authority().read_write(paths, at(name)).value();
  }
  permissions::ReadEntryGrant read_entry(std::string_view name) const {
    return host_authority().read_entry(paths, at(name)).value();
  }
  permissions::WriteEntryGrant write_entry(std::string_view name) const {
    return host_authority().write_entry(paths, at(name)).value();
  }
  permissions::WriteTreeGrant write_tree(std::string_view name) const {
    return host_authority().write_tree(paths, at(name)).value();
  }
  permissions::ReadWriteTreeGrant read_write_tree(std::string_view name) const {
    return host_authority().read_write_tree(paths, at(name)).value();
  }
  permissions::ReadWriteEntryGrant read_write_entry(std::string_view name) {
    return broker.read_write_entry(at(name), "").value();
  }

  void make_file(std::string_view name, std::string_view content) const {
    std::ofstream(at(name)) << content;
  }
  void make_folder(std::string_view name) const { ::mkdir(at(name).c_str(), 0777); }
  void make_link(std::string_view name, const std::string& target) const {
    ::unlink(at(name).c_str());
    std::filesystem::create_symlink(target, at(name));
  }
  std::string content(std::string_view name) const {
    std::ostringstream text;
    text << std::ifstream(at(name)).rdbuf();
    return text.str();
  }
  bool exists(std::string_view name) const {
    struct stat found{};
    return ::lstat(at(name).c_str(), &found) == 0;
  }
  mode_t mode(std::string_view name) const {
    struct stat found{};
    ::stat(at(name).c_str(), &found);
    return found.st_mode & 07777;
  }
};

// The errno name of a failure, "" for success: one readable line in a CHECK.
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : result.error().code;
}
template <class T>
std::string message_of(const Result<T>& result) {
  return result ? "" : result.error().message;
}

}  // namespace bailey::tests
