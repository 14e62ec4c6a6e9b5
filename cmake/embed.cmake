# bailey_embed(<target> <symbol> <file>): links the bytes of <file> into <target> as
# `extern "C" const char bailey_embed_<symbol>[]` and `bailey_embed_<symbol>_end[]`.
function(bailey_embed target symbol file)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embed_${symbol}.S)
  file(CONFIGURE OUTPUT ${source} CONTENT "
.section .rodata.bailey_embed_${symbol},\"a\",@progbits
.balign 16
.globl bailey_embed_${symbol}
.globl bailey_embed_${symbol}_end
bailey_embed_${symbol}:
.incbin \"${file}\"
bailey_embed_${symbol}_end:
.byte 0
.section .note.GNU-stack,\"\",@progbits
")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${file})
  target_sources(${target} PRIVATE ${source})
endfunction()
