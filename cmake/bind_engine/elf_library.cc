#include "elf_library.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

namespace bailey::bind_engine {

ElfLibrary::ElfLibrary(const std::filesystem::path& path) : name_(path.string()) {
  std::ifstream file(path, std::ios::binary);
  bytes_.assign(std::istreambuf_iterator<char>(file), {});
  if (!file || bytes_.size() < sizeof(Elf64_Ehdr)) fail("cannot be read");
  const Elf64_Ehdr& head = header();
  if (std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 || head.e_ident[EI_CLASS] != ELFCLASS64 ||
      head.e_type != ET_DYN || head.e_machine != EM_X86_64)
    fail("is no shared library for x86-64");
  if (head.e_phoff + head.e_phnum * sizeof(Elf64_Phdr) > bytes_.size()) fail("is cut short");
  segments_.resize(head.e_phnum);
  std::memcpy(segments_.data(), &bytes_[head.e_phoff], segments_.size() * sizeof(Elf64_Phdr));
  for (const Elf64_Phdr& segment : segments_) {
    if (segment.p_offset + segment.p_filesz > bytes_.size()) fail("is cut short");
    if (segment.p_type != PT_DYNAMIC) continue;
    dynamic_offset_ = segment.p_offset;
    dynamic_capacity_ = segment.p_filesz / sizeof(Elf64_Dyn);
  }
  if (dynamic_capacity_ == 0) fail("has no dynamic section");
}

void ElfLibrary::write(const std::filesystem::path& path) const {
  // The kernel caches what is written at once as one piece and maps such a piece whole: written in
  // one go, every process would show some 20 MB more of the engine in memory.
  constexpr std::size_t kPiece = std::size_t{64} << 10;
  std::ofstream file;
  file.rdbuf()->pubsetbuf(nullptr, 0);
  file.open(path, std::ios::binary | std::ios::trunc);
  for (std::size_t at = 0; at < bytes_.size(); at += kPiece)
    file.write(&bytes_[at], static_cast<std::streamsize>(std::min(kPiece, bytes_.size() - at)));
  file.close();
  if (!file) {
    std::cerr << "error: " << path << " cannot be written\n";
    std::exit(1);
  }
}

void ElfLibrary::fail(std::string_view what) const {
  std::cerr << "error: " << name_ << " " << what << "\n"
            << "remedy: configure with -DBAILEY_BIND_ENGINE=OFF, which uses the library as it is\n";
  std::exit(1);
}

char* ElfLibrary::bytes_at(Elf64_Addr address, std::size_t size) {
  for (const Elf64_Phdr& segment : segments_) {
    if (segment.p_type != PT_LOAD || address < segment.p_vaddr) continue;
    Elf64_Addr inside = address - segment.p_vaddr;
    if (inside <= segment.p_filesz && size <= segment.p_filesz - inside)
      return &bytes_[segment.p_offset + inside];
  }
  fail("refers to what is not in it");
}

bool ElfLibrary::in_file(Elf64_Addr address) const {
  for (const Elf64_Phdr& segment : segments_) {
    if (segment.p_type == PT_LOAD && address >= segment.p_vaddr &&
        address + sizeof(Elf64_Addr) <= segment.p_vaddr + segment.p_filesz)
      return true;
  }
  return false;
}

std::vector<Elf64_Dyn> ElfLibrary::dynamic() const {
  std::vector<Elf64_Dyn> entries(dynamic_capacity_);
  std::memcpy(entries.data(), &bytes_[dynamic_offset_], dynamic_capacity_ * sizeof(Elf64_Dyn));
  std::size_t count = 0;
  while (count < entries.size() && entries[count].d_tag != DT_NULL) ++count;
  entries.resize(count);
  return entries;
}

void ElfLibrary::set_dynamic(std::span<const Elf64_Dyn> entries) {
  if (entries.size() >= dynamic_capacity_) fail("has no room for its dynamic section");
  std::memset(&bytes_[dynamic_offset_], 0, dynamic_capacity_ * sizeof(Elf64_Dyn));
  std::memcpy(&bytes_[dynamic_offset_], entries.data(), entries.size_bytes());
}

std::optional<Elf64_Xword> ElfLibrary::entry(Elf64_Sxword tag) const {
  for (const Elf64_Dyn& one : dynamic())
    if (one.d_tag == tag) return one.d_un.d_val;
  return std::nullopt;
}

Elf64_Xword ElfLibrary::required_entry(Elf64_Sxword tag) const {
  auto value = entry(tag);
  if (!value) fail("lacks a table that a shared library has");
  return *value;
}

std::span<Elf64_Sym> ElfLibrary::symbols() {
  Elf64_Addr table = required_entry(DT_SYMTAB);
  const Elf64_Shdr* section = section_at(table);
  if (section == nullptr) fail("has no section headers");
  return at<Elf64_Sym>(table, section->sh_size / sizeof(Elf64_Sym));
}

std::string_view ElfLibrary::string(Elf64_Word offset) {
  return at<char>(required_entry(DT_STRTAB) + offset, 1).data();
}

std::string_view ElfLibrary::soname() {
  return string(static_cast<Elf64_Word>(required_entry(DT_SONAME)));
}

std::vector<std::string> ElfLibrary::needed() {
  std::vector<std::string> names;
  for (const Elf64_Dyn& one : dynamic())
    if (one.d_tag == DT_NEEDED) names.emplace_back(string(static_cast<Elf64_Word>(one.d_un.d_val)));
  return names;
}

unsigned ElfLibrary::version_of(std::size_t symbol) {
  auto table = entry(DT_VERSYM);
  if (!table) return 0;
  return at<Elf64_Half>(*table + symbol * sizeof(Elf64_Half), 1)[0] & 0x7fff;
}

std::vector<NeededVersions> ElfLibrary::needed_versions() {
  std::vector<NeededVersions> all;
  Elf64_Addr address = entry(DT_VERNEED).value_or(0);
  for (auto left = entry(DT_VERNEEDNUM).value_or(0); left != 0; --left) {
    const Elf64_Verneed& need = at<Elf64_Verneed>(address, 1)[0];
    NeededVersions one{std::string(string(need.vn_file)), need.vn_file, {}};
    Elf64_Addr next = address + need.vn_aux;
    for (unsigned i = 0; i < need.vn_cnt; ++i) {
      one.versions.push_back(at<Elf64_Vernaux>(next, 1)[0]);
      next += one.versions.back().vna_next;
    }
    all.push_back(std::move(one));
    address += need.vn_next;
  }
  return all;
}

void ElfLibrary::set_needed_versions(std::span<const NeededVersions> needed) {
  Elf64_Addr address = required_entry(DT_VERNEED);
  Elf64_Shdr* section = section_at(address);
  if (section == nullptr) fail("has no section headers");
  std::size_t size = 0;
  for (const auto& one : needed) size += (1 + one.versions.size()) * sizeof(Elf64_Vernaux);
  if (size > section->sh_size) fail("has no room for its symbol versions");
  for (std::size_t i = 0; i < needed.size(); ++i) {
    auto count = static_cast<Elf64_Half>(needed[i].versions.size());
    auto next = static_cast<Elf64_Word>(sizeof(Elf64_Verneed) + count * sizeof(Elf64_Vernaux));
    at<Elf64_Verneed>(address, 1)[0] = {
        1, count, needed[i].file_name, sizeof(Elf64_Verneed), i + 1 == needed.size() ? 0 : next};
    auto versions = at<Elf64_Vernaux>(address + sizeof(Elf64_Verneed), count);
    for (std::size_t j = 0; j < count; ++j) {
      versions[j] = needed[i].versions[j];
      versions[j].vna_next = j + 1 == count ? 0 : sizeof(Elf64_Vernaux);
    }
    address += next;
  }
  section->sh_info = static_cast<Elf64_Word>(needed.size());
}

// The table that finds the unwinding rules of a function knows where functions start and end.
// https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/ehframechpt.html
std::size_t ElfLibrary::function_size(Elf64_Addr address) {
  struct Head {
    std::uint8_t version, pointer_encoding, count_encoding, table_encoding;
    std::int32_t frames;
    std::uint32_t count;
  };
  struct Row {
    std::int32_t function, rules;
  };
  struct Rules {
    std::uint32_t length, common;
    std::int32_t function;
    std::uint32_t size;
  };
  Elf64_Addr start = 0;
  for (const Elf64_Phdr& segment : segments_)
    if (segment.p_type == PT_GNU_EH_FRAME) start = segment.p_vaddr;
  if (start == 0) fail("has no unwinding table");
  const Head& head = at<Head>(start, 1)[0];
  constexpr std::uint8_t kPcRelative = 0x1b, kUnsigned = 0x03, kTableRelative = 0x3b;
  if (head.version != 1 || head.pointer_encoding != kPcRelative ||
      head.count_encoding != kUnsigned || head.table_encoding != kTableRelative)
    fail("has an unwinding table of another form");
  auto rows = at<Row>(start + sizeof(Head), head.count);
  auto offset = static_cast<std::int64_t>(address - start);
  auto row = std::ranges::lower_bound(rows, offset, {}, &Row::function);
  if (row == rows.end() || row->function != offset) return 0;
  return at<Rules>(start + static_cast<Elf64_Addr>(std::int64_t{row->rules}), 1)[0].size;
}

std::vector<Reference> ElfLibrary::references(Elf64_Addr address) {
  constexpr std::uint8_t kCall = 0xe8, kJump = 0xe9, kLoad = 0x8b, kTakeAddress = 0x8d;
  constexpr std::uint8_t kOperandForm = 0xc7, kFromInstruction = 0x05;
  std::vector<Reference> found;
  std::size_t size = function_size(address);
  if (size == 0) return found;
  auto code = at<std::uint8_t>(address, size);
  for (std::size_t i = 0; i + 1 + sizeof(std::int32_t) <= code.size(); ++i) {
    bool is_code = code[i] == kCall || code[i] == kJump;
    bool is_data = i > 0 && (code[i - 1] == kLoad || code[i - 1] == kTakeAddress) &&
                   (code[i] & kOperandForm) == kFromInstruction;
    if (!is_code && !is_data) continue;
    std::int32_t distance = 0;
    std::memcpy(&distance, &code[i + 1], sizeof distance);
    Elf64_Addr next = address + i + 1 + sizeof distance;
    found.push_back({next + static_cast<Elf64_Addr>(std::int64_t{distance}), is_code});
  }
  return found;
}

Elf64_Addr ElfLibrary::slot_of_stub(Elf64_Addr address) {
  constexpr std::string_view kLandingPad = "\xf3\x0f\x1e\xfa", kJumpThrough = "\xff\x25";
  constexpr std::size_t kLongest = 10;
  if (!in_file(address) || !in_file(address + kLongest)) return 0;
  std::string_view code(bytes_at(address, kLongest), kLongest);
  Elf64_Addr next = address + kJumpThrough.size() + sizeof(std::int32_t);
  if (code.starts_with(kLandingPad)) {
    code.remove_prefix(kLandingPad.size());
    next += kLandingPad.size();
  }
  if (!code.starts_with(kJumpThrough)) return 0;
  std::int32_t distance = 0;
  std::memcpy(&distance, &code[kJumpThrough.size()], sizeof distance);
  Elf64_Addr slot = next + static_cast<Elf64_Addr>(std::int64_t{distance});
  return in_file(slot) ? slot : 0;
}

Elf64_Shdr* ElfLibrary::section_at(Elf64_Addr address) {
  const Elf64_Ehdr& head = header();
  if (head.e_shoff + head.e_shnum * sizeof(Elf64_Shdr) > bytes_.size()) return nullptr;
  auto* sections = reinterpret_cast<Elf64_Shdr*>(&bytes_[head.e_shoff]);
  for (unsigned i = 0; i < head.e_shnum; ++i) {
    if (sections[i].sh_addr == address && sections[i].sh_type != SHT_NULL &&
        (sections[i].sh_flags & SHF_ALLOC) != 0 && sections[i].sh_size != 0)
      return &sections[i];
  }
  return nullptr;
}

}  // namespace bailey::bind_engine
