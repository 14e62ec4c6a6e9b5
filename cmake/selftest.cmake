# bailey_embed_selftest(<target>): links the attacks of tests/escape and their referee into <target>,
# for `bailey selftest`. Left out is what is safe only where nothing of worth can be reached.
include(embed)

function(bailey_embed_selftest target)
  set(folder ${PROJECT_SOURCE_DIR}/tests/escape)
  file(GLOB names RELATIVE ${folder} CONFIGURE_DEPENDS ${folder}/attacks/*.js)
  list(REMOVE_ITEM names attacks/04_every_property.js)
  list(PREPEND names referee.js attack_head.js claims.js world.js support.js)
  set(externs "")
  set(rows "")
  foreach(name ${names})
    string(REGEX REPLACE "[^a-z0-9]" "_" symbol selftest_${name})
    bailey_embed(${target} ${symbol} ${folder}/${name})
    string(APPEND externs "extern \"C\" const char bailey_embed_${symbol}[], bailey_embed_${symbol}_end[];\n")
    string(APPEND rows "    {\"${name}\", {bailey_embed_${symbol}, static_cast<std::size_t>(bailey_embed_${symbol}_end - bailey_embed_${symbol})}},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/selftest_files.cc CONTENT "#include \"cli/commands/selftest.h\"

${externs}
namespace bailey::cli {

std::span<const SelftestFile> selftest_files() {
  static const SelftestFile kFiles[] = {
${rows}  };
  return kFiles;
}

}  // namespace bailey::cli
" @ONLY)
  target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/selftest_files.cc)
endfunction()
