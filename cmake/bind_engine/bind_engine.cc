// Makes a copy of the engine's shared library that the loader has little to do for.
//
//   bind_engine INPUT OUTPUT [UNUSED…]
//
// UNUSED: libraries that only Node.js itself uses, "ssl" for libssl.so.3; they lie beside INPUT.
//
// libnode exports most of what it defines, so every start looks up 18,000 of its names through
// twenty libraries: a third of the time a short program takes. In the copy
//  - a name that the library itself defines is bound to that definition (what -Bsymbolic does when
//    linking), objects of namespace std excepted, which all libraries must share;
//  - the unused libraries are not loaded; calling one of them aborts;
//  - nothing of Node.js is set up: initializers that use it do not run;
//  - what is left for the loader to add the base address to is packed (DT_RELR).
// It has a name of its own, so that the two cannot be taken for each other.
#include <algorithm>
#include <iostream>
#include <set>
#include <unordered_set>

#include "elf_library.h"

namespace bailey::bind_engine {
namespace {

constexpr std::string_view kPackedVersion = "GLIBC_ABI_DT_RELR";
constexpr std::string_view kLibc = "libc.so.6";
constexpr int kInitializerDepth = 2;
constexpr Elf64_Addr kWord = sizeof(Elf64_Addr);

// The names a library gives to others.
std::unordered_set<std::string> exports(ElfLibrary& library) {
  std::unordered_set<std::string> names;
  for (const Elf64_Sym& symbol : library.symbols())
    if (symbol.st_shndx != SHN_UNDEF) names.emplace(library.string(symbol.st_name));
  return names;
}

// A mangled name without what says which kind of thing it is: it starts with the outermost scope.
std::string_view scoped_name(std::string_view name) {
  if (!name.starts_with("_Z")) return {};
  name.remove_prefix(2);
  for (std::string_view kind : {"TV", "TI", "TS", "TT", "GV", "GR"})
    if (name.starts_with(kind)) name.remove_prefix(2);
  name.remove_prefix(std::min(name.find_first_not_of("ZNK"), name.size()));
  return name;
}

bool is_of_standard_library(std::string_view name) {
  auto scoped = scoped_name(name);
  return scoped.starts_with('S') || scoped.starts_with("9__gnu_cxx") ||
         scoped.starts_with("10__cxxabiv1");
}

bool is_of_node(std::string_view name) { return scoped_name(name).starts_with("4node"); }

// https://gabi.xinuos.com/elf/06-reloc.html#relative-relocation-table
std::vector<Elf64_Relr> pack(std::vector<Elf64_Addr> places) {
  std::ranges::sort(places);
  std::vector<Elf64_Relr> words;
  for (std::size_t i = 0; i < places.size();) {
    words.push_back(places[i]);
    Elf64_Addr base = places[i++] + kWord;
    for (;;) {
      Elf64_Relr bits = 0;
      for (; i < places.size() && places[i] - base < 63 * kWord; ++i)
        bits |= Elf64_Relr{1} << ((places[i] - base) / kWord + 1);
      if (bits == 0) break;
      words.push_back(bits | 1);
      base += 63 * kWord;
    }
  }
  return words;
}

Elf64_Word elf_hash(std::string_view name) {
  Elf64_Word hash = 0;
  for (unsigned char c : name) {
    hash = (hash << 4) + c;
    hash = (hash ^ ((hash & 0xf0000000) >> 24)) & 0x0fffffff;
  }
  return hash;
}

class Binder {
 public:
  Binder(ElfLibrary& library, std::span<const std::filesystem::path> unused) : library_(library) {
    for (const auto& path : unused) {
      ElfLibrary other(path);
      unused_files_.emplace(other.soname());
      unused_names_.merge(exports(other));
    }
    for (const auto& need : library_.needed_versions())
      for (const auto& version : need.versions)
        file_of_version_.emplace_back(version.vna_other, need.file);
    choose_fates();
  }

  // `soname`: the copy's own.
  void bind(std::string_view soname) {
    rela_ = library_.required_entry(DT_RELA);
    rela_size_ = library_.required_entry(DT_RELASZ);
    sort_out(rela_, rela_size_, Table::Data);
    if (auto calls = library_.entry(DT_JMPREL))
      sort_out(*calls, library_.required_entry(DT_PLTRELSZ), Table::Calls);
    drop_initializers();
    write_tables(soname);
  }

 private:
  enum class Fate { Lookup, Here, Abort };
  enum class Table { Data, Calls };

  void choose_fates() {
    auto symbols = library_.symbols();
    fates_.resize(symbols.size());
    for (std::size_t i = 1; i < symbols.size(); ++i) {
      fates_[i] = fate(symbols[i], i);
      // Linkers complain of a name that nobody defines unless it is weak.
      if (fates_[i] == Fate::Abort)
        symbols[i].st_info = ELF64_ST_INFO(STB_WEAK, ELF64_ST_TYPE(symbols[i].st_info));
      if (library_.string(symbols[i].st_name) == "abort" && symbols[i].st_shndx == SHN_UNDEF)
        abort_ = i;
    }
    if (abort_ == 0) library_.fail("never calls abort(), which stands in for what is left out");
  }

