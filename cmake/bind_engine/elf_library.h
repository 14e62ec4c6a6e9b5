// A 64-bit shared library in memory: its tables, to be read and changed in place.
#pragma once

#include <elf.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::bind_engine {

// What a library asks of one other library's symbol versions.
struct NeededVersions {
  std::string file;
  Elf64_Word file_name = 0;  // `file` as an offset into the string table
  std::vector<Elf64_Vernaux> versions;
};

// What an instruction refers to.
struct Reference {
  Elf64_Addr target = 0;
  bool is_code = false;  // called or jumped to
};

// Every function ends the process with a message when the file is not what it must be: a build tool
// has nobody to hand an error to.
class ElfLibrary {
 public:
  explicit ElfLibrary(const std::filesystem::path& path);

  void write(const std::filesystem::path& path) const;

  // `count` values of type T at a virtual address, which must lie in the file.
  template <class T>
  std::span<T> at(Elf64_Addr address, std::size_t count) {
    return {reinterpret_cast<T*>(bytes_at(address, count * sizeof(T))), count};
  }

  // True when the 8 bytes at `address` come from the file rather than being zeroed memory.
  bool in_file(Elf64_Addr address) const;

  std::optional<Elf64_Xword> entry(Elf64_Sxword tag) const;
  Elf64_Xword required_entry(Elf64_Sxword tag) const;
  std::vector<Elf64_Dyn> dynamic() const;
  // `entries` without the closing DT_NULL; there must be room for them.
  void set_dynamic(std::span<const Elf64_Dyn> entries);

  std::span<Elf64_Sym> symbols();
  std::string_view string(Elf64_Word offset);
  std::string_view soname();
  std::vector<std::string> needed();  // the libraries it loads, by soname
  // The symbol's index into the version tables; 0 and 1 mean that it has no version.
  unsigned version_of(std::size_t symbol);

  std::vector<NeededVersions> needed_versions();
  // Rewrites the table in its place; there must be room for it.
  void set_needed_versions(std::span<const NeededVersions> needed);

  // What the function at `address` calls, jumps to, loads or takes the address of; empty where no
  // function starts. A number in it that only looks like such an instruction may be among them.
  std::vector<Reference> references(Elf64_Addr address);

  // The slot through which a stub of the procedure linkage table jumps; 0 when `address` is no
  // stub.
  Elf64_Addr slot_of_stub(Elf64_Addr address);

  // The header of the section that starts at `address`, or null. Linkers and debuggers read these.
  Elf64_Shdr* section_at(Elf64_Addr address);

  [[noreturn]] void fail(std::string_view what) const;

 private:
  std::size_t function_size(Elf64_Addr address);
  char* bytes_at(Elf64_Addr address, std::size_t size);
  Elf64_Ehdr& header() { return *reinterpret_cast<Elf64_Ehdr*>(bytes_.data()); }

  std::string name_;
  std::vector<char> bytes_;
  std::vector<Elf64_Phdr> segments_;
  std::size_t dynamic_offset_ = 0;
  std::size_t dynamic_capacity_ = 0;
};

}  // namespace bailey::bind_engine
