# What bailey's V8 is built with, in the terms of the package's own features.gypi; the answers that
# the package's configure script would give come first.
{
  'variables': {
    'target_arch': 'x64',
    'host_arch': 'x64',
    'want_separate_host_toolset': 0,
    'component': 'static_library',
    'clang': 1,
    'llvm_version': '19.1',
    'python': 'python3',
    'node_shared': 'false',
    'node_shared_simdutf': 'true',
    'node_shared_zlib': 'true',
    'node_use_amaro': 'false',
    'node_no_browser_globals': 'false',
    'node_with_ltcg': 'false',
    'enable_lto': 'false',
    'enable_thin_lto': 'false',
    'v8_enable_inspector': 1,

    'v8_enable_i18n_support': 1,
    'v8_enable_webassembly': 1,
    'v8_enable_wasm_simd256_revec': 1,
    'v8_enable_maglev': 1,
    'v8_enable_short_builtin_calls': 1,
    'v8_promise_internal_field_count': 0,
    # All isolates of a process share the read-only heap, whichever snapshot they start from.
    'v8_enable_extensible_ro_snapshot': 0,
    # Hashes that cannot be steered without the seed, which every process draws.
    'v8_use_siphash': 1,
    'v8_random_seed': 0,
    # Of no use to those who run scripts, and a tenth of the library.
    'v8_enable_disassembler': 0,
    'v8_enable_object_print': 0,
    'v8_enable_gdbjit': 0,
    'v8_postmortem_support': 0,
    'v8_enable_lite_mode': 0,
    'v8_optimized_debug': 1,
    'v8_use_zlib': 0,
  },
  'target_defaults': {
    'default_configuration': 'Release',
    'configurations': {'Release': {}},
  },
}