  Fate fate(const Elf64_Sym& symbol, std::size_t index) {
    auto type = ELF64_ST_TYPE(symbol.st_info);
    std::string name(library_.string(symbol.st_name));
    if (symbol.st_shndx == SHN_UNDEF) {
      unsigned version = library_.version_of(index);
      for (const auto& [number, file] : file_of_version_)
        if (number == version) return unused_files_.contains(file) ? Fate::Abort : Fate::Lookup;
      return unused_names_.contains(name) ? Fate::Abort : Fate::Lookup;
    }
    if (type == STT_FUNC) return Fate::Here;
    if (type != STT_OBJECT || is_of_standard_library(name)) return Fate::Lookup;
    return Fate::Here;
  }

  void sort_out(Elf64_Addr table, std::size_t size, Table which) {
    for (const Elf64_Rela& one : library_.at<Elf64_Rela>(table, size / sizeof(Elf64_Rela))) {
      auto symbol = ELF64_R_SYM(one.r_info);
      auto type = ELF64_R_TYPE(one.r_info);
      bool address = type == R_X86_64_64 || type == R_X86_64_GLOB_DAT || type == R_X86_64_JUMP_SLOT;
      Elf64_Rela relative{one.r_offset, ELF64_R_INFO(0, R_X86_64_RELATIVE), one.r_addend};
      if (type == R_X86_64_RELATIVE) {
        add_relative(relative);
      } else if (address && fates_[symbol] == Fate::Here) {
        relative.r_addend += static_cast<Elf64_Sxword>(library_.symbols()[symbol].st_value);
        add_relative(relative);
      } else if (address && fates_[symbol] == Fate::Abort) {
        aborting_.push_back({one.r_offset, ELF64_R_INFO(abort_, R_X86_64_GLOB_DAT), 0});
      } else {
        (which == Table::Calls ? calls_ : lookups_).push_back(one);
      }
    }
  }

  // Leaves out the initializers that use Node.js or a library that only Node.js uses.
  void drop_initializers() {
    for (const Elf64_Sym& symbol : library_.symbols())
      if (symbol.st_shndx != SHN_UNDEF && is_of_node(library_.string(symbol.st_name)))
        of_node_.insert(symbol.st_value);
    for (const Elf64_Rela& one : aborting_) of_node_.insert(one.r_offset);
    Elf64_Addr start = library_.required_entry(DT_INIT_ARRAY);
    auto all = library_.at<Elf64_Addr>(start, library_.required_entry(DT_INIT_ARRAYSZ) / kWord);
    auto dropped = std::ranges::stable_partition(
        all, [&](Elf64_Addr function) { return !uses_node(function, kInitializerDepth); });
    initializers_ = all.size() - dropped.size();
    Elf64_Addr end = start + initializers_ * kWord;
    std::erase_if(packed_,
        [&](Elf64_Addr place) { return place >= end && place < start + all.size_bytes(); });
    std::ranges::fill(dropped, 0);
    resize_section(start, initializers_ * kWord);
  }

  // `depth`: how many calls to follow. The engine itself never calls Node.js, however deep.
  bool uses_node(Elf64_Addr function, int depth) {
    return std::ranges::any_of(library_.references(function), [&](const Reference& one) {
      Elf64_Addr slot = one.is_code ? library_.slot_of_stub(one.target) : one.target;
      if (of_node_.contains(one.target) || of_node_.contains(slot)) return true;
      if (slot != 0)
        return slot % kWord == 0 && library_.in_file(slot) &&
               of_node_.contains(library_.at<Elf64_Addr>(slot, 1)[0]);
      return depth > 0 && uses_node(one.target, depth - 1);
    });
  }

  void add_relative(const Elf64_Rela& one) {
    if (one.r_offset % kWord != 0 || !library_.in_file(one.r_offset)) {
      unpacked_.push_back(one);
      return;
    }
    library_.at<Elf64_Sxword>(one.r_offset, 1)[0] = one.r_addend;
    packed_.push_back(one.r_offset);
  }

  // All of it fits where the relocations were: packing 72,000 of them leaves more than a megabyte.
  void write_tables(std::string_view soname) {
    std::vector<Elf64_Rela> rela = unpacked_;
    rela.append_range(lookups_);
    rela.append_range(aborting_);
    std::vector<Elf64_Relr> relr = pack(packed_);
    std::string strings = std::string(kPackedVersion) + '\0' + std::string(soname) + '\0';
    Elf64_Addr relr_at = rela_ + rela.size() * sizeof(Elf64_Rela);
    Elf64_Addr strings_at = relr_at + relr.size() * sizeof(Elf64_Relr);
    if (strings_at + strings.size() > rela_ + rela_size_)
      library_.fail("has no room for its tables");
    std::ranges::copy(rela, library_.at<Elf64_Rela>(rela_, rela.size()).begin());
    std::ranges::copy(relr, library_.at<Elf64_Relr>(relr_at, relr.size()).begin());
    std::ranges::copy(strings, library_.at<char>(strings_at, strings.size()).begin());
    if (auto at = library_.entry(DT_JMPREL)) {
      std::ranges::copy(calls_, library_.at<Elf64_Rela>(*at, calls_.size()).begin());
      resize_section(*at, calls_.size() * sizeof(Elf64_Rela));
    }
    resize_section(rela_, rela.size() * sizeof(Elf64_Rela));
    Elf64_Addr table = library_.required_entry(DT_STRTAB);
    if (strings_at < table) library_.fail("has its strings behind its relocations");
    auto name_of_version = static_cast<Elf64_Word>(strings_at - table);
    resize_section(table, strings_at + strings.size() - table);
    write_versions(name_of_version);
    write_dynamic(rela.size(), relr_at, relr.size(),
        name_of_version + static_cast<Elf64_Word>(kPackedVersion.size()) + 1,
        strings_at + strings.size() - table);
  }

  void resize_section(Elf64_Addr address, std::size_t size) {
    if (Elf64_Shdr* section = library_.section_at(address)) section->sh_size = size;
  }

  // The loader refuses DT_RELR unless the library also asks for a libc that knows it.
  void write_versions(Elf64_Word name) {
    auto needed = library_.needed_versions();
    std::erase_if(needed, [&](const auto& one) { return unused_files_.contains(one.file); });
    Elf64_Half highest = 1;
    for (const auto& [number, file] : file_of_version_) highest = std::max(highest, number);
    bool added = false;
    for (auto& one : needed) {
      if (one.file != kLibc) continue;
      auto other = static_cast<Elf64_Half>(highest + 1);
      one.versions.push_back({elf_hash(kPackedVersion), 0, other, name, 0});
      added = true;
    }
    if (!added) library_.fail("does not need libc.so.6");
    library_.set_needed_versions(needed);
    version_files_ = needed.size();
  }

  void write_dynamic(std::size_t rela_count, Elf64_Addr relr, std::size_t relr_count,
      Elf64_Word soname, std::size_t strings_size) {
    std::vector<Elf64_Dyn> entries;
    for (Elf64_Dyn one : library_.dynamic()) {
      auto& value = one.d_un.d_val;
      switch (one.d_tag) {
        case DT_NEEDED:
          if (unused_files_.contains(std::string(library_.string(static_cast<Elf64_Word>(value)))))
            continue;
          break;
        case DT_RUNPATH:
          continue;  // or the program's own would not be looked at for what this library needs
        case DT_SONAME:
          value = soname;
          break;
        case DT_STRSZ:
          value = strings_size;
          break;
        case DT_RELASZ:
          value = rela_count * sizeof(Elf64_Rela);
          break;
        case DT_RELACOUNT:
          if (unpacked_.empty()) continue;
          value = unpacked_.size();
          break;
        case DT_PLTRELSZ:
          value = calls_.size() * sizeof(Elf64_Rela);
          break;
        case DT_INIT_ARRAYSZ:
          value = initializers_ * kWord;
          break;
        case DT_VERNEEDNUM:
          value = version_files_;
          break;
        case DT_RELR:
          library_.fail("is packed already");
        default:
          break;
      }
      entries.push_back(one);
    }
    entries.push_back({DT_RELR, {relr}});
    entries.push_back({DT_RELRSZ, {relr_count * sizeof(Elf64_Relr)}});
    entries.push_back({DT_RELRENT, {sizeof(Elf64_Relr)}});
    library_.set_dynamic(entries);
  }

  ElfLibrary& library_;
  std::set<std::string> unused_files_;
  std::unordered_set<std::string> unused_names_;
  std::vector<std::pair<Elf64_Half, std::string>> file_of_version_;
  std::vector<Fate> fates_;  // by symbol
  std::size_t abort_ = 0;    // the symbol
  Elf64_Addr rela_ = 0;
  std::size_t rela_size_ = 0;
  std::size_t version_files_ = 0;
  std::size_t initializers_ = 0;
  std::unordered_set<Elf64_Addr> of_node_;  // its functions and objects, and slots that abort
  std::vector<Elf64_Addr> packed_;
  std::vector<Elf64_Rela> unpacked_, lookups_, aborting_, calls_;
};

}  // namespace
}  // namespace bailey::bind_engine

int main(int argc, char** argv) {
  using bailey::bind_engine::Binder, bailey::bind_engine::ElfLibrary;
  if (argc < 3) {
    std::cerr << "usage: bind_engine INPUT OUTPUT [UNUSED…]\n";
    return 2;
  }
  std::filesystem::path input = argv[1], output = argv[2];
  ElfLibrary library(input);
  std::vector<std::filesystem::path> unused;
  for (const std::string& name : std::vector<std::string>(argv + 3, argv + argc))
    for (const std::string& file : library.needed())
      if (file.starts_with("lib" + name + ".so")) unused.push_back(input.parent_path() / file);
  Binder(library, unused).bind(output.filename().string());
  // Aside and then renamed: an interrupted build leaves no half library.
  auto partial = std::filesystem::path(output).concat(".partial");
  library.write(partial);
  std::filesystem::rename(partial, output);
}
